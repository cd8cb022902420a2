/** Which deployed stack is meant, of which region. There is no default stack, as for a table. */
import { wrongUsage } from "./failure.ts";
import type { Options } from "./option.ts";
import { isStackName, placeOptions } from "./place-wish.ts";

export interface StackWish {
  readonly name: string;
  /** Absent: as the AWS command line finds it. */
  readonly region?: string;
}

export const stackOptions = {
  stack: { ...placeOptions.stack, help: "the deployed stack (default $HEARBACK_STACK)" },
  region: { value: "REGION", help: "its region (default as the AWS command line finds it)" },
} as const satisfies Options;

type Values = Readonly<Record<string, string | boolean | undefined>>;

export function stackWishOf(values: Values, env: NodeJS.ProcessEnv): StackWish {
  const name = String(values["stack"] ?? env["HEARBACK_STACK"] ?? "");
  if (name === "") throw wrongUsage("Say which: --stack NAME, or set HEARBACK_STACK.");
  if (!isStackName(name)) {
    throw wrongUsage(`${values["stack"] === undefined ? "HEARBACK_STACK" : "--stack"} is no name of a stack.`);
  }
  const region = values["region"];
  if (region === undefined) return { name };
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(String(region))) throw wrongUsage("--region is no region such as eu-west-1.");
  return { name, region: String(region) };
}
