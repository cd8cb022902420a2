/** From what was typed to a request: which command, with what, where, and how the result is wanted. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { isDay } from "../../functions/domain/calendar.ts";
import { idPattern } from "../../functions/domain/ids.ts";
import { version } from "../version.ts";
import { type ApiWish, apiOptions, apiWishOf } from "./api-wish.ts";
import type { ApiCommand, Command, Input, PlainCommand, StackCommand, TableCommand } from "./command.ts";
import { commands } from "./commands.ts";
import { wrongUsage } from "./failure.ts";
import { argumentWord, helpFor, helpForAll } from "./help.ts";
import type { IdKind, Option, Options } from "./option.ts";
import { type PlaceWish, placeOptions, wishOf } from "./place-wish.ts";
import { shortened } from "./print.ts";
import { type StackWish, stackOptions, stackWishOf } from "./stack-wish.ts";

/** What is told at once, or a command to run. */
export type Request =
  | { readonly told: string }
  | (Asked & { readonly over: "table"; readonly command: TableCommand; readonly place: PlaceWish })
  | (Asked & { readonly over: "api"; readonly command: ApiCommand; readonly place: ApiWish })
  | (Asked & { readonly over: "stack"; readonly command: StackCommand; readonly place: StackWish })
  | (Asked & { readonly over: "nothing"; readonly command: PlainCommand });

interface Asked {
  readonly told?: never;
  readonly input: Input<Options>;
  readonly json: boolean;
}

const commonOptions = {
  json: { help: "print JSON" },
  help: { help: "print this" },
} as const satisfies Options;

export function readRequest(args: readonly string[], env: NodeJS.ProcessEnv): Request {
  if (args[0] === "--version" && args.length === 1) return { told: `${version}\n` };
  const words = args[0] === "help" ? args.slice(1) : args;
  const command = commands.find(({ name }) => name.split(" ").every((word, index) => words[index] === word));
  if (args[0] === "help" || args.some((word) => word === "--help" || word === "-h")) {
    return { told: command ? helpFor(command) : helpForAll(commandsOf(words)) };
  }
  if (!command) throw unknownCommand(args);
  const { values, positionals } = parse(command, args.slice(command.name.split(" ").length));
  const argument = argumentOf(command, positionals);
  const input = {
    ...(command.argument === "file" ? { id: "", file: argument } : { id: argument, file: "" }),
    values: checked(command, values),
  } as Input<Options>;
  const json = values["json"] === true;
  switch (command.over) {
    case "api":
      return { over: "api", command, input, json, place: apiWishOf(values, env) };
    case "stack":
      return { over: "stack", command, input, json, place: stackWishOf(values, env) };
    case "nothing":
      return { over: "nothing", command, input, json };
    default:
      return { over: "table", command, input, json, place: wishOf(values, env) };
  }
}

const isOption = (word: string): boolean => word.startsWith("-");

/** Those that help was asked for: of a noun, or all. */
function commandsOf(words: readonly string[]): readonly Command[] {
  const [noun = "", verb = ""] = words;
  if (noun === "" || isOption(noun)) return commands;
  const ofNoun = commands.filter(({ name }) => name.startsWith(`${noun} `));
  if (ofNoun.length === 0 || (verb !== "" && !isOption(verb))) throw unknownCommand(words);
  return ofNoun;
}

function unknownCommand(words: readonly string[]): Error {
  const [first = "", second = ""] = words.map(shortened);
  if (first === "") return wrongUsage("Say what to do; hearback --help lists the commands.");
  if (isOption(first)) return wrongUsage(`The command comes first, before ${first}; hearback --help lists them.`);
  const ofNoun = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (ofNoun.length === 0) return wrongUsage(`There is no command ${first}; hearback --help lists them.`);
  const verbs = ofNoun.map(({ name }) => name.slice(first.length + 1)).join(", ");
  return second === "" || isOption(second)
    ? wrongUsage(`Say what to do with the ${first}: ${verbs}.`)
    : wrongUsage(`There is no command ${first} ${second}; there is ${verbs}.`);
}

const placeOptionsOver = { table: placeOptions, api: apiOptions, stack: stackOptions, nothing: {} } as const;

export const placeOptionsOf = ({ over }: Command): Options => placeOptionsOver[over];

type Parsed = Readonly<Record<string, string | boolean | undefined>>;

function parse(command: Command, args: string[]): { values: Parsed; positionals: string[] } {
  const known: Options = { ...command.options, ...placeOptionsOf(command), ...commonOptions };
  const options: NonNullable<ParseArgsConfig["options"]> = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [name, { type: value === undefined ? "boolean" : "string" }]),
  );
  try {
    const { values, positionals, tokens } = parseArgs({ args, options, allowPositionals: true, tokens: true });
    refuseTwice(tokens.flatMap((token) => (token.kind === "option" ? [token.name] : [])));
    for (const [name, value] of Object.entries(values)) {
      if (value === "" && !known[name]?.mayBeEmpty) throw wrongUsage(`--${name} is empty.`);
    }
    return { values: values as Parsed, positionals };
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS")) throw error;
    throw wrongUsage(`${whatParseArgsMeans(error, known)}; see hearback ${command.name} --help.`);
  }
}

/** The last one would win in silence, though the first may be what was meant. */
function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw wrongUsage(`--${twice} is given twice.`);
}

/** Its own words are several sentences, and advice that does not fit here. */
function whatParseArgsMeans(error: unknown, known: Options): string {
  const { code, message } = error as { code?: string; message: string };
  const option = /'(-[^\s'=]+)/.exec(message)?.[1] ?? "an option";
  if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return `There is no option ${shortened(option)}`;
  const { value } = known[option.slice(2)] ?? {};
  return value === undefined
    ? `${option} takes no value`
    : `${option} needs a value, ${option}=${value}; one that begins with - needs the =`;
}

function argumentOf(command: Command, positionals: readonly string[]): string {
  const { name, argument } = command;
  const [id, ...more] = positionals;
  const surplus = argument === undefined ? id : more[0];
  if (surplus !== undefined) {
    throw wrongUsage(`${shortened(surplus) || "''"} is one argument too many; see hearback ${name} --help.`);
  }
  if (argument === undefined) return "";
  if (!id) throw wrongUsage(`Name the ${argument}: hearback ${name}${argumentWord(command)}.`);
  if (argument !== "file") checkId(argument, id, shortened(id));
  return id;
}

function checked({ name, options }: Command, values: Parsed): Parsed {
  for (const [option, facts] of Object.entries(options)) {
    const value = values[option];
    if (facts.required && value === undefined) {
      throw wrongUsage(`--${option} is missing; see hearback ${name} --help.`);
    }
    if (typeof value === "string") checkValue(facts, value, `--${option}`);
  }
  return values;
}

function checkValue({ id, many, day }: Option, value: string, what: string): void {
  if (id !== undefined) for (const one of many ? value.split(",") : [value]) checkId(id, one, what);
  if (day && !isDay(value)) throw wrongUsage(`${what} is not a day such as 2026-11-22.`);
}

const prefixes: Partial<Record<IdKind, string>> = { workspace: "ws_", survey: "srv_" };

function checkId(kind: IdKind, text: string, what: string): void {
  if (idPattern[kind].test(text)) return;
  throw wrongUsage(`${what} is no ${kind} id, ${prefixes[kind] ?? `${kind.slice(0, 3)}_`}….`);
}
