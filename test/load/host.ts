/** The process under load: Hearback alone, asked by messages of whoever has forked it. */
import type { Config } from "../../functions/config.ts";
import type { Log } from "../../functions/domain/ports/environment.ts";
import { seedOnce } from "../../local/seed.ts";
import { startSystem } from "../../local/system.ts";
import { VirtualClock } from "../../local/virtual-clock.ts";
import { type Place, placeOf } from "./place.ts";

export interface Hosting {
  readonly endpoint: string;
  /** Of its own. */
  readonly directory: string;
  readonly businesses: number;
  readonly keyRateLimit: Config["keyRateLimit"];
}

export type Question = Exclude<keyof Place, "url" | "businesses">;

const log: Log = {
  info: () => {},
  warn: () => {},
  error: (message, details) => void process.stderr.write(`error ${message} ${JSON.stringify(details ?? {})}\n`),
};

async function host({ endpoint, directory, businesses, keyRateLimit }: Hosting): Promise<void> {
  const system = await startSystem({
    endpoint,
    tableName: "hearback",
    directory,
    port: 0,
    markRestSeconds: 0,
    clock: await VirtualClock.open(),
    log,
    keyRateLimit,
    welcome: () => ({ apiKey: "", kpiUrl: "", curl: "", url: "" }),
  });
  const seeds = [];
  for (let nth = 0; nth < businesses; nth++)
    seeds.push(await seedOnce(`${directory}/business-${nth}`, system.services));
  const place = placeOf(system, seeds);
  process.on("message", async (question: Question) => {
    process.send?.(
      await place[question]().then(
        (answer) => ({ answer }),
        (error) => ({ error: String(error) }),
      ),
    );
  });
  process.on("disconnect", async () => {
    await system.close();
    process.exit();
  });
  process.send?.({ answer: { url: place.url, businesses: place.businesses } });
}

await host(JSON.parse(process.argv[2] ?? "") as Hosting);
