import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureTable } from "../../local/table.ts";
import { engineEndpoint } from "../support/engine.ts";
import { engineEnv, expectRefusal, runCli, runFromSources } from "./cli.ts";

const anyDead = 2 ** 22 + 1;

describe("finding the table", () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "hearback-place-"));
    const local = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
    const client = new DynamoDBClient({ ...local, endpoint: engineEndpoint() });
    // The one that npm start has; no other test uses this name.
    await ensureTable(client, "hearback");
    client.destroy();
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  const lock = (content: unknown) =>
    writeFile(join(data, "lock"), typeof content === "string" ? content : JSON.stringify(content));
  const locally = (...args: string[]) => runCli([...args, "--local", "--data", data]);

  it("reads npm start's engine and clock from its data folder", async () => {
    await lock({ pid: process.pid, endpoint: engineEndpoint() });
    await writeFile(join(data, "clock"), String(30 * 86_400_000));
    const { code, stdout, stderr } = await runFromSources([
      ...["workspace", "create", "--name", "Here", "--json"],
      ...["--local", "--data", data],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { id, createdAt } = JSON.parse(stdout);
    expect(Math.abs(Date.parse(createdAt) - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000);
    expect((await locally("workspace", "list")).stdout).toContain(id);
    const byName = await runCli(["workspace", "list"], { ...engineEnv(), HEARBACK_TABLE: "hearback" });
    expect(byName.stdout).toContain(id);
  }, 40_000);

  it.each<[string, unknown]>([
    ["the folder's runtime has ended", { pid: anyDead, endpoint: "http://127.0.0.1:1" }],
    ["the lock is not npm start's", "{ half"],
    ["the lock is empty", "null"],
  ])("says that npm start is not running when %s", async (_, content) => {
    await lock(content);
    expectRefusal(await locally("workspace", "list"), /^npm start is not running on the data folder /, 1);
  });

  it("says that npm start is not running when there is no such folder", async () => {
    const refused = await runCli(["workspace", "list", "--local", "--data", "/none"]);
    expectRefusal(refused, /^npm start is not running on the data folder \/none; start it, or name another/, 1);
  });

  it("says that npm start is not ready, or no longer answers", async () => {
    await lock({ pid: process.pid });
    expectRefusal(await locally("workspace", "list"), /^npm start has not got ready yet/, 1);
    await lock({ pid: process.pid, endpoint: "http://127.0.0.1:1" });
    expectRefusal(await locally("workspace", "list"), /^The engine of npm start does not answer/, 1);
  }, 30_000);

  it("says what keeps it from a deployed table", async () => {
    const list = (env: NodeJS.ProcessEnv, table = "none") => runCli(["workspace", "list", "--table", table], env);
    expectRefusal(await list({}), /^There is no AWS region/, 1);
    expectRefusal(await list({ AWS_REGION: "eu-west-1" }), /^There are no AWS credentials/, 1);
    expectRefusal(await list(engineEnv()), /^There is no table none in this account and region/, 1);
    expectRefusal(
      await list({ ...engineEnv(), AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" }),
      /^DynamoDB cannot be reached/,
      1,
    );
  }, 60_000);
});
