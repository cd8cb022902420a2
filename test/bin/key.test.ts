import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, expectRefusal } from "./cli.ts";

describe("hearback key", () => {
  let hearback: TestHearback;
  let cli: Cli;
  let ours: string[];
  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
    ours = ["--workspace", hearback.seed.workspaceId];
  });
  afterAll(() => hearback.close());

  const status = async (key: string, path = "/v1/keys") => (await hearback.call("GET", path, { key })).status;

  it("creates one that works at once and can do what it was made for", async () => {
    const key = await cli.json("key", "create", ...ours, "--name", "Shop", "--scopes", "ingest, read,read");
    expect(key).toMatchObject({ name: "Shop", mode: "live", scopes: ["ingest", "read"] });
    expect(await status(key.apiKey, "/v1/surveys")).toBe(200);
    expect(await status(key.apiKey)).toBe(403);
  });

  it("shows the secret once to people, and never in a list", async () => {
    const text = await cli.text("key", "create", ...ours, "--name", "Try", "--scopes", "manage", "--mode", "test");
    const [secret = ""] = /^hb_test_\w+$/m.exec(text) ?? [];
    expect(await status(secret)).toBe(200);
    const [list, json] = [await cli.text("key", "list", ...ours), await cli.json("key", "list", ...ours)];
    expect(list).toMatch(/^ID +NAME +MODE +SCOPES +CREATED +LAST USED +REVOKED\n/);
    expect(list).toMatch(/ Try +test +manage /);
    for (const shown of [list, JSON.stringify(json)]) expect(shown).not.toContain(secret.slice(31));
  }, 30_000);

  it("revokes one for good, by its id alone", async () => {
    const [one, other] = await Promise.all(
      ["A", "B"].map((name) =>
        hearback.services.apiKeys.create({
          ...{ workspaceId: hearback.seed.workspaceId },
          name,
          mode: "live",
          scopes: ["manage"],
        }),
      ),
    );
    if (!one || !other) throw new Error("Not created.");
    expect(await cli.json("key", "revoke", one.key.id)).toMatchObject({
      id: one.key.id,
      revokedAt: expect.any(String),
    });
    expect(await cli.text("key", "revoke", other.key.id, ...ours)).toMatch(/revoked +\d{4}-/);
    expect([await status(one.secret), await status(other.secret)]).toEqual([401, 401]);
  }, 30_000);

  it("does not revoke another workspace's key", async () => {
    const { workspaceId, apiKey } = await hearback.plant();
    const [key] = await hearback.services.apiKeys.list(workspaceId);
    expectRefusal(await cli.run("key", "revoke", key?.id ?? "", ...ours), /^There is no such key/, 1);
    expect(await status(apiKey)).toBe(200);
  });

  it.each<[string[], RegExp, 1 | 2]>([
    [["create", "--workspace", "ws_00000000000", "--name", "x", "--scopes", "read"], /^There is no such workspace/, 1],
    [["list", "--workspace", "ws_00000000000"], /^There is no such workspace/, 1],
    [["revoke", "key_0000000000000000000000"], /^There is no such key/, 1],
  ])("refuses %j in one sentence", async (args, wanted, exitCode) => {
    expectRefusal(await cli.run("key", ...args), wanted, exitCode);
  });

  it.each([
    [["--name=x", "--scopes=read,fly"], /^--scopes must be one of ingest, read, manage/],
    [["--name=x", "--scopes=read", "--mode=demo"], /^--mode must be one of live, test/],
    [[`--name=${"x".repeat(101)}`, "--scopes=read"], /^--name is longer than 100 characters/],
  ])("refuses a key with %s", async (options, wanted) => {
    expectRefusal(await cli.run("key", "create", ...ours, ...options), wanted, 2);
  });
});
