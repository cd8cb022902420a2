import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Key, keys } from "../../functions/adapters/dynamodb/keys.ts";
import { foldRecords } from "../../functions/domain/kpi/fold-kinds.ts";
import type { Metrics } from "../../functions/domain/ports/environment.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import { addDays, addSeconds } from "../../functions/domain/time.ts";
import { acceptInteraction } from "../../functions/endpoints/interactions/accept-interaction.ts";
import { type CheckResult, checkLaws } from "../../functions/jobs/check-laws.ts";
import { days, type Invited, invite } from "../bin/journey.ts";
import { changeByHand, deleteByHand } from "../support/by-hand.ts";
import { Crash } from "../support/crash.ts";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const plenty = () => 300_000;
function counting(): { metrics: Metrics; counted: Record<string, number> } {
  const counted: Record<string, number> = {};
  const count: Metrics["count"] = (name, value = 1) => {
    counted[name] = (counted[name] ?? 0) + value;
  };
  return { metrics: { count, measure: () => {} }, counted };
}

/** Until the due index is expected to have caught up, and longer. */
const aWhile = 120;

describe("the daily check of the laws", () => {
  let hearback: TestHearback;
  let workspaceId: string;
  beforeEach(async () => {
    const invitation = { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 3 }] };
    hearback = await startHearback({ plant: { survey: { invitation } } });
    workspaceId = hearback.seed.workspaceId;
  });
  afterEach(() => hearback.close());

  const send = async () => {
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
  };
  const mailed = async (report: Record<string, unknown> = {}): Promise<Invited> => {
    const invited = await invite(hearback, report);
    await send();
    return invited;
  };
  const find = async (id: string) => {
    const invitation = await hearback.services.invitations.find(workspaceId, id, { consistent: true });
    if (!invitation) throw new Error("Not invited.");
    return invitation;
  };
  const ofInvitation = ({ invitationId }: Invited) => keys.invitation(workspaceId, invitationId);
  const ofInteraction = ({ interactionId }: Invited) => keys.interaction(workspaceId, interactionId);
  const change = (key: Key, expression: string, values: Record<string, unknown> = {}) =>
    changeByHand(hearback, key, expression, values);

  interface Checked {
    readonly result: CheckResult;
    /** Law and the id most concerned. */
    readonly broken: [law: number, id: string][];
    readonly counted: Record<string, number>;
  }
  const check = async (timeLeftMs = plenty, services: Services = hearback.services): Promise<Checked> => {
    await hearback.jobs.run("compute-kpis");
    const { metrics, counted } = counting();
    hearback.logged.length = 0;
    const result = await checkLaws({ ...services, metrics }, timeLeftMs);
    const told = hearback.logged.map(({ details }) => details as { law?: number; ids?: string[] });
    const broken = told.flatMap(({ law, ids = [] }): [number, string][] => (law ? [[law, ids[0] ?? ""]] : []));
    expect(counted["LawsBroken"]).toBe(result.violations);
    return { result, broken, counted };
  };
  const expectBroken = ({ broken }: Checked, ...expected: [law: number, id: string][]) => {
    expect(broken.sort()).toEqual(expected.sort());
  };

  /** Everything that may happen to an invitation. */
  const liveOn = async () => {
    const customer = { email: "jo@example.com" };
    await mailed({ customer });
    await hearback.call("POST", "/v1/interactions", { body: interaction({ customer }) });
    await hearback.call("POST", "/v1/interactions", { body: interaction({ type: "nobody.listens" }) });
    await hearback.call("POST", "/v1/interactions", { body: interaction({ send: { via: "none" } }) });
    await invite(hearback, { send: { via: "link" } });
    await invite(hearback, { send: { delaySeconds: days(2) } });
    const answered = await mailed();
    const paused = await invite(hearback, { send: { delaySeconds: 60 } });
    await hearback.clock.advance(aWhile);
    await postForm(answered.url, { score: "9" });
    const { services, seed } = hearback;
    await services.surveys.setStatus(workspaceId, seed.surveyId, "paused");
    await send();
    await services.surveys.setStatus(workspaceId, seed.surveyId, "active");
    const cancelled = await find((await invite(hearback, { send: { delaySeconds: 600 } })).invitationId);
    await services.invitations.move(cancelled, "cancel", hearback.clock.now());
    expect(await find(paused.invitationId)).toMatchObject({ status: "skipped" });
  };

  it("finds nothing where nothing is wrong, not while reminders leave either, and changes nothing", async () => {
    await liveOn();
    expect(await check()).toEqual({
      result: { workspaces: 1, violations: 0, heldBack: 0, unchecked: [] },
      broken: [],
      counted: { LawsBroken: 0, LawsChecked: 1 },
    });
    await hearback.clock.advance(days(3) + 3600);
    await send();
    await hearback.jobs.run("compute-kpis");
    const before = await everything();
    expect((await check()).broken).toEqual([]);
    expect(await everything()).toEqual(before);
    const reminded = hearback.ses.accepted.length;
    expect(reminded).toBe(4);
  }, 60_000);

  const everything = async () => {
    const { dynamodb, tableName: TableName } = hearback;
    return (await dynamodb.send(new ScanCommand({ TableName }))).Items;
  };

  it("finds interactions without exactly one outcome or without their invitation, and mails without theirs (law 1)", async () => {
    const without = await mailed();
    const both = await mailed();
    const uninvited = await mailed();
    const unaccepted = await mailed();
    await change(ofInteraction(without), "REMOVE #outcome");
    await change(ofInteraction(both), "SET #outcome.#reason = :reason", { ":reason": "throttled" });
    await deleteByHand(hearback, ofInvitation(uninvited));
    await deleteByHand(hearback, ofInteraction(unaccepted));
    await hearback.clock.advance(aWhile);
    expectBroken(
      await check(),
      [1, without.interactionId],
      [1, both.interactionId],
      [1, uninvited.interactionId],
      [1, unaccepted.invitationId],
    );
  });

  it("forgives a link that was made and never handed over, because its acceptance crashed before the commit", async () => {
    const { services, call } = hearback;
    const body = interaction({ send: { via: "link" } });
    const interactions = override(services.interactions, { add: () => Promise.reject(new Crash()) });
    const workspace = await services.workspaces.get(workspaceId);
    const now = hearback.clock.now();
    const report = {
      customer: { email: "jo@example.com" },
      interaction: { type: "ticket.solved", occurredAt: now, test: false },
      send: { via: "link" },
    } as const;
    await expect(acceptInteraction(workspace, report, undefined, { ...services, interactions })).rejects.toThrow(Crash);
    const { items } = await services.invitations.list({ workspaceId, from: now, to: addDays(now, 1), limit: 9 });
    expect(items).toMatchObject([{ status: "sent", via: "link" }]);
    expect((await call("POST", "/v1/interactions", { body })).status).toBe(202);
    await hearback.clock.advance(aWhile);
    expect((await check()).broken).toEqual([]);
  });

  it("finds what is neither settled nor on the to-do list, and what is on it for nothing (law 2)", async () => {
    const later = { send: { delaySeconds: days(2) } };
    const forgotten = await invite(hearback, later);
    const unreminded = await mailed();
    const idle = await mailed();
    const odd = await mailed();
    await change(ofInvitation(forgotten), "REMOVE #duePk");
    await change(ofInvitation(unreminded), "REMOVE #duePk");
    await change(ofInvitation(idle), "REMOVE #reminderDays");
    await change(ofInvitation(odd), "SET #status = :status", { ":status": "lost" });
    await hearback.clock.advance(aWhile);
    expectBroken(
      await check(),
      [2, forgotten.invitationId],
      [2, unreminded.invitationId],
      [2, idle.invitationId],
      // Neither its status is known, nor what it does on the list.
      [2, odd.invitationId],
      [2, odd.invitationId],
    );
  });

  it("finds an invitation that is long due while others' mails leave (law 2)", async () => {
    const forgotten = await invite(hearback, { send: { delaySeconds: days(1) } });
    const unreminded = await mailed();
    await hearback.clock.advance(aWhile);
    await mailed();
    const { clock, services } = hearback;
    for (const { invitationId } of [forgotten, unreminded]) {
      await services.invitations.postpone(await find(invitationId), addSeconds(clock.now(), -1000));
    }
    expectBroken(await check(), [2, forgotten.invitationId], [2, unreminded.invitationId]);
  });

  it("holds the mail service and no law broken where nobody's mails leave", async () => {
    await mailed();
    const waiting = await invite(hearback);
    await hearback.clock.advance(3600);
    const { result, broken, counted } = await check();
    expect(broken).toEqual([]);
    expect(result).toMatchObject({ heldBack: 1, unchecked: [] });
    expect(counted).toMatchObject({ LawsBroken: 0, LawsChecked: 1 });
    await send();
    expect(await find(waiting.invitationId)).toMatchObject({ status: "sent" });
    expect((await check()).result.heldBack).toBe(0);
  });

  it("finds mails that left twice, by their history and by the mail service's word (law 3)", async () => {
    const [proven, first, reminded, innocent] = [await mailed(), await mailed(), await mailed(), await mailed()];
    if (!proven || !first || !reminded || !innocent) throw new Error("Not mailed.");
    const at = hearback.clock.now();
    const event = { at, step: 0, attempt: 1 };
    await change(ofInvitation(proven), "SET #mailEvents = :events", {
      ":events": [{ ...event, event: "double_send" }],
    });
    await change(ofInvitation(innocent), "SET #mailEvents = :events", { ":events": [{ ...event, event: "bounced" }] });
    const sent = { status: "sent", at };
    const history = [{ status: "scheduled", at }, sent];
    await change(ofInvitation(first), "SET #history = :history", { ":history": [...history, sent] });
    const reminder = { ...sent, reminder: 1 };
    await change(ofInvitation(reminded), "SET #history = :history", { ":history": [...history, reminder, reminder] });
    await hearback.clock.advance(aWhile);
    expectBroken(await check(), [3, proven.invitationId], [3, first.invitationId], [3, reminded.invitationId]);
    await hearback.clock.advance(days(2));
    await send();
    // Seen because of its reminder, and told of already.
    expect((await check()).broken.filter(([law]) => law === 3)).toEqual([]);
  });

  it("finds figures that are not those of the records, of the last days and of a sample of older ones, and mends the last ones (law 5)", async () => {
    await mailed();
    await hearback.clock.advance(600);
    expect((await check()).broken).toEqual([]);
    const { figures, clock } = hearback.services;
    const ofInteractions = { workspaceId, kind: "interaction", surveyId: hearback.seed.surveyId } as const;
    const [{ slot } = { slot: "" }] = await figures.slotFoldsBetween(workspaceId, "interaction", "2", clock.now());
    const forge = async () => {
      const standing = (await figures.slotFolds(workspaceId, "interaction", slot)).get(ofInteractions.surveyId);
      const forged = foldRecords("interaction", []);
      await figures.saveSlotFold(ofInteractions, slot, { version: standing?.version ?? 0, content: forged });
    };
    await forge();
    expectBroken(await check(), [5, slot]);
    await hearback.clock.advance(600);
    expect((await check()).broken).toEqual([]);
    await forge();
    await hearback.clock.advance(days(2));
    await send();
    expectBroken(await check(), [5, slot]);
    // Their records may be gone for good: only a person can tell.
    await hearback.clock.advance(600);
    expectBroken(await check(), [5, slot]);
  });

  it("takes what changes while it reads for no violation", async () => {
    const later = { send: { delaySeconds: days(2) } };
    const cancelled = await invite(hearback, later);
    const { services, clock } = hearback;
    let added: Invited | undefined;
    const due = async function* (...args: Parameters<typeof services.invitations.due>) {
      const standing: string[] = [];
      for await (const id of services.invitations.due(...args)) standing.push(id);
      yield* standing;
      if (added) return;
      // The list has been read, and the rest has not.
      await services.invitations.move(await find(cancelled.invitationId), "cancel", clock.now());
      added = await invite(hearback, later);
      await clock.advance(aWhile);
    };
    const invitations = override(services.invitations, { due });
    expect((await check(plenty, { ...services, invitations })).broken).toEqual([]);
    expect(added).toBeDefined();
  });

  it("stops when its time is up, says what it has not looked at, and blames nobody", async () => {
    const send = { delaySeconds: days(2) };
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => invite(hearback, n < 20 ? { send: { via: "link" } } : { send })),
    );
    const other = await hearback.plant();
    await hearback.clock.advance(aWhile);
    const whole = await check();
    expect(whole).toMatchObject({ result: { workspaces: 2, unchecked: [] }, counted: { LawsChecked: 1 } });
    for (const looks of [0, 1, 60, 150]) {
      let left = looks;
      const { result, counted, broken } = await check(() => (left-- > 0 ? 300_000 : 20_000));
      expect(result.unchecked, `after ${looks} looks`).toContain(workspaceId);
      expect(broken).toEqual([]);
      expect(counted).toMatchObject({ LawsUnchecked: result.unchecked.length });
      expect(counted["LawsChecked"]).toBeUndefined();
    }
    const untouched = await check(() => 0);
    expect([...untouched.result.unchecked].sort()).toEqual([workspaceId, other.workspaceId].sort());
  }, 60_000);

  it("begins with another workspace every day", async () => {
    const others = [await hearback.plant(), await hearback.plant()];
    const first = new Set<string>();
    for (let day = 0; day < 3; day++) {
      const asked: string[] = [];
      const get = (id: string) => {
        asked.push(id);
        return hearback.services.workspaces.get(id);
      };
      const workspaces = override(hearback.services.workspaces, { get });
      await check(plenty, { ...hearback.services, workspaces });
      expect(asked).toHaveLength(3);
      first.add(asked[0] ?? "");
      await hearback.clock.advance(days(1));
    }
    expect(first).toEqual(new Set([workspaceId, ...others.map((other) => other.workspaceId)]));
  });

  it("checks the other workspaces when one cannot be read, and fails at the end", async () => {
    const wrong = await mailed();
    await deleteByHand(hearback, ofInteraction(wrong));
    const broken = await hearback.plant();
    await hearback.clock.advance(aWhile);
    const { services, logged } = hearback;
    const { metrics, counted } = counting();
    const get = (id: string) =>
      id === broken.workspaceId ? Promise.reject(new Error("No.")) : services.workspaces.get(id);
    const workspaces = override(services.workspaces, { get });
    await expect(checkLaws({ ...services, workspaces, metrics }, plenty)).rejects.toThrow(AggregateError);
    expect(counted).toEqual({ LawsBroken: 1, LawsUnchecked: 1 });
    expect(logged.map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ law: 1, ids: [wrong.invitationId, wrong.interactionId] }),
    );
  });

  it("runs by the function that computes the figures, within its role, and every day", async () => {
    const wrong = await mailed();
    await deleteByHand(hearback, ofInteraction(wrong));
    const found = () => hearback.logged.filter(({ details }) => (details as { law?: number }).law === 1).length;
    expect(await hearback.jobs.run("check-laws")).toMatchObject({ workspaces: 1, violations: 1, unchecked: [] });
    expect(hearback.used.get("compute-kpis")).toContain("Query /index/due");
    expect(found()).toBe(1);
    await hearback.jobs.advance(days(1) - 3600);
    expect(found()).toBe(1);
    await hearback.jobs.advance(3600);
    expect(found()).toBe(2);
  });
});
