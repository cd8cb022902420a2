/** Every way of using a command wrongly: those that follow from what a command says of itself, and those of each alone. */
import type { TableCommand } from "../../bin/commands/command.ts";
import type { IdKind } from "../../bin/commands/option.ts";

/** Ids that look right and that nobody has. */
const unknown: Record<IdKind, string> = {
  workspace: "ws_00000000000",
  survey: "srv_00000000000",
  key: `key_${"0".repeat(22)}`,
  goal: "goal_00000000000",
  source: `src_${"0".repeat(22)}`,
  customer: `cus_${"0".repeat(22)}`,
  interaction: `int_${"0".repeat(44)}`,
  invitation: `inv_${"0".repeat(44)}`,
  response: `rsp_${"0".repeat(44)}`,
  quarantined: `qua_${"0".repeat(46)}`,
  suppression: `sup_${"0".repeat(22)}`,
};

/** Values that `{…}` stands for in the rows, known once a Hearback runs. */
export type Known = Record<"workspace" | "survey" | "key" | "interaction" | "folder", string>;

export interface Row {
  readonly args: readonly string[];
  readonly wanted: RegExp;
  readonly exitCode?: 1 | 2;
}

export const long = (length: number) => "x".repeat(length);
const ours = ["--workspace", "{workspace}"];
const at = (from: string, to: string) => [...ours, "--from", from, "--to", to];
const names: Row[] = [
  { args: ["--name", long(101)], wanted: /^--name is longer than 100 characters\.$/ },
  { args: ["--name", "red\u001b[31m"], wanted: /^--name holds line breaks, control or direction characters/ },
  { args: ["--name", "two\nlines"], wanted: /^--name holds line breaks/ },
  { args: ["--name", "\u202eevil"], wanted: /^--name holds line breaks, control or direction/ },
];
const settings: Row[] = [
  ...names,
  { args: ["--name", "a@b"], wanted: /^--name holds @ or </ },
  { args: ["--time-zone", "Mars/X"], wanted: /^--time-zone is not an IANA time zone/ },
  { args: ["--locale", "no locale"], wanted: /^--locale is not a BCP 47 locale/ },
  { args: ["--reply-to", "nobody"], wanted: /^--reply-to is not an e-mail address/ },
  { args: ["--footer-address", long(301)], wanted: /^--footer-address is longer than 300 characters\.$/ },
  { args: ["--throttle-days", "many"], wanted: /^--throttle-days must be a number\.$/ },
  { args: ["--throttle-days", "1e9"], wanted: /^--throttle-days must be a number\.$/ },
  { args: ["--throttle-days=-1"], wanted: /^--throttle-days is below 0\.$/ },
  { args: ["--throttle-days", "366"], wanted: /^--throttle-days is above 365\.$/ },
  { args: ["--throttle-days", "1.5"], wanted: /^--throttle-days must be a whole number\.$/ },
  { args: ["--testers", "a@example.com,nobody"], wanted: /^--testers is not an e-mail address/ },
];
const files: Row[] = (
  [
    ["missing.json", /missing\.json cannot be read: no such file or directory\.$/],
    [".", / cannot be read: illegal operation on a directory\.$/],
    ["half.json", /half\.json is not JSON\.$/],
    ["empty.json", /empty\.json is not JSON\.$/],
    ["latin.json", /latin\.json is not UTF-8 text\.$/],
    ["large.json", /large\.json is larger than a megabyte\.$/],
    ["list.json", /list\.json must be an object\.$/],
    [
      "wrong.json",
      /^kind in \S*wrong\.json must be one of nps, .*; colour in \S*wrong\.json is not a known field: leave it out\.$/,
    ],
  ] as const
).map(([file, wanted]) => ({ args: [...ours, "--file", `{folder}/${file}`], wanted }));
const ranges: Row[] = [
  { args: at("2024-01-02", "2024-01-01"), wanted: /^--from is after --to\./ },
  { args: at("2024-01-01", "9999-12-31"), wanted: /^--to lies ahead: today is / },
  { args: at("9999-12-31", "9999-12-31"), wanted: /^--from lies ahead: today is / },
];

