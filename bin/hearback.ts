/** `hearback`: the administrator's command line. */
import { readConfig } from "../functions/config.ts";
import { type Request, readRequest } from "./commands/arguments.ts";
import type { Output } from "./commands/command.ts";
import type { ExitCode } from "./commands/failure.ts";
import { printable } from "./commands/print.ts";
import { sentenceOf } from "./commands/sentence.ts";

async function main(): Promise<ExitCode> {
  // The SDK's word on Node 20 is for those who deploy: on Lambda it is Node 24.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  let request: Request | undefined;
  try {
    request = readRequest(process.argv.slice(2), process.env);
    if (request.help !== undefined) {
      process.stdout.write(request.help);
      return 0;
    }
    const output = await run(request);
    process.stdout.write(request.json ? `${JSON.stringify(output.json, null, 2)}\n` : printable(output.text));
    return output.failed ? 1 : 0;
  } catch (error) {
    const { sentence, exitCode } = sentenceOf(error, request);
    process.stderr.write(`${printable(sentence.replaceAll("\n", " "))}\n`);
    return exitCode;
  }
}

async function run({ command, input, place }: Exclude<Request, { help: string }>): Promise<Output> {
  // Loaded only now, so that help and wrong usage are told without delay.
  const { findPlace } = await import("./commands/place.ts");
  const { buildServices } = await import("../functions/runtime.ts");
  const { tableName, dynamodb, clock } = await findPlace(place);
  // It sends no mail and hands out no link, so only the table is told.
  const notUsed = { PUBLIC_URL: "https://not-used.example", FROM_ADDRESS: "not-used@example.com" };
  const config = readConfig({ TABLE_NAME: tableName, ...notUsed });
  const ignore = (): void => {};
  const log = { info: ignore, warn: ignore, error: ignore };
  try {
    const services = buildServices(config, { clock, log, metrics: { count: ignore }, dynamodb });
    return await command.run(input, services);
  } finally {
    dynamodb.destroy();
  }
}

// Whoever reads the output may stop before its end.
process.stdout.on("error", () => process.exit(1));
process.exitCode = await main();
