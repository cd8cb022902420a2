import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addToDay, localDay } from "../../functions/domain/calendar.ts";
import { addDays } from "../../functions/domain/time.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, expectRefusal } from "./cli.ts";
import { answer } from "./journey.ts";

describe("hearback check of all workspaces", () => {
  let hearback: TestHearback;
  let cli: Cli;
  let eastern: string;
  let western: string;
  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
    await answer(hearback, 9);
    await hearback.jobs.run("compute-kpis");
    const plant = async (name: string, timeZone: string) =>
      (await hearback.plant({ workspace: { name, timeZone } })).workspaceId;
    eastern = await plant("East", "Pacific/Kiritimati");
    western = await plant("West", "Pacific/Midway");
  });
  afterAll(() => hearback.close());

  const today = (timeZone: string) => localDay(hearback.clock.now(), timeZone);

  it("checks each in its own days, and sums up", async () => {
    const { workspaces, ok } = await cli.json("check");
    expect(ok).toBe(true);
    expect(workspaces.map(({ workspaceId }: { workspaceId: string }) => workspaceId).sort()).toEqual(
      [hearback.seed.workspaceId, eastern, western].sort(),
    );
    const one = await cli.json("check", "--workspace", hearback.seed.workspaceId);
    expect(workspaces).toContainEqual(one);
    expect(workspaces).toContainEqual(
      expect.objectContaining({ workspaceId: western, to: today("Pacific/Midway"), timeZone: "Pacific/Midway" }),
    );
    const text = await cli.text("check");
    expect(text).toMatch(/^ID +NAME +FROM +TO +RECORDS +VIOLATIONS\n/);
    expect(text).toMatch(new RegExp(`\n${hearback.seed.workspaceId} +Juniper Home +\\S+ +\\S+ +3 +0\n`));
    expect(text).toMatch(/\n\nLaws 1 to 5 hold in 3 workspaces\.\n$/);
  }, 30_000);

  it("takes a day that has not come everywhere as today where it has not", async () => {
    const [last, first] = [today("Pacific/Kiritimati"), today("Pacific/Midway")];
    const { workspaces } = await cli.json("check", "--from", last, "--to", last);
    const days = new Map(
      workspaces.map(({ workspaceId, to }: { workspaceId: string; to: string }) => [workspaceId, to]),
    );
    expect([days.get(eastern), days.get(western)]).toEqual([last, first]);
    expectRefusal(await cli.run("check", "--to", addToDay(last, 1)), /^--to lies ahead: today is /, 2);
  }, 30_000);

  it("says which of them breaks a law, by its exit code too", async () => {
    const { staleSlots, clock } = hearback.services;
    await staleSlots.mark({
      workspaceId: western,
      kind: "response",
      slot: "2026-01-01T00:00:00.000Z",
      at: addDays(clock.now(), -3),
    });
    const { code, stdout, stderr } = await cli.run("check");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(new RegExp(`\n${western} +West +\\S+ +\\S+ +0 +1\n`));
    expect(stdout).toMatch(
      new RegExp(`\n\nWest \\(${western}\\)\n  law 5  2026-01-01T00:00:00\\.000Z was marked over`),
    );
    expect(stdout).toMatch(/\n1 violation in 1 of 3 workspaces\.\n$/);
    const json = JSON.parse((await cli.run("check", "--json")).stdout);
    expect([json.ok, json.workspaces.filter(({ ok }: { ok: boolean }) => !ok)]).toEqual([
      false,
      [expect.objectContaining({ workspaceId: western, violations: [expect.objectContaining({ law: 5 })] })],
    ]);
  }, 30_000);

  it("names a workspace that only the directory knows, and checks the others", async () => {
    const { dynamodb, tableName } = hearback;
    const Item = { pk: { S: "workspaces" }, sk: { S: "w#ws_00000000009" }, id: { S: "ws_00000000009" } };
    await dynamodb.send(new PutItemCommand({ TableName: tableName, Item }));
    const { code, stdout } = await cli.run("check");
    expect(code).toBe(1);
    expect(stdout).toContain("\nws_00000000009 stands in the directory and is not in the table.\n");
    const json = JSON.parse((await cli.run("check", "--json")).stdout);
    expect([json.ok, json.missing, json.workspaces.length]).toEqual([false, ["ws_00000000009"], 3]);
    expect(await cli.text("workspace", "list")).toMatch(/ws_00000000009 +\(stands in the directory/);
  }, 30_000);
});
