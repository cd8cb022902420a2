import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands, tableCommands } from "../../bin/commands/commands.ts";
import type { Config } from "../../functions/config.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { engineEnv, expectRefusal, runHere } from "./cli.ts";
import { invite } from "./journey.ts";
import { type Known, long, rightOf, uses, wrongUsesOf } from "./wrong-uses.ts";

describe("bad input", () => {
  let hearback: TestHearback;
  let known: Known;
  let tableName: string;
  let nonsense: Server;
  beforeAll(async () => {
    hearback = await startHearback();
    tableName = (hearback.services.settings as Config).tableName;
    const { workspaceId: workspace, surveyId: survey } = hearback.seed;
    const [key] = await hearback.services.apiKeys.list(workspace);
    const { interactionId: interaction } = await invite(hearback);
    const folder = await mkdtemp(join(tmpdir(), "hearback-bad-input-"));
    known = { workspace, survey, key: key?.id ?? "", interaction, folder };
    const contents = {
      "half.json": "{ half",
      "empty.json": "",
      "latin.json": Buffer.from('{"name":"M\u00fchle"}', "latin1"),
      "large.json": `{"name":"${long(1_000_000)}"}`,
      "list.json": "[]",
      "wrong.json": JSON.stringify({ kind: "quiz", name: "x", colour: "red" }),
      "document.json": JSON.stringify({ hearback: "survey/1", kind: "nps", name: "x" }),
      "future.json": JSON.stringify({ hearback: "survey/2", kind: "nps", name: "x" }),
      "unreachable.json": JSON.stringify({
        hearback: "survey/1",
        kind: "nps",
        name: "x",
        followUps: [{ id: "why", type: "text", ask: { en: "Why?" }, when: { score: [-2, -1] } }],
      }),
    };
    for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
    nonsense = createServer((_, response) => response.end("<h1>Welcome</h1>"));
    await new Promise<void>((ready) => nonsense.listen(0, "127.0.0.1", ready));
  });
  afterAll(async () => {
    nonsense.closeAllConnections();
    nonsense.close();
    await hearback.close();
    await rm(known.folder, { recursive: true, force: true });
  });

  const run = (command: string, args: readonly string[], place = ["--table", tableName], env = engineEnv()) => {
    const filled = args.map((word) => word.replace(/\{(\w+)\}/g, (_, name) => known[name as keyof Known]));
    return runHere([...command.split(" "), ...filled, ...place], env);
  };

  const everything = async () => {
    const { Items: items = [] } = await hearback.dynamodb.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true }),
    );
    return Object.fromEntries(items.map((item) => [`${item["pk"]?.S} ${item["sk"]?.S}`, item]));
  };

  it("is known of every command", () => {
    expect(Object.keys(uses)).toEqual(tableCommands.map(({ name }) => name));
  });

  describe.each(tableCommands.map((command) => [command.name, command] as const))("to %s", (name, command) => {
    const rows = wrongUsesOf(command);

    it(`is told in one sentence, ${rows.length} times, and changes nothing`, async () => {
      const before = await everything();
      for (const { args, wanted, exitCode = 2 } of rows) {
        const ran = await run(name, args);
        const typed = `${name} ${args.join(" ")}`.slice(0, 200);
        expect
          .soft([ran.stderr.trimEnd(), ran.code, ran.stdout], typed)
          .toEqual([expect.stringMatching(wanted), exitCode, ""]);
        expect.soft(ran.stderr, typed).toMatch(/^[^\p{C}]{1,300}\.\n$/u);
      }
      expect(await everything()).toEqual(before);
    });

    it("is a sentence on stderr with --json too", async () => {
      const [row] = rows;
      expectRefusal(await run(name, [...(row?.args ?? []), "--json"]), row?.wanted ?? /^$/, 2);
    });

    it("is a place that is not there, or not Hearback's", async () => {
      const right = rightOf(command);
      expectRefusal(await run(name, right, []), /^Say where: --local for npm start, --stack NAME/, 2);
      expectRefusal(await run(name, right, ["--table", "none"]), /^There is no table none in this account and/, 1);
      expectRefusal(await run(name, right, ["--table", "a b"]), /^--table is no name of a table\./, 2);
      expectRefusal(await run(name, right, ["--table", await foreignTable()]), /^The table \S+ is not Hearback's: /, 1);
      expectRefusal(await run(name, right, ["--local", "--data", "/none"]), /^npm start is not running on /, 1);
      expectRefusal(await at("http://127.0.0.1:1", name, right), /^DynamoDB cannot be reached; /, 1);
      const { port } = nonsense.address() as AddressInfo;
      expectRefusal(await at(`http://127.0.0.1:${port}`, name, right), /^What answers in DynamoDB's place does not/, 1);
    });
  });

  const at = (endpoint: string, name: string, args: readonly string[]) =>
    run(name, args, undefined, { ...engineEnv(), AWS_ENDPOINT_URL_DYNAMODB: endpoint });

  /** Its keys have the names of ours, as many tables' have. */
  const foreignTable = async () => {
    const TableName = `${tableName}-foreign`;
    const create = new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    });
    await hearback.dynamodb.send(create).catch((error) => {
      if (error.name !== "ResourceInUseException") throw error;
    });
    return TableName;
  };

  it.each<[string[], RegExp]>([
    [[], /^Say what to do; hearback --help lists the commands\.$/],
    [[""], /^Say what to do; /],
    [["paint"], /^There is no command paint; /],
    [["\u001b[31mpaint"], /^There is no command \ufffd\[31mpaint; /],
    [[long(5000)], /^There is no command x+…; /],
    [["constructor"], /^There is no command constructor; /],
    [["paint", "--help"], /^There is no command paint; /],
    ...[...new Set(commands.map(({ name }) => name).filter((name) => name.includes(" ")))].map(
      (name): [string[], RegExp] => {
        const [noun = ""] = name.split(" ");
        return [[noun, "paint"], new RegExp(`^There is no command ${noun} paint; there is `)];
      },
    ),
  ])("is no command: %j", async (args, wanted) => {
    const [first = "", ...rest] = args;
    expectRefusal(await run(first, rest, []), wanted, 2);
  });

  it("is none of the uses that these rows are made of", async () => {
    for (const command of tableCommands) {
      expect(await run(command.name, rightOf(command)), command.name).toMatchObject({ code: 0, stderr: "" });
    }
  });
});
