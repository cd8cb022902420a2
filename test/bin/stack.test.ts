import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../functions/config.ts";
import { localDay } from "../../functions/domain/calendar.ts";
import { addDays, toInstant } from "../../functions/domain/time.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { engineEnv, expectRefusal, runCli, runHere } from "./cli.ts";
import { type FakeCloudFormation, startFakeCloudFormation } from "./fake-cloudformation.ts";

describe("finding the table of a stack", () => {
  let hearback: TestHearback;
  let cloudFormation: FakeCloudFormation;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    hearback = await startHearback();
    cloudFormation = await startFakeCloudFormation();
    env = { ...engineEnv(), AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint };
  });
  afterEach(() => {
    cloudFormation.refusal = undefined;
    cloudFormation.stacks.clear();
  });
  afterAll(async () => {
    await cloudFormation.close();
    await hearback.close();
  });

  const deployed = (status = "CREATE_COMPLETE") => {
    const { tableName } = hearback.services.settings as Config;
    cloudFormation.stacks.set("shop", { status, outputs: { ApiUrl: "https://api.example", TableName: tableName } });
  };
  const list = (more: NodeJS.ProcessEnv = {}) => runHere(["workspace", "list", "--stack", "shop"], { ...env, ...more });

  it("runs a whole command on the table that the stack tells", async () => {
    deployed();
    const args = ["workspace", "create", "--name", "By its stack", "--json", "--stack", "shop"];
    const { code, stdout, stderr } = await runCli(args, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const created = JSON.parse(stdout);
    expect(await hearback.services.workspaces.get(created.id)).toMatchObject({ name: "By its stack" });
    const shown = await runCli(["workspace", "show", created.id], { ...env, HEARBACK_STACK: "shop" });
    expect(shown).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("By its stack") });
  }, 30_000);

  it("goes by how long the stack keeps records, unless told", async () => {
    const { tableName } = hearback.services.settings as Config;
    const outputs = { TableName: tableName, RecordRetentionDays: "90" };
    cloudFormation.stacks.set("shop", { status: "CREATE_COMPLETE", outputs });
    const longAgo = localDay(addDays(toInstant(Date.now()), -200), "UTC");
    const check = (...args: string[]) => runHere(["check", "--to", longAgo, "--stack", "shop", ...args], env);
    expectRefusal(await check(), /^--to is too long ago: records before /, 2);
    expect(await check("--retention-days", "761")).toMatchObject({ code: 0, stderr: "" });
  });

  it.each(["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"])("goes on while the stack is in %s", async (status) => {
    deployed(status);
    expect(await list()).toMatchObject({ code: 0, stderr: "" });
  });

  it.each<[status: string, wanted: RegExp]>([
    ["REVIEW_IN_PROGRESS", /^The stack shop has not been created yet: its change set/],
    ["CREATE_IN_PROGRESS", /^The stack shop is still being created; try again/],
    ["ROLLBACK_IN_PROGRESS", /^The stack shop could not be created and is being rolled back\./],
    ["ROLLBACK_COMPLETE", /^The stack shop could not be created and was rolled back; delete it and deploy again\./],
    ["DELETE_IN_PROGRESS", /^The stack shop is being deleted\./],
    ["DELETE_COMPLETE", /^The stack shop has been deleted; if its table was retained/],
  ])("says that a stack in %s has no table to work with", async (status, wanted) => {
    cloudFormation.stacks.set("shop", { status });
    expectRefusal(await list(), wanted, 1);
  });

  it("says that there is no such stack, or that it is not Hearback's", async () => {
    expectRefusal(await list(), /^There is no stack shop in this account's region local\./, 1);
    cloudFormation.stacks.set("shop", { status: "CREATE_COMPLETE", outputs: { Url: "https://shop.example" } });
    expectRefusal(await list(), /^The stack shop is not Hearback's: it has no output TableName\./, 1);
    cloudFormation.stacks.set("shop", { status: "CREATE_COMPLETE", outputs: { TableName: "gone" } });
    expectRefusal(await list(), /^There is no table of the stack shop in this account and region\./, 1);
  }, 30_000);

  it.each<[status: number, code: string, wanted: RegExp]>([
    [403, "AccessDenied", /^AWS refuses: these credentials may not describe the stack shop\./],
    [403, "ExpiredToken", /^AWS does not accept these credentials \(ExpiredToken\)\./],
    [403, "InvalidClientTokenId", /^AWS does not accept these credentials \(InvalidClientTokenId\)\./],
    [400, "Throttling", /^CloudFormation is busy; try again in a moment\./],
    [503, "ServiceUnavailable", /^CloudFormation is busy; try again in a moment\./],
  ])("says in one sentence what %i %s means", async (status, code, wanted) => {
    cloudFormation.refusal = { status, code, message: "User: arn:aws:iam::1:user/x is not authorized. Ask." };
    expectRefusal(await list(), wanted, 1);
  });

  it("says what is missing on the way there", async () => {
    expectRefusal(await list({ AWS_REGION: undefined }), /^There is no AWS region; set AWS_REGION/, 1);
    expectRefusal(await list({ AWS_REGION: "no where" }), /^AWS_REGION, or the region of the AWS profile, is no/, 1);
    expectRefusal(await list({ AWS_ACCESS_KEY_ID: undefined }), /^There are no AWS credentials/, 1);
    const [nobody, nonsense] = ["http://127.0.0.1:1", "nowhere"];
    const other = engineEnv()["AWS_ENDPOINT_URL_DYNAMODB"];
    expectRefusal(await list({ AWS_ENDPOINT_URL_CLOUDFORMATION: nobody }), /^CloudFormation cannot be reached/, 1);
    expectRefusal(await list({ AWS_ENDPOINT_URL_CLOUDFORMATION: nonsense }), /^An AWS endpoint .* is no URL\./, 1);
    expectRefusal(await list({ AWS_ENDPOINT_URL_CLOUDFORMATION: other }), /^What answers in CloudFormation's place/, 1);
  }, 60_000);
});
