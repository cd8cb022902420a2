/** One call of the tool: from what was typed to what is printed and the exit code. */
import { type Request, readRequest } from "./arguments.ts";
import type { Output } from "./command.ts";
import { dialogueOn, type Keyboard } from "./dialogue.ts";
import { type ExitCode, failed } from "./failure.ts";
import { printable, printableJson } from "./print.ts";
import { type Progress, progressOn, type Screen } from "./progress.ts";
import { sentenceOf } from "./sentence.ts";

export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin?: Keyboard;
  readonly stdout: Screen;
  readonly stderr: Screen;
}

/** Results go to stdout. Whatever goes wrong is one sentence on stderr, with --json too: scripts go by the exit code. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { env, stdout, stderr } = terminal;
  let request: Request | undefined;
  try {
    request = readRequest(args, env);
    if (request.told !== undefined) {
      stdout.write(request.told);
      return 0;
    }
    const progress = progressOn(stderr);
    const output = await run(request, terminal, progress).finally(progress.clear);
    if (request.json && output.json !== undefined) stdout.write(printableJson(output.json));
    else stdout.write(printable(output.text));
    return output.failed ? 1 : 0;
  } catch (error) {
    const { sentence, exitCode } = sentenceOf(error, request);
    stderr.write(`${printable(sentence.replaceAll("\n", " "))}\n`);
    return exitCode;
  }
}

type Asked = Exclude<Request, { readonly told: string }>;
type AskedOver<Kind> = Extract<Request, { readonly over: Kind }>;
type ProgressLine = ReturnType<typeof progressOn>;

async function run(request: Asked, terminal: Terminal, progress: ProgressLine): Promise<Output> {
  switch (request.over) {
    case "api":
      return runOverApi(request, progress.tell, terminal.stdout);
    case "stack":
      return request.command.run(request.input, request.place, progress.tell);
    case "nothing":
      return request.command.run(request.input);
    default:
      return runOnTable(request, terminal, progress);
  }
}

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

async function runOnTable(
  { command, input, place, json }: AskedOver<"table">,
  terminal: Terminal,
  { tell, clear }: ProgressLine,
): Promise<Output> {
  // Loaded only now, so that help and wrong usage are told without delay.
  const { findPlace } = await import("./place.ts");
  const { servicesOn } = await import("./table-services.ts");
  const found = await findPlace(place);
  try {
    const apiUrl = found.apiUrl ?? terminal.env["HEARBACK_URL"];
    const dialogue = { ...dialogueOn(terminal, json, clear), place, apiUrl };
    return await command.run(input, servicesOn(found), tell, dialogue);
  } finally {
    found.dynamodb.destroy();
  }
}
