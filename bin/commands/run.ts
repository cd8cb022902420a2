/** One call of the tool: from what was typed to what is printed and the exit code. */
import { readConfig } from "../../functions/config.ts";
import { type Request, readRequest } from "./arguments.ts";
import type { Output } from "./command.ts";
import { type ExitCode, failed } from "./failure.ts";
import { printable, printableJson } from "./print.ts";
import { type Progress, progressOn, type Screen } from "./progress.ts";
import { sentenceOf } from "./sentence.ts";

export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Screen;
  readonly stderr: Screen;
}

/** Results go to stdout. Whatever goes wrong is one sentence on stderr, with --json too: scripts go by the exit code. */
export async function runCommandLine(args: readonly string[], { env, stdout, stderr }: Terminal): Promise<ExitCode> {
  let request: Request | undefined;
  try {
    request = readRequest(args, env);
    if (request.help !== undefined) {
      stdout.write(request.help);
      return 0;
    }
    const progress = progressOn(stderr);
    const work =
      request.over === "api" ? runOverApi(request, progress.tell, stdout) : runOnTable(request, progress.tell);
    const output = await work.finally(progress.clear);
    if (request.json && output.json !== undefined) stdout.write(printableJson(output.json));
    else stdout.write(printable(output.text));
    return output.failed ? 1 : 0;
  } catch (error) {
    const { sentence, exitCode } = sentenceOf(error, request);
    stderr.write(`${printable(sentence.replaceAll("\n", " "))}\n`);
    return exitCode;
  }
}

type AskedOver<Kind> = Extract<Request, { readonly over: Kind }>;

async function runOverApi(
  { command, input, place }: AskedOver<"api">,
  tell: Progress,
  stdout: Screen,
): Promise<Output> {
  const { reachApi } = await import("./reach-api.ts");
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(failed("Stopped."));
  // Whoever asks twice does not wait.
  process.once("SIGINT", stop);
  try {
    return await command.run(input, await reachApi(place, stopping.signal, stdout), tell);
  } finally {
    process.off("SIGINT", stop);
  }
}

async function runOnTable({ command, input, place }: AskedOver<"table">, tell: Progress): Promise<Output> {
  // Loaded only now, so that help and wrong usage are told without delay.
  const { findPlace } = await import("./place.ts");
  const { buildServices } = await import("../../functions/runtime.ts");
  const { tableName, dynamodb, clock } = await findPlace(place);
  // It sends no mail and hands out no link, so only the table is told.
  const notUsed = { PUBLIC_URL: "https://not-used.example", FROM_ADDRESS: "not-used@example.com" };
  const config = readConfig({ TABLE_NAME: tableName, ...notUsed });
  const ignore = (): void => {};
  const log = { info: ignore, warn: ignore, error: ignore };
  try {
    const services = buildServices(config, { clock, log, metrics: { count: ignore, measure: ignore }, dynamodb });
    return await command.run(input, services, tell);
  } finally {
    dynamodb.destroy();
  }
}
