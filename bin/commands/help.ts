/** Help, made of the table of commands. */
import { apiOptions } from "./api-wish.ts";
import type { Command } from "./command.ts";
import type { Options } from "./option.ts";
import { placeOptions } from "./place-wish.ts";
import { aligned } from "./print.ts";
import { stackOptions } from "./stack-wish.ts";

const places = {
  table: `Where
${describe(placeOptions)}
Credentials and region are found as by the AWS command line.
`,
  api: `Where
${describe(apiOptions)}
The API key is read from HEARBACK_API_KEY or that file, so that no list of processes shows it.
`,
  stack: `Where
${describe(stackOptions)}
Credentials are found as by the AWS command line.
`,
  nothing: "",
} as const;

export const argumentWord = ({ argument }: Command): string =>
  argument === undefined ? "" : argument === "file" ? " FILE" : " ID";

export function helpForAll(listed: readonly Command[]): string {
  const rows = listed.map((one) => [`  ${one.name}${argumentWord(one)}`, one.summary]);
  const kinds = (["table", "api"] as const).filter((kind) => listed.some(({ over }) => over === kind));
  return `hearback COMMAND [options]

${aligned(rows)}
hearback COMMAND --help tells a command's options; --json makes any command print JSON; hearback --version tells its own.
Exit codes: 0 done, 1 failed or violations found, 2 asked wrongly. What goes wrong is one sentence on stderr.

${kinds.map((kind) => (kinds.length > 1 && kind === "api" ? `${overApi(listed)}${places.api}` : places[kind])).join("\n")}`;
}

/** Those that go another way than most. */
const overApi = (listed: readonly Command[]): string => {
  const names = listed.filter(({ over }) => over === "api").map(({ name }) => name);
  return `These go through the API instead: ${names.join(", ")}.\n\n`;
};

export function helpFor(command: Command): string {
  const { name, summary, details, options, over } = command;
  const required = Object.entries(options).filter(([, option]) => option.required);
  const usage = required.map(([option, { value }]) => ` --${option} ${value}`).join("");
  return `hearback ${name}${argumentWord(command)}${usage} [options]

${summary}${details === undefined ? "" : `\n${details}`}

Options
${describe({ ...options, json: { help: "print JSON" } })}
${places[over]}`;
}

function describe(options: Options): string {
  return aligned(
    Object.entries(options).map(([name, { value, help }]) => [`  --${name}${value ? ` ${value}` : ""}`, help]),
  );
}
