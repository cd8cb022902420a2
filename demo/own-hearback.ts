/** A Hearback of the demo's own: the table in the engine's memory, the mails in a temporary folder, all gone afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "../functions/domain/ports/environment.ts";
import { startEngine } from "../local/engine.ts";
import { seedOnce } from "../local/seed.ts";
import { startSystem } from "../local/system.ts";
import { VirtualClock } from "../local/virtual-clock.ts";

const log: Log = {
  info: () => {},
  warn: () => {},
  error: (message, details) => void process.stderr.write(`error ${message} ${JSON.stringify(details ?? {})}\n`),
};

/** `onLaunch` learns how to end each part before the next one starts. Throws StartError. */
export async function startOwnHearback(
  onLaunch: (end: () => Promise<void>) => void,
): Promise<{ url: string; apiKey: string }> {
  const directory = await mkdtemp(join(tmpdir(), "hearback-demo-"));
  onLaunch(() => rm(directory, { recursive: true, force: true }));
  const engine = await startEngine(undefined, onLaunch);
  const system = await startSystem({
    endpoint: engine.endpoint,
    tableName: "hearback",
    directory,
    port: 0,
    clock: await VirtualClock.open(),
    log,
    // The engine's index does not lag, and a second of rest at each of some hundred moments is minutes.
    markRestSeconds: 0,
    // As npm start: what is shown is people, played by a program.
    judgesHaste: false,
    welcome: () => ({ apiKey: "", kpiUrl: "", curl: "", url: "" }),
  });
  onLaunch(() => system.close());
  const { apiKey } = await seedOnce(directory, system.services);
  return { url: system.url, apiKey };
}