/** For each command a use of it in which nothing is wrong, and what can be wrong with it alone. */
export const uses: Record<string, { readonly right: readonly string[]; readonly wrong: readonly Row[] }> = {
  init: {
    right: ["--name", "First", "--email", "me@example.com", "--wait", "0"],
    wrong: [
      ...settings
        .filter(({ args }) => args[0] === "--name")
        .map(({ args, wanted }) => ({ args: [...args, "--email", "me@example.com"], wanted })),
      { args: ["--email", "me@example.com"], wanted: /^--name is missing; see hearback init --help\.$/ },
      { args: ["--name", "First"], wanted: /^--email is missing; see hearback init --help\.$/ },
      { args: ["--name", "First", "--email", "nobody"], wanted: /^--email is not an e-mail address/ },
      {
        args: ["--name", "First", "--email", "me@example.com", "--survey", "mood"],
        wanted: /^--survey must be one of support-nps, support-csat, /,
      },
      ...["soon", "-1", "99999"].map((wait) => ({
        args: ["--name", "First", "--email", "me@example.com", `--wait=${wait}`],
        wanted: /^--wait is no number of seconds from 0 to 9999\.$/,
      })),
    ],
  },
  "workspace create": {
    right: ["--name", "New"],
    wrong: settings.map(({ args, wanted }) => ({
      args: args[0] === "--name" ? args : ["--name", "New", ...args],
      wanted,
    })),
  },
  "workspace set": {
    right: ["{workspace}", "--name", "Renamed"],
    wrong: [
      ...settings.map(({ args, wanted }) => ({ args: ["{workspace}", ...args], wanted })),
      { args: ["{workspace}"], wanted: /^Say what to set; see hearback workspace set --help\.$/ },
    ],
  },
  "workspace show": { right: ["{workspace}"], wrong: [] },
  "workspace list": { right: [], wrong: [] },
  "key create": {
    right: [...ours, "--name", "New", "--scopes", "read"],
    wrong: [
      ...names.map(({ args, wanted }) => ({ args: [...ours, ...args, "--scopes", "read"], wanted })),
      {
        args: [...ours, "--name", "x", "--scopes", "read,fly"],
        wanted: /^--scopes must be one of ingest, read, manage\.$/,
      },
      { args: [...ours, "--name", "x", "--scopes", ","], wanted: /^--scopes is empty\.$/ },
      { args: [...ours, "--name=x", "--scopes=read", "--mode=demo"], wanted: /^--mode must be one of live, test\.$/ },
    ],
  },
  "key list": { right: ours, wrong: [] },
  "key revoke": { right: ["{key}"], wrong: [] },
  "survey create": {
    right: [...ours, "--name", "New", "--kind", "nps"],
    wrong: [
      ...names
        .filter(({ args }) => args[1]?.length !== 101)
        .map(({ args, wanted }) => ({ args: [...ours, ...args, "--kind", "nps"], wanted })),
      ...files,
      { args: [...ours, "--kind", "nps"], wanted: /^--name is missing; or describe the survey in a --file\.$/ },
      { args: [...ours, "--name", "x"], wanted: /^--kind is missing; or describe the survey in a --file\.$/ },
      { args: [...ours, "--name", "x", "--kind", "quiz"], wanted: /^--kind must be one of nps, / },
      {
        args: [...ours, "--name", "x", "--kind", "ces", "--effort-scale", "low"],
        wanted: /^--effort-scale must be one of ease, effort\.$/,
      },
      {
        args: [...ours, "--name", "x", "--kind", "nps", "--effort-scale", "effort"],
        wanted: /^--effort-scale is only for ces, not nps\.$/,
      },
      { args: [...ours, "--file", "x", "--kind", "nps"], wanted: /^--kind does not go with --file\.$/ },
    ],
  },
  "survey list": { right: ours, wrong: [] },
  "survey show": { right: ["{survey}", ...ours], wrong: [] },
  "survey archive": { right: ["{survey}", ...ours], wrong: [] },
  "survey export": { right: ["{survey}", ...ours], wrong: [] },
  "survey import": {
    right: [...ours, "--file", "{folder}/document.json"],
    wrong: [
      ...files.filter(({ args }) => !args.at(-1)?.endsWith("/wrong.json")),
      {
        args: [...ours, "--file", "{folder}/future.json"],
        wanted: /^hearback in \S*future\.json is not a format that can be read here, which is "survey\/1"\.$/,
      },
      {
        args: [...ours, "--file", "{folder}/unreachable.json"],
        wanted: /^followUps\.0\.when\.score in \S*unreachable\.json is unreachable: scores run from 0 to 10\.$/,
      },
    ],
  },
  "interaction show": { right: ["{interaction}", ...ours], wrong: [] },
  recount: {
    right: at("2026-11-01", "2026-11-01"),
    wrong: [
      ...ranges,
      { args: at("0000-01-01", "2024-01-01"), wanted: /^--from and --to are more than 1100 days apart/ },
    ],
  },
  check: {
    right: ours,
    wrong: [
      ...ranges,
      ...ranges.map(({ args, wanted }) => ({ args: args.slice(2), wanted })),
      { args: [...ours, "--to", "0001-01-01"], wanted: /^--to is too long ago: records before / },
      { args: ["--retention-days", "7"], wanted: /^--retention-days is not a number from 30\./ },
      { args: ["--retention-days", "many"], wanted: /^--retention-days is not a number from 30\./ },
    ],
  },
};

