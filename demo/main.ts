/** `npm run demo`: weeks of a business and its customers in a minute. */
import { Failure } from "../bin/commands/failure.ts";
import { printable } from "../bin/commands/print.ts";
import { HearbackError } from "../client/hearback-error.ts";
import { StartError } from "../local/start-error.ts";
import { readFigures } from "./figures.ts";
import { Hearback } from "./hearback.ts";
import { help, readOptions } from "./options.ts";
import { startOwnHearback } from "./own-hearback.ts";
import { planOf } from "./plan.ts";
import { play } from "./play.ts";
import { progressBar } from "./progress-bar.ts";
import { intro, summary, whereNext } from "./summary.ts";

const ends: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;
let isStopping = false;

/** The latest first, with what is still being started meanwhile. */
function endAll(): Promise<void> {
  const all = async (): Promise<void> => {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  };
  ending ??= all();
  return ending;
}

async function main(): Promise<void> {
  // The SDK's word on Node 20 is for those who deploy: on Lambda it is Node 24.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(help);
    return;
  }
  const tell = (text: string): void => void (options.json || process.stdout.write(text));
  const place = options.running ?? (await startOwnHearback((end) => ends.push(end)));
  const hearback = new Hearback(place);
  await hearback.meet();
  tell(intro(options));
  const plan = planOf(options);
  const played = await play(plan, hearback, progressBar(process.stderr));
  const figures = await readFigures(plan, played, hearback);
  const { seed, json } = options;
  if (json) process.stdout.write(`${JSON.stringify({ seed, ...figures }, null, 2)}\n`);
  tell(summary(figures, { isBold: process.stdout.isTTY === true && !process.env["NO_COLOR"] }));
  tell(whereNext(options));
}

/** A second Ctrl-C does not wait. */
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    void endAll().finally(() => process.exit(130));
  });
}

function tellFailure(error: unknown): void {
  if (isStopping) return;
  const isExpected = [Failure, HearbackError, StartError].some((kind) => error instanceof kind);
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
  process.stderr.write(
    `${printable(isExpected ? (error as Error).message : `The demo has failed: ${String(error)}`)}\n`,
  );
}

await main().catch(tellFailure);
await endAll();
