import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sideOn } from "../../bin/commands/restore/side-on.ts";
import { splitId } from "../../functions/domain/ids.ts";
import { deleteByHand } from "../support/by-hand.ts";
import { restoreItems, takeItems } from "../support/copy-table.ts";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";
import { cliFor, engineEnv, type Ran, runHere } from "./cli.ts";
import { type Invited, invite } from "./journey.ts";

describe("hearback restore-check", () => {
  let hearback: TestHearback;
  let backup: Awaited<ReturnType<typeof takeItems>>;
  let restoredTo: string;
  let jo: Invited;

  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    const { dynamodb, tableName, services, clock, jobs, seed } = hearback;
    jo = await invite(hearback, { customer: { email: "jo@example.com" } });
    backup = await takeItems(dynamodb, tableName);
    restoredTo = clock.now();
    await jobs.run("dispatch-invitations");
    await hearback.call("POST", "/v1/interactions", { body: interaction({ type: "nobody.listens" }) });
    const link = { workspaceId: seed.workspaceId, id: jo.invitationId };
    await postForm(await services.links.url("unsubscribe", link), {});
  });
  afterAll(() => hearback.close());

  const restoreTo = async (tableName: string) => {
    await restoreItems(hearback.dynamodb, tableName, backup);
    return (command: string, ...args: string[]): Promise<Ran> =>
      runHere([command, ...args, "--table", tableName], engineEnv());
  };

  it("shows what a restored table does not know, brings it over and lets it send", async () => {
    const run = await restoreTo(`${hearback.tableName}-1`);
    const wish = ["--to", restoredTo, "--from", hearback.tableName];
    const shown = await run("restore-check", ...wish);
    expect(shown).toMatchObject({ code: 1, stderr: "" });
    expect(shown.stdout).toMatch(/^ {2}1 {2}invitations mailed, or in doubt\n {2}1 {2}suppressed addresses\n/m);
    expect(shown.stdout).toMatch(/may not send/);
    const checked = await run("check", "--json");
    expect([checked.code, JSON.parse(checked.stdout)]).toMatchObject([1, { sending: "held_back", ok: false }]);

    const applied = await run("restore-check", ...wish, "--apply", "--json");
    expect([applied.code, JSON.parse(applied.stdout)]).toEqual([
      0,
      {
        restoredTo,
        from: hearback.tableName,
        fence: "lifted",
        workspaces: [
          {
            workspaceId: hearback.seed.workspaceId,
            differences: { mailed: 1, suppressed: 1, opted_out: 1, throttled: 1, reported: 1 },
          },
        ],
      },
    ]);
    const again = await run("restore-check", ...wish, "--apply");
    expect(again).toMatchObject({ code: 0, stdout: "The table may send already; nothing was changed.\n" });
    expect((await run("check")).stdout).not.toContain("restore-check");
    // The one that was lost has handed over.
    expect(await hearback.jobs.run("dispatch-invitations")).toMatchObject({ stopped: "fenced" });
  }, 30_000);

  it("refuses a table of another Hearback", async () => {
    const run = await restoreTo(`${hearback.tableName}-2`);
    const other = await startHearback({ at: "now" });
    const { code, stderr } = await run("restore-check", "--to", restoredTo, "--from", other.tableName);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/it is another Hearback's/)]);
    await other.close();
  });

  it("says what is not known without the lost table, and does nothing until that is accepted", async () => {
    const run = await restoreTo(`${hearback.tableName}-3`);
    expect((await run("restore-check", "--to", restoredTo)).stdout).toMatch(/^ {2}1 {2}invitation that may have been/m);
    const late = await cliFor(hearback).run("restore-check", "--to", new Date().toISOString());
    expect([late.code, late.stderr]).toEqual([
      2,
      expect.stringMatching(/^--to is after \S+, when the table was made\.$/m),
    ]);
    const refused = await run("restore-check", "--to", restoredTo, "--apply");
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/who unsubscribed.*--accept-lost-wishes/),
    ]);
    const accepted = await run("restore-check", "--to", restoredTo, "--apply", "--accept-lost-wishes");
    expect(accepted).toMatchObject({ code: 0, stderr: "" });
    expect(accepted.stdout).toMatch(/and may send\.\n$/);
  });
});

