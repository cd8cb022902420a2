import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, expectRefusal } from "./cli.ts";

describe("hearback workspace", () => {
  let hearback: TestHearback;
  let cli: Cli;
  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
  });
  afterAll(() => hearback.close());

  it("creates one that the API serves", async () => {
    const created = await cli.json(
      ...["workspace", "create", "--name", "Mühle & Söhne", "--time-zone", "Europe/Berlin", "--locale", "de"],
      ...["--reply-to", "hallo@example.com", "--throttle-days", "14", "--testers", "a@example.com, b@example.com"],
    );
    expect(created).toEqual({
      id: expect.stringMatching(/^ws_/),
      name: "Mühle & Söhne",
      timeZone: "Europe/Berlin",
      locale: "de",
      replyTo: "hallo@example.com",
      policy: { throttleDays: 14 },
      segmentAttributes: [],
      solvedTypes: ["*.solved", "*.resolved", "*.closed"],
      recontactWindowDays: 7,
      testers: ["a@example.com", "b@example.com"],
      createdAt: expect.stringMatching(/Z$/),
    });
    const { apiKey } = await cli.json(
      ...["key", "create", "--workspace", created.id, "--name", "x", "--scopes", "read"],
    );
    const { status, json } = await hearback.call("GET", "/v1/workspace", { key: apiKey });
    expect([status, json]).toEqual([200, created]);
  }, 30_000);

  it("creates one with a name alone, and says so to people", async () => {
    const text = await cli.text("workspace", "create", "--name", "Plain");
    expect(text).toMatch(/^id +ws_\w{11}\nname +Plain\ntime zone +UTC\nlocale +en\n/);
    expect(text).not.toContain("undefined");
  });

  it("changes what is named, takes away what is emptied, and leaves the rest", async () => {
    const { workspaceId } = await hearback.plant({ workspace: { replyTo: "old@example.com", locale: "fr" } });
    const set = ["workspace", "set", workspaceId];
    const changed = await cli.json(
      ...set,
      "--time-zone",
      "Asia/Tokyo",
      "--reply-to",
      "",
      "--footer-address",
      "Ginza 1",
    );
    expect(changed).toMatchObject({ timeZone: "Asia/Tokyo", footerAddress: "Ginza 1", locale: "fr" });
    expect(changed).not.toHaveProperty("replyTo");
    expect(await cli.text(...set, "--name", "Renamed")).toMatch(/name +Renamed\ntime zone +Asia\/Tokyo\n/);
    expect(await cli.json("workspace", "show", workspaceId)).toEqual({ ...changed, name: "Renamed" });
    expect(await cli.text("workspace", "show", workspaceId)).toMatch(/footer address +Ginza 1\n/);
  }, 30_000);

  it("lists all of them", async () => {
    const { workspaceId } = await hearback.plant({ workspace: { name: "Last" } });
    const { items } = await cli.json("workspace", "list");
    expect(items).toContainEqual(expect.objectContaining({ id: workspaceId, name: "Last" }));
    expect(items[0]).not.toHaveProperty("salt");
    const [headings, ...rows] = (await cli.text("workspace", "list")).trimEnd().split("\n");
    expect(headings).toMatch(/^ID +NAME +TIME ZONE +LOCALE +CREATED$/);
    expect(rows).toHaveLength(items.length);
  }, 30_000);

  it.each<[string[], RegExp, 1 | 2]>([
    [["create", "--name", "a@b"], /^--name holds @ or </, 2],
    [["set", "ws_00000000000"], /^Say what to set/, 2],
    [["set", "ws_00000000000", "--locale", "en"], /^There is no such workspace/, 1],
    [["show", "ws_00000000000"], /^There is no such workspace/, 1],
    [["list", "all"], /^all is one argument too many/, 2],
  ])("refuses %j in one sentence", async (args, wanted, exitCode) => {
    expectRefusal(await cli.run("workspace", ...args), wanted, exitCode);
  });

  it("names every option whose value is refused", async () => {
    const wrong = ["--time-zone", "Mars/X", "--throttle-days=-1", "--testers", "a@example.com,nobody"];
    const wanted = /^--time-zone is not .*; --throttle-days is below 0; --testers is not an e-mail address/;
    expectRefusal(await cli.run("workspace", "create", "--name", "A", ...wrong), wanted, 2);
    expectRefusal(await cli.run("workspace", "set", hearback.seed.workspaceId, ...wrong), wanted, 2);
  });
});
