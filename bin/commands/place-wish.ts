/** Which Hearback is meant: the one that npm start runs, or a deployed table. */
import type { Options } from "./command.ts";
import { wrongUsage } from "./failure.ts";

export type PlaceWish =
  | { readonly kind: "local"; readonly directory: string }
  | { readonly kind: "table"; readonly name: string }
  | { readonly kind: "stack"; readonly name: string };

export const placeOptions = {
  local: { help: "the Hearback that npm start runs on this machine" },
  data: { value: "DIR", help: "its data folder, with --local (default .local)" },
  table: { value: "NAME", help: "a deployed table: the stack's output TableName (default $TABLE_NAME)" },
  stack: { value: "NAME", help: "the deployed stack whose table is meant (default hearback)" },
} as const satisfies Options;

const either = ["local", "table", "stack"] as const;

export function wishOf(
  values: Readonly<Record<string, string | boolean | undefined>>,
  env: NodeJS.ProcessEnv,
): PlaceWish {
  const named = either.filter((name) => values[name] !== undefined);
  if (named.length > 1) throw wrongUsage(`Name one place, not both --${named[0]} and --${named[1]}.`);
  if (values["data"] !== undefined && named[0] !== "local") throw wrongUsage("--data goes with --local.");
  for (const name of ["data", "table", "stack"]) {
    if (values[name] === "") throw wrongUsage(`--${name} is empty.`);
  }
  if (named[0] === "local") return { kind: "local", directory: String(values["data"] ?? ".local") };
  if (named[0] === "stack") return { kind: "stack", name: String(values["stack"]) };
  const table = values["table"] ?? env["TABLE_NAME"];
  return table ? { kind: "table", name: String(table) } : { kind: "stack", name: "hearback" };
}
