import { describe, expect, it } from "vitest";
import { readRequest } from "../../bin/commands/arguments.ts";
import { commands } from "../../bin/commands/commands.ts";
import { sentenceOf } from "../../bin/commands/sentence.ts";
import { AppError } from "../../functions/domain/errors.ts";
import { expectRefusal, runCli, runFromSources } from "./cli.ts";

const workspace = ["--workspace", "ws_00000000000"];

describe("using hearback", () => {
  it("prints help, and refuses what it does not know, each with its exit code", async () => {
    const help = await runFromSources(["--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const { name } of commands) expect(help.stdout).toContain(`\n  ${name} `);
    expectRefusal(await runFromSources([]), /^Say what to do/, 2);
    expectRefusal(await runCli(["recount", ...workspace, "--from"]), /^--from needs a value/, 2);
  });

  const helpOf = (...args: string[]) => readRequest(args, {}).told ?? "";

  it.each(commands.map(({ name }) => name))("explains %s with every option", (name) => {
    const command = commands.find((one) => one.name === name);
    const help = helpOf(...name.split(" "), "--help");
    expect(help).toMatch(new RegExp(`^hearback ${name} `));
    expect(help).toContain(command?.summary);
    const places = {
      table: ["local", "data", "table", "stack"],
      api: ["url", "api-key-file"],
      stack: ["stack", "region"],
      nothing: [],
    };
    const options = [...Object.keys(command?.options ?? {}), "json", ...places[command?.over ?? "nothing"]];
    for (const option of options) expect(help).toMatch(new RegExp(`^ {2}--${option}\\b`, "m"));
    expect(helpOf("help", ...name.split(" "))).toBe(help);
  });

  it("refuses to explain what there is not", () => {
    expect(() => helpOf("paint", "--help")).toThrow(/^There is no command paint; /);
    expect(() => helpOf("help", "key", "paint")).toThrow(/^There is no command key paint; /);
    expect(helpOf("--local", "--help")).toBe(helpOf("--help"));
  });

  it("takes the place from the environment where no option names one", () => {
    const placeIn = (env: NodeJS.ProcessEnv, ...args: string[]) => {
      const request = readRequest(["workspace", "list", ...args], env);
      return request.told === undefined && request.over === "table" && request.place;
    };
    const stack = { HEARBACK_STACK: "shop" };
    expect(placeIn(stack)).toEqual({ kind: "stack", name: "shop" });
    expect(placeIn({ HEARBACK_TABLE: "shop-Table1" })).toEqual({ kind: "table", name: "shop-Table1" });
    expect(placeIn(stack, "--table", "other")).toEqual({ kind: "table", name: "other" });
    expect(placeIn(stack, "--local")).toEqual({ kind: "local", directory: ".local" });
    expect(() => placeIn({ HEARBACK_STACK: "", HEARBACK_TABLE: "" })).toThrow(/^Say where: /);
    expect(() => placeIn({ ...stack, HEARBACK_TABLE: "x" })).toThrow(/^Both HEARBACK_STACK and HEARBACK_TABLE are set/);
    expect(() => placeIn({ HEARBACK_STACK: "a b" })).toThrow(/^HEARBACK_STACK is no name of a stack\./);
  });

  it("explains a noun by its commands", () => {
    expect(helpOf("key", "--help").match(/^ {2}key \w+/gm)).toEqual(["  key create", "  key list", "  key revoke"]);
    expect(helpOf("key", "--help")).not.toContain("survey");
    expect(helpOf("-h")).toBe(helpOf("--help"));
  });

  it.each<[string[], RegExp]>([
    [["paint"], /^There is no command paint; /],
    [["key"], /^Say what to do with the key: create, list, revoke\./],
    [["key", "paint"], /^There is no command key paint; there is create, list, revoke\./],
    [["key", "--json", "list"], /^Say what to do with the key/],
    [["--json", "key", "list"], /^The command comes first, before --json/],
    [["workspace", "create"], /^--name is missing; see hearback workspace create --help\./],
    [["workspace", "create", "--name"], /^--name needs a value/],
    [["workspace", "create", "--name", "--json"], /^--name needs a value/],
    [["workspace", "set"], /^Name the workspace: hearback workspace set ID\./],
    [["workspace", "show", "ws_1"], /^ws_1 is no workspace id, ws_…\./],
    [["workspace", "show", "ws_00000000000", "more"], /^more is one argument too many/],
    [["workspace", "list", "--json=yes"], /^--json takes no value/],
    [["workspace", "list", "-x"], /^There is no option -x/],
    [["key", "create", ...workspace, "--name", "x"], /^--scopes is missing/],
    [["key", "list", "--workspace", "nobody"], /^--workspace is no workspace id/],
    [["key", "revoke", "hb_live_secret"], /^hb_live_secret is no key id, key_…\./],
    [["survey", "create"], /^--workspace is missing/],
    [["survey", "list", "--limit", "3"], /^There is no option --limit/],
    [["survey", "show", "srv_", ...workspace], /^srv_ is no survey id, srv_…\./],
    [["interaction", "show", ...workspace], /^Name the interaction/],
    [["interaction", "show", "int_1", ...workspace], /^int_1 is no interaction id, int_…\./],
    [["recount", ...workspace, "--from", "2026-11-01"], /^--to is missing/],
    [["check"], /^Say where: --local for npm start, --stack NAME for a deployed stack/],
    [["doctor"], /^Say which: --stack NAME, or set HEARBACK_STACK\.$/],
    [["doctor", "--stack", "shop_1"], /^--stack is no name of a stack\.$/],
    [["doctor", "--stack", "shop", "--region", "Ireland"], /^--region is no region such as eu-west-1\.$/],
    [["doctor", "--local"], /^There is no option --local/],
    [["cost", "--surveys", "10"], /^--answers is missing/],
    [["check", ...workspace, "--local", "--table", "x"], /^Name one place, not both --local and --table\./],
    [["check", ...workspace, "--stack", "x", "--table", "x"], /^Name one place, not both --stack and --table\./],
    [["check", "--stack", "shop_1"], /^--stack is no name of a stack\./],
    [["check", "--table", "shop 1"], /^--table is no name of a table\./],
    [["check", ...workspace, "--data", "x"], /^--data goes with --local\./],
    [["check", ...workspace, "--table", ""], /^--table is empty\./],
  ])("refuses %j in one sentence", (args, wanted) => {
    const told = () => {
      try {
        return readRequest(args, {});
      } catch (error) {
        return sentenceOf(error, undefined);
      }
    };
    expect(told()).toEqual({ sentence: expect.stringMatching(wanted), exitCode: 2 });
  });

  it.each<[string, string, RegExp]>([
    [
      "AccessDeniedException",
      "User: arn:… is not authorized.",
      /^AWS refuses: these credentials may not use the table t\.$/,
    ],
    [
      "ExpiredTokenException",
      "The token expired.",
      /^AWS does not accept these credentials \(ExpiredTokenException\)\.$/,
    ],
    [
      "ValidationException",
      "No such key. Try again.",
      /^DynamoDB refuses what Hearback asks of the table t: No such key\.$/,
    ],
    ["ThrottlingException", "Rate exceeded", /^DynamoDB is busy; try again in a moment\.$/],
    ["TypeError", "x is not a function\n    at y.ts:1", /^Something went wrong .*: TypeError, x is not a function\.$/],
  ])("says in one sentence what %s means", (name, message, wanted) => {
    const request = readRequest(["workspace", "list", "--table", "t"], {});
    const thrown = Object.assign(new Error(message), { name });
    // As the table's adapter passes it on.
    const error =
      name === "ThrottlingException" ? new AppError("unavailable", "Busy. Wait.", { cause: thrown }) : thrown;
    expect(sentenceOf(error, request)).toEqual({ sentence: expect.stringMatching(wanted), exitCode: 1 });
  });
});
