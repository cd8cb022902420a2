/**
 * Which Hearback is meant: the one that npm start runs, or a deployed one by its stack or its table. There is no default:
 * a forgotten option must not turn an experiment into a change of the live system.
 */
import { wrongUsage } from "./failure.ts";
import type { Options } from "./option.ts";

type Kind =
  | { readonly kind: "local"; readonly directory: string }
  | { readonly kind: "stack"; readonly name: string }
  | { readonly kind: "table"; readonly name: string };

/** With how long records are kept there, where that was said; a table itself does not tell. */
export type PlaceWish = Kind & { readonly recordRetentionDays?: number };

const standardRetentionDays = 761;

export const placeOptions = {
  local: { help: "the Hearback that npm start runs on this machine" },
  data: { value: "DIR", help: "its data folder, with --local (default .local)" },
  stack: { value: "NAME", help: "a deployed stack, whose table is found by it (default $HEARBACK_STACK)" },
  table: { value: "NAME", help: "a deployed table, named by itself (default $HEARBACK_TABLE)" },
  "retention-days": {
    value: "N",
    help: `how long this Hearback keeps records (default what the stack tells, else ${standardRetentionDays})`,
  },
} as const satisfies Options;

const either = ["local", "stack", "table"] as const;
const variables = { stack: "HEARBACK_STACK", table: "HEARBACK_TABLE" } as const;

/** As AWS names them; each may be an ARN, too. */
const patterns = {
  stack: /^([A-Za-z][A-Za-z0-9-]{0,127}|arn:[^:\s]+:cloudformation:[^\s]+)$/,
  table: /^([\w.-]{1,255}|arn:[^:\s]+:dynamodb:[^\s]+)$/,
} as const;

export const isStackName = (text: string): boolean => patterns.stack.test(text);

type Values = Readonly<Record<string, string | boolean | undefined>>;

export function wishOf(values: Values, env: NodeJS.ProcessEnv): PlaceWish {
  const kind = kindOf(values, env);
  const { "retention-days": days } = values;
  return days === undefined ? kind : { ...kind, recordRetentionDays: readRetention(String(days)) };
}

/** From the least that a deployment may set. */
function readRetention(text: string): number {
  if (!/^\d{2,5}$/.test(text) || Number(text) < 30) throw wrongUsage("--retention-days is not a number from 30.");
  return Number(text);
}

function kindOf(values: Values, env: NodeJS.ProcessEnv): Kind {
  const [named, another] = either.filter((name) => values[name] !== undefined);
  if (another !== undefined) throw wrongUsage(`Name one place, not both --${named} and --${another}.`);
  if (values["data"] !== undefined && named !== "local") throw wrongUsage("--data goes with --local.");
  if (named === "local") return { kind: "local", directory: String(values["data"] ?? ".local") };
  return named === undefined ? wishOfEnvironment(env) : deployed(named, String(values[named]), `--${named}`);
}

function wishOfEnvironment(env: NodeJS.ProcessEnv): Kind {
  const { [variables.stack]: stack = "", [variables.table]: table = "" } = env;
  if (stack !== "" && table !== "") {
    throw wrongUsage("Both HEARBACK_STACK and HEARBACK_TABLE are set; say --stack or --table.");
  }
  if (stack !== "") return deployed("stack", stack, variables.stack);
  if (table !== "") return deployed("table", table, variables.table);
  throw wrongUsage(
    "Say where: --local for npm start, --stack NAME for a deployed stack, --table NAME for its table; or set HEARBACK_STACK or HEARBACK_TABLE for good.",
  );
}

function deployed(kind: "stack" | "table", name: string, what: string): Kind {
  if (!patterns[kind].test(name)) throw wrongUsage(`${what} is no name of a ${kind}.`);
  return { kind, name };
}
