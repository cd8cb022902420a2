/** One call of the tool: from what was typed to what is printed and the exit code. */
import { readConfig } from "../../functions/config.ts";
import { type Request, readRequest } from "./arguments.ts";
import type { Output } from "./command.ts";
import type { ExitCode } from "./failure.ts";
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
    const output = await run(request, progress.tell).finally(progress.clear);
    stdout.write(request.json ? printableJson(output.json) : printable(output.text));
    return output.failed ? 1 : 0;
  } catch (error) {
    const { sentence, exitCode } = sentenceOf(error, request);
    stderr.write(`${printable(sentence.replaceAll("\n", " "))}\n`);
    return exitCode;
  }
}

async function run({ command, input, place }: Exclude<Request, { help: string }>, tell: Progress): Promise<Output> {
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
    const services = buildServices(config, { clock, log, metrics: { count: ignore }, dynamodb });
    return await command.run(input, services, tell);
  } finally {
    dynamodb.destroy();
  }
}