export const rightOf = ({ name }: TableCommand): readonly string[] => uses[name]?.right ?? [];

/** The words of a use with an option and its value taken out. */
function without(args: readonly string[], option: string): string[] {
  const index = args.indexOf(`--${option}`);
  return index < 0 ? [...args] : args.toSpliced(index, 2);
}

const escaped = (text: string): string => text.replace(/[^\w\s-]/g, "\\$&");

/** What is wrong whatever the command is about: its words. */
function rowsOfWords(command: TableCommand): Row[] {
  const { name, argument } = command;
  const right = rightOf(command);
  const rows: Row[] = [
    { args: [...right, "--colour", "red"], wanted: /^There is no option --colour; see hearback / },
    { args: [...right, "-x"], wanted: /^There is no option -x; see hearback / },
    { args: [...right, "more"], wanted: /^more is one argument too many; see hearback / },
    { args: [...right, ""], wanted: /^'' is one argument too many; see hearback / },
    { args: [...right, "--json", "--json"], wanted: /^--json is given twice\.$/ },
    { args: [...right, "--json=yes"], wanted: /^--json takes no value; see hearback / },
    { args: [...right, "--stack", "other"], wanted: /^Name one place, not both --stack and --table\.$/ },
    { args: [...right, "--local"], wanted: /^Name one place, not both --local and --table\.$/ },
    { args: [...right, "--data", "x"], wanted: /^--data goes with --local\.$/ },
  ];
  if (argument === undefined) return rows;
  const rest = right.slice(1);
  const wrongIds = [
    "1",
    "-",
    long(5000),
    "\u001b[31m",
    ...Object.values(unknown).filter((id) => id !== unknown[argument]),
  ];
  return [
    ...rows,
    { args: rest, wanted: new RegExp(`^Name the ${argument}: hearback ${name} ID\\.$`) },
    { args: ["", ...rest], wanted: new RegExp(`^Name the ${argument}: `) },
    ...wrongIds.map((id) => ({ args: [id, ...rest], wanted: new RegExp(` is no ${argument} id, `) })),
    { args: [unknown[argument], ...rest], wanted: new RegExp(`^There is no such ${argument}\\.$`), exitCode: 1 },
  ];
}

const noDays = ["yesterday", "2026-02-30", "2026-13-01", "10000-01-01", "2026-1-1", "2026-11-22T00:00:00Z", "-1"];

/** What is wrong whatever the command is about: the values of its options. */
function rowsOfOptions(command: TableCommand): Row[] {
  const right = rightOf(command);
  return Object.entries(command.options).flatMap(([option, { value, required, id, day, mayBeEmpty }]) => {
    const rest = without(right, option);
    const mine = (wanted: string, ...given: string[]): Row => ({
      args: [...rest, ...given],
      wanted: new RegExp(`^--${option} ${wanted}`),
    });
    const rows: Row[] = [];
    if (value === undefined) return [mine("takes no value", `--${option}=yes`)];
    rows.push(mine(`needs a value, --${option}=${escaped(value)}; one that begins`, `--${option}`));
    rows.push(mine("is given twice\\.$", `--${option}=a`, `--${option}=b`));
    if (!mayBeEmpty) rows.push(mine("is empty\\.$", `--${option}`, ""));
    if (required) rows.push(mine("is missing; see hearback "));
    if (day) rows.push(...noDays.map((text) => mine("is not a day such as 2026-11-22\\.$", `--${option}=${text}`)));
    if (id !== undefined) {
      const others = Object.values(unknown).filter((one) => one !== unknown[id]);
      rows.push(...["1", "\u001b", ...others].map((text) => mine(`is no ${id} id, `, `--${option}=${text}`)));
      const nobodys = [...rest, `--${option}`, unknown[id]];
      rows.push({ args: nobodys, wanted: /^There is no such (workspace|key)\.$/, exitCode: 1 });
    }
    return rows;
  });
}

/** All of a command's. */
export const wrongUsesOf = (command: TableCommand): readonly Row[] => [
  ...rowsOfWords(command),
  ...rowsOfOptions(command),
  ...(uses[command.name]?.wrong ?? []),
];