describe("what was decided since a restore", () => {
  let hearback: TestHearback;
  let restoredTo: string;
  let tables = 0;
  let backup: Awaited<ReturnType<typeof takeItems>>;
  const changed: Record<"keyId" | "revoked" | "rewritten" | "stopped" | "made" | "customerId", string> = {
    ...{ keyId: "", revoked: "", rewritten: "", stopped: "", made: "", customerId: "" },
  };
  const sources = { stays: "", removed: "", disabled: "", rotated: "" };

  const call = async (method: string, path: string, body?: Record<string, unknown>) => {
    const { status, json } = await hearback.call(method, path, body && { body });
    if (status >= 300) throw new Error(`${method} ${path} answers ${status}.`);
    return json;
  };
  const makeSurvey = async (name: string): Promise<string> =>
    (await call("POST", "/v1/surveys", { name, kind: "csat" })).id;

  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    const { dynamodb, tableName, clock, services, seed } = hearback;
    changed.keyId = (await call("POST", "/v1/keys", { name: "Stays", scopes: ["read"] })).id;
    changed.revoked = (await call("POST", "/v1/keys", { name: "Leaked", scopes: ["manage"] })).id;
    changed.rewritten = await makeSurvey("Rewritten");
    changed.stopped = await makeSurvey("Stopped");
    changed.customerId = splitId((await invite(hearback)).invitationId).customerId;
    for (const name of Object.keys(sources)) {
      const body = { name, kind: "generic" };
      sources[name as keyof typeof sources] = (await call("POST", "/v1/sources", body)).id;
    }
    backup = await takeItems(dynamodb, tableName);
    restoredTo = clock.now();
    await clock.advance(60);
    await call("DELETE", `/v1/sources/${sources.removed}`);
    await call("PATCH", `/v1/sources/${sources.disabled}`, { enabled: false });
    await call("POST", `/v1/sources/${sources.rotated}/rotate`, { oldAcceptedForHours: 0 });
    await call("DELETE", `/v1/keys/${changed.revoked}`);
    for (const name of ["Rewritten once", "Rewritten twice"]) {
      await call("PATCH", `/v1/surveys/${changed.rewritten}`, { name });
    }
    await services.surveys.setStatus(seed.workspaceId, changed.stopped, "paused");
    changed.made = await makeSurvey("Made since");
    const pk = `w#${seed.workspaceId}#c#${changed.customerId}`;
    for (const item of (await takeItems(dynamodb, tableName)).filter((item) => item["pk"]?.S === pk)) {
      await deleteByHand(hearback, { pk, sk: item["sk"]?.S as string });
    }
  });
  afterAll(() => hearback.close());

  const restore = async (...args: string[]) => {
    const tableName = `${hearback.tableName}-decided-${++tables}`;
    await restoreItems(hearback.dynamodb, tableName, backup);
    const wish = ["--to", restoredTo, "--from", hearback.tableName, "--table", tableName];
    const ran = await runHere(["restore-check", ...wish, ...args], engineEnv());
    return { ran, services: sideOn({ ...hearback, tableName }).services };
  };

  it("is brought over: keys revoked, surveys stopped, changed with all their versions, and made", async () => {
    const { ran, services } = await restore("--apply", "--deleted", "erase");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const { workspaceId } = hearback.seed;
    const keys = new Map((await services.apiKeys.list(workspaceId)).map(({ id, revokedAt }) => [id, revokedAt]));
    expect(keys.get(changed.revoked)).toBeDefined();
    expect(keys.get(changed.keyId)).toBeUndefined();
    expect(await services.surveys.get(workspaceId, changed.stopped)).toMatchObject({ status: "paused" });
    expect(await services.surveys.get(workspaceId, changed.rewritten)).toMatchObject({
      name: "Rewritten twice",
      version: 3,
    });
    expect(await services.surveys.getVersion(workspaceId, changed.rewritten, 2)).toMatchObject({
      name: "Rewritten once",
    });
    expect(await services.surveys.get(workspaceId, changed.made)).toMatchObject({ name: "Made since", version: 1 });
    expect(await services.customers.find(workspaceId, changed.customerId)).toBeUndefined();
  });

  it("is brought over: sources removed or switched off take nothing, and a leaked secret is not accepted again", async () => {
    const { services } = await restore("--apply", "--deleted", "erase");
    const opened = async (name: keyof typeof sources) => {
      const { source, secrets } = (await services.sources.open(sources[name])) ?? {};
      const { secrets: there } = (await hearback.services.sources.open(sources[name])) ?? {};
      return { enabled: source?.enabled, isThatThere: JSON.stringify(secrets) === JSON.stringify(there) };
    };
    expect(await opened("stays")).toEqual({ enabled: true, isThatThere: true });
    expect(await opened("removed")).toMatchObject({ enabled: false });
    expect(await opened("disabled")).toMatchObject({ enabled: false });
    expect(await opened("rotated")).toEqual({ enabled: true, isThatThere: true });
  });

  it("is looked for in a table whose workspace was deleted, which is no other Hearback's for that", async () => {
    const { dynamodb, tableName, seed } = hearback;
    const home = ({ pk, sk }: (typeof backup)[number]) => pk?.S === `w#${seed.workspaceId}` && sk?.S === "workspace";
    const from = async (name: string, items: typeof backup) => {
      await restoreItems(dynamodb, `${tableName}-${name}`, items);
      const wish = ["--from", `${tableName}-${name}`, "--to", restoredTo, "--table", `${tableName}-copy-of-${name}`];
      await restoreItems(dynamodb, `${tableName}-copy-of-${name}`, backup);
      return runHere(["restore-check", ...wish, "--apply", "--deleted", "keep"], engineEnv());
    };
    const less = backup.filter((item) => !home(item));
    expect(await from("less", less)).toMatchObject({ code: 0, stderr: "" });
    const salted = backup.map((item) => (home(item) ? { ...item, salt: { S: "another" } } : item));
    expect((await from("salted", salted)).stderr).toMatch(/has another workspace ws_\S+: it is another Hearback's/);
  });

  it("leaves the records that were deleted by hand where they are what is restored for", async () => {
    const undecided = await restore("--apply");
    expect([undecided.ran.code, undecided.ran.stderr]).toEqual([2, expect.stringMatching(/--deleted keep/)]);
    const { ran, services } = await restore("--apply", "--deleted", "keep");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const { workspaceId } = hearback.seed;
    expect(await services.customers.find(workspaceId, changed.customerId)).toMatchObject({ id: changed.customerId });
  });
});
