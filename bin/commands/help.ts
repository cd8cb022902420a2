/** Help, made of the table of commands. */
import type { Command, Options } from "./command.ts";
import { placeOptions } from "./place-wish.ts";
import { aligned } from "./print.ts";

const place = `Where
${describe(placeOptions)}
Credentials and region are found as by the AWS command line.
`;

export function helpForAll(listed: readonly Command[]): string {
  const rows = listed.map(({ name, argument, summary }) => [`  ${name}${argument ? " ID" : ""}`, summary]);
  return `hearback COMMAND [options]

${aligned(rows)}
hearback COMMAND --help tells a command's options; --json makes any command print JSON.
Exit codes: 0 done, 1 failed or violations found, 2 asked wrongly. What goes wrong is one sentence on stderr.

${place}`;
}

export function helpFor({ name, summary, details, argument, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => option.required);
  const usage = required.map(([option, { value }]) => ` --${option} ${value}`).join("");
  return `hearback ${name}${argument ? " ID" : ""}${usage} [options]

${summary}${details === undefined ? "" : `\n${details}`}

Options
${describe({ ...options, json: { help: "print JSON" } })}
${place}`;
}

function describe(options: Options): string {
  return aligned(
    Object.entries(options).map(([name, { value, help }]) => [`  --${name}${value ? ` ${value}` : ""}`, help]),
  );
}
