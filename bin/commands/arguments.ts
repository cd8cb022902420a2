/** From what was typed to a request: which command, with what, where, and how the result is wanted. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { idPattern } from "../../functions/domain/ids.ts";
import type { Command, IdKind, Input, Options } from "./command.ts";
import { commands } from "./commands.ts";
import { wrongUsage } from "./failure.ts";
import { helpFor, helpForAll } from "./help.ts";
import { type PlaceWish, placeOptions, wishOf } from "./place-wish.ts";

export type Request =
  | { readonly help: string }
  | {
      readonly help?: never;
      readonly command: Command;
      readonly input: Input<Options>;
      readonly place: PlaceWish;
      readonly json: boolean;
    };

const commonOptions = {
  json: { help: "print JSON" },
  help: { help: "print this" },
} as const satisfies Options;

export function readRequest(args: readonly string[], env: NodeJS.ProcessEnv): Request {
  const asksForHelp = args.includes("--help") || args[0] === "help" || args[0] === "-h";
  const words = args.filter((word) => word !== "help" && !word.startsWith("-"));
  const command = commandOf(words);
  if (asksForHelp) return { help: command ? helpFor(command) : helpForAll(commandsOf(words[0])) };
  if (!command || !args.join(" ").startsWith(command.name)) throw unknownCommand(args);
  const { values, positionals } = parse(command, args.slice(command.name.split(" ").length));
  return {
    command,
    input: { id: argumentOf(command, positionals), values: checked(command, values) } as Input<Options>,
    place: wishOf(values, env),
    json: values["json"] === true,
  };
}

const commandOf = ([first, second]: readonly string[]): Command | undefined =>
  commands.find(({ name }) => name === `${first} ${second}` || name === first);

const commandsOf = (noun: string | undefined): readonly Command[] => {
  const ofNoun = commands.filter(({ name }) => name.split(" ")[0] === noun);
  return ofNoun.length > 0 ? ofNoun : commands;
};

function unknownCommand(args: readonly string[]): Error {
  const [first = "", second = ""] = args;
  if (first === "") return wrongUsage("Say what to do; hearback --help lists the commands.");
  if (first.startsWith("-")) return wrongUsage(`The command comes first, before ${first}; hearback --help lists them.`);
  const ofNoun = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (ofNoun.length === 0) return wrongUsage(`There is no command ${first}; hearback --help lists them.`);
  const verbs = ofNoun.map(({ name }) => name.slice(first.length + 1)).join(", ");
  return second === "" || second.startsWith("-")
    ? wrongUsage(`Say what to do with the ${first}: ${verbs}.`)
    : wrongUsage(`There is no command ${first} ${second}; there is ${verbs}.`);
}

type Parsed = Readonly<Record<string, string | boolean | undefined>>;

function parse(command: Command, args: string[]): { values: Parsed; positionals: string[] } {
  const known: Options = { ...command.options, ...placeOptions, ...commonOptions };
  const options: NonNullable<ParseArgsConfig["options"]> = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [name, { type: value === undefined ? "boolean" : "string" }]),
  );
  try {
    return parseArgs({ args, options, allowPositionals: true }) as { values: Parsed; positionals: string[] };
  } catch (error) {
    throw wrongUsage(`${whatParseArgsMeans(error, known)}; see hearback ${command.name} --help.`);
  }
}

/** Its own words are several sentences, and advice that does not fit here. */
function whatParseArgsMeans(error: unknown, known: Options): string {
  const { code, message } = error as { code?: string; message: string };
  const option = /'(-[^\s'=]+)/.exec(message)?.[1] ?? "an option";
  if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return `There is no option ${option}`;
  const { value } = known[option.slice(2)] ?? {};
  return value === undefined ? `${option} takes no value` : `${option} needs a value, ${option}=${value}`;
}

function argumentOf({ name, argument }: Command, positionals: readonly string[]): string {
  const [id, ...more] = positionals;
  const surplus = argument === undefined ? id : more[0];
  if (surplus !== undefined) throw wrongUsage(`${surplus} is one argument too many; see hearback ${name} --help.`);
  if (argument === undefined) return "";
  if (id === undefined) throw wrongUsage(`Name the ${argument}: hearback ${name} ID.`);
  return idOf(argument, id, id);
}

function checked({ name, options }: Command, values: Parsed): Parsed {
  for (const [option, { required, id }] of Object.entries(options)) {
    const value = values[option];
    if (required && value === undefined) throw wrongUsage(`--${option} is missing; see hearback ${name} --help.`);
    if (id !== undefined && typeof value === "string") idOf(id, value, `--${option}`);
  }
  return values;
}

const prefixes: Partial<Record<IdKind, string>> = { workspace: "ws_", survey: "srv_" };

function idOf(kind: IdKind, text: string, what: string): string {
  if (idPattern[kind].test(text)) return text;
  throw wrongUsage(`${what} is no ${kind} id, ${prefixes[kind] ?? `${kind.slice(0, 3)}_`}….`);
}
