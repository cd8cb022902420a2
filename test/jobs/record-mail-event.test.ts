import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  deliveryStatuses,
  type Invitation,
  type Move,
  type MoveChanges,
  remindedChanges,
  sentChanges,
} from "../../functions/domain/invitation.ts";
import type { MailEvent } from "../../functions/domain/mail.ts";
import type { CountName } from "../../functions/domain/metric-names.ts";
import { addDays, addSeconds, type Instant } from "../../functions/domain/time.ts";
import { recordMailEvent } from "../../functions/jobs/record-mail-event.ts";
import { anInvitation } from "../domain/builders.ts";
import { crashAt } from "../support/crash.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { fc, it as withInputs } from "../support/property.ts";

let hearback: TestHearback;
beforeAll(async () => {
  hearback = await startHearback();
});
afterAll(() => hearback.close());

/** An invitation that nobody has sent yet, of a customer of its own unless told. */
async function plant(told: Partial<Invitation> = {}): Promise<Invitation> {
  const { services, seed, clock } = hearback;
  const { ids } = services;
  const customerId = told.customerId ?? `cus_${ids.random(16)}`;
  const id = `inv_${customerId.slice(4)}${ids.random(16)}`;
  const now = clock.now();
  const { workspaceId, surveyId } = seed;
  const times = { dueAt: now, createdAt: now, begunAt: now, openUntil: addDays(now, 30) };
  const invitation = anInvitation({ id, workspaceId, customerId, surveyId, ...times, ...told });
  return services.invitations.add(invitation);
}

const addressOf = ({ id }: Invitation) => `${id.toLowerCase()}@example.com`;

function eventOf(
  invitation: Invitation,
  type: MailEvent["type"],
  { step = 0, attempt = 1, ...told }: Partial<MailEvent> & { step?: number; attempt?: number } = {},
): MailEvent {
  const acceptedAt = addDays(invitation.createdAt, step * 4);
  return {
    type,
    recipient: addressOf(invitation),
    messageId: `m-${step}`,
    acceptedAt,
    at: addSeconds(acceptedAt, 5),
    tags: { workspace: invitation.workspaceId, invitation: invitation.id, step, attempt },
    ...told,
  };
}

const record = (event: MailEvent) => recordMailEvent(event, hearback.services);
const find = async ({ workspaceId, id }: Invitation): Promise<Invitation> => {
  const found = await hearback.services.invitations.find(workspaceId, id, { consistent: true });
  return found ?? expect.fail("There is no such invitation.");
};
const isSuppressed = async (address: string, workspaceId = hearback.seed.workspaceId) =>
  hearback.services.suppressions.isSuppressed(await hearback.services.workspaces.get(workspaceId), address);
const move = async (invitation: Invitation, name: Move, changes: MoveChanges = {}) =>
  hearback.services.invitations.move(await find(invitation), name, hearback.clock.now(), changes);

/** Records with metrics that are seen. */
async function countedWhile(events: readonly MailEvent[]): Promise<CountName[]> {
  const counted: CountName[] = [];
  const metrics = { count: (name: CountName) => void counted.push(name), measure: () => {} };
  for (const event of events) await recordMailEvent(event, { ...hearback.services, metrics });
  return counted;
}

describe("case 16: mail events", () => {
  it("doubled leave the evidence of one", async () => {
    const invitation = await plant();
    const delivered = eventOf(invitation, "delivered");
    for (const event of [delivered, delivered, eventOf(invitation, "send"), delivered]) await record(event);
    expect(await find(invitation)).toMatchObject({
      status: "sent",
      messageId: "m-0",
      delivery: { status: "delivered" },
      mailEvents: [{ event: "delivered", step: 0, attempt: 1 }],
    });
  });

  it("doubled at once leave the evidence of one each", async () => {
    const invitation = await plant();
    const types = ["send", "delivered", "complained", "delayed"] as const;
    let events = [...types, ...types].map((type) => eventOf(invitation, type));
    while (events.length > 0) {
      const ends = await Promise.allSettled(events.map(record));
      // Whoever loses too often is brought again by the queue, and nobody else.
      events = events.filter((_, n) => ends[n]?.status === "rejected");
    }
    const { mailEvents, delivery } = await find(invitation);
    expect(mailEvents?.map(({ event }) => event)).toEqual(["complained", "delayed", "delivered"]);
    expect(delivery?.status).toBe("complained");
  });

  it("reordered end as in order", async () => {
    const types = ["send", "delayed", "delivered", "soft_bounced", "complained"] as const;
    const ends = [];
    for (const order of [types, [...types].reverse()]) {
      const invitation = await plant({ createdAt: "2026-11-22T09:30:00.000Z" });
      for (const type of order) {
        const at = addSeconds(invitation.createdAt, types.indexOf(type));
        await record(eventOf(invitation, type, { at }));
      }
      const { status, delivery, mailEvents = [] } = await find(invitation);
      ends.push({ status, delivery, mailEvents: mailEvents.map(({ identity: _, ...told }) => told) });
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[0]?.mailEvents.map(({ event }) => event)).toEqual(types.slice(1));
  });

  it("about an invitation or a workspace that is unknown are of no consequence", async () => {
    const unknown = anInvitation({ workspaceId: hearback.seed.workspaceId });
    for (const workspaceId of [hearback.seed.workspaceId, "ws_00000000000", "nobody's"]) {
      for (const type of ["send", "delivered", "soft_bounced", "bounced"] as const) {
        await record(eventOf({ ...unknown, workspaceId }, type));
      }
    }
    expect(await hearback.services.invitations.find(unknown.workspaceId, unknown.id)).toBeUndefined();
    // The mail left, whatever became of its invitation.
    expect(await isSuppressed(addressOf(unknown))).toBe(true);
  });

  it("before our own write settle the invitation, and our own write finds it done", async () => {
    const invitation = await plant({ reminderDays: [4] });
    const standing = await find(invitation);
    const event = eventOf(invitation, "delivered");
    await record(event);
    const settled = await find(invitation);
    expect(settled).toMatchObject({ status: "sent", sentAt: event.acceptedAt, dueAt: addDays(event.acceptedAt, 4) });
    const now = hearback.clock.now();
    const { invitations } = hearback.services;
    expect(await invitations.move(standing, "send", now, sentChanges(standing, now, "m-0"))).toBe(false);
    expect(await find(invitation)).toEqual(settled);
  });

  it.each(["unconfirmed", "failed", "cancelled", "skipped"] as const)(
    "prove a mail that is %s to have left",
    async (status) => {
      const invitation = await plant();
      const moves = { unconfirmed: "doubt", failed: "fail", cancelled: "cancel", skipped: "skip" } as const;
      await move(invitation, moves[status], { reason: "told" });
      expect((await find(invitation)).status).toBe(status);
      await record(eventOf(invitation, "send"));
      expect(await find(invitation)).toMatchObject({ status: "sent", messageId: "m-0" });
    },
  );
});

describe("mail events of a reminder", () => {
  const sentOne = async () => {
    const invitation = await plant({ reminderDays: [4, 9] });
    await record(eventOf(invitation, "send"));
    await record(eventOf(invitation, "delivered"));
    return invitation;
  };

  it("prove that it left, keep its message, and leave the first mail's delivery alone", async () => {
    const invitation = await sentOne();
    await record(eventOf(invitation, "bounced", { step: 1 }));
    expect(await find(invitation)).toMatchObject({
      step: 1,
      messageId: "m-1",
      dueAt: addDays((await find(invitation)).sentAt as Instant, 9),
      delivery: { status: "delivered" },
      mailEvents: [
        { event: "delivered", step: 0 },
        { event: "bounced", step: 1 },
      ],
      history: [{ status: "scheduled" }, { status: "sent" }, { status: "sent", reminder: 1 }],
    });
    expect(await isSuppressed(addressOf(invitation))).toBe(true);
  });

  it("name the message of one that was in doubt, which is no double", async () => {
    const invitation = await sentOne();
    await move(invitation, "remind", remindedChanges(await find(invitation), 1, { reason: "timeout" }));
    expect(await find(invitation)).not.toHaveProperty("messageId");
    const counted = await countedWhile(
      ["send", "delivered"].map((type) => eventOf(invitation, type as "send", { step: 1 })),
    );
    expect(await find(invitation)).toMatchObject({ step: 1, messageId: "m-1" });
    expect(counted).toEqual([]);
  });
});

describe("a mail that was tried again after a doubt", () => {
  it("has its reminder under the same attempt, and neither is a double", async () => {
    const { call, clock, jobs, seed, services, ses } = hearback;
    const { surveyId, apiKey, workspaceId } = await hearback.plant({
      survey: { invitation: { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 1 }] } },
    });
    expect(workspaceId).not.toBe(seed.workspaceId);
    const { json } = await call("POST", "/v1/interactions", { key: apiKey, body: interaction({ survey: surveyId }) });
    const invitation = anInvitation({ id: json.invitation.id, workspaceId });
    await move(invitation, "doubt", { reason: "timeout" });
    await move(invitation, "retry", { attempt: 2, dueAt: clock.now() });
    for (const _ of ["first mail", "reminder", "nothing"]) {
      await jobs.run("dispatch-invitations");
      await jobs.run("record-mail-events");
      await clock.advance(86_400);
    }
    const sent = ses.accepted.filter(({ tags }) => tags["invitation"] === invitation.id);
    expect(sent.map(({ tags: { step, attempt } }) => [step, attempt])).toEqual([
      ["0", "2"],
      ["1", "2"],
    ]);
    const found = await services.invitations.find(workspaceId, invitation.id, { consistent: true });
    expect(found).toMatchObject({ status: "sent", step: 1, attempt: 2, messageId: sent[1]?.messageId });
    expect(found?.mailEvents?.map(({ event, step }) => [event, step])).toEqual([
      ["delivered", 0],
      ["delivered", 1],
    ]);
  });
});

describe("recording a mail event that dies anywhere", () => {
  it.each(["bounced", "soft_bounced", "delivered"] as const)("is made good when %s is told again", async (type) => {
    const { services } = hearback;
    for (let n = 0, hasCrashed = true; hasCrashed; n++) {
      const invitation = await plant();
      const event = eventOf(invitation, type);
      const crashing = crashAt(services, n);
      await recordMailEvent(event, crashing.services).catch(() => {});
      hasCrashed = crashing.hasCrashed();
      await record(event);
      const { status, delivery, mailEvents } = await find(invitation);
      expect({ status, delivery: delivery?.status, events: mailEvents?.length }).toEqual({
        status: "sent",
        delivery: type,
        events: 1,
      });
      expect(await isSuppressed(addressOf(invitation))).toBe(type === "bounced");
    }
  });
});

describe("a mail that was sent twice", () => {
  it.each([0, 1])("is counted once, logged and kept as evidence at step %i", async (step) => {
    const invitation = await plant({ reminderDays: [4] });
    for (let known = 0; known <= step; known++) await record(eventOf(invitation, "send", { step: known }));
    const other = { step, messageId: "m-other", acceptedAt: addDays(invitation.createdAt, 5) };
    const counted = await countedWhile([
      eventOf(invitation, "delivered", other),
      eventOf(invitation, "send", other),
      eventOf(invitation, "send", other),
    ]);
    expect(counted).toEqual(["DoubleSends"]);
    const { mailEvents } = await find(invitation);
    expect(mailEvents?.filter(({ event }) => event === "double_send")).toEqual([
      { event: "double_send", at: other.acceptedAt, step, attempt: 1 },
    ]);
    const details = expect.objectContaining({ invitationId: invitation.id, step });
    expect(hearback.logged).toContainEqual(expect.objectContaining({ level: "error", details }));
  });
});

describe("an invitation whose address was put right", () => {
  const readdressed = async () => {
    const invitation = await plant();
    await record(eventOf(invitation, "bounced"));
    await move(invitation, "readdress", { step: 0, attempt: 2, firstAttempt: 2, dueAt: hearback.clock.now() });
    return invitation;
  };

  it("is not taken for sent by events of the mail to the old one", async () => {
    const invitation = await readdressed();
    for (const type of ["send", "bounced", "complained"] as const)
      await record(eventOf(invitation, type, { at: hearback.clock.now() }));
    const { status, mailEvents } = await find(invitation);
    expect([status, mailEvents?.length]).toEqual(["scheduled", 3]);
  });

  it("is sent by the events of the new one, and no double", async () => {
    const invitation = await readdressed();
    const second = { attempt: 2, messageId: "m-second", recipient: "right@example.com" };
    const counted = await countedWhile([
      eventOf(invitation, "send", second),
      eventOf(invitation, "delivered", second),
      eventOf(invitation, "send"),
    ]);
    expect(counted).toEqual([]);
    expect(await find(invitation)).toMatchObject({ status: "sent", messageId: "m-second" });
  });
});

describe("suppression by mail events", () => {
  it.each(["bounced", "complained", "unsubscribed"] as const)("comes at once when an address has %s", async (type) => {
    const invitation = await plant();
    await record(eventOf(invitation, type));
    expect(await isSuppressed(addressOf(invitation))).toBe(true);
  });

  it.each(["bounced", "complained", "unsubscribed"] as const)(
    "does not come again when it is told again that an address has %s, after that was lifted",
    async (type) => {
      const { suppressions, workspaces } = hearback.services;
      const workspace = await workspaces.get(hearback.seed.workspaceId);
      const invitation = await plant();
      const event = eventOf(invitation, type);
      await record(event);
      const standing = await suppressions.findByAddress(workspace, addressOf(invitation));
      expect(standing && (await suppressions.lift(workspace, standing))).toBe(true);
      await record(event);
      expect(await isSuppressed(addressOf(invitation))).toBe(false);
      await record({ ...event, at: addSeconds(event.at, 60) });
      expect(await isSuppressed(addressOf(invitation))).toBe(true);
    },
  );

  it("follows who has unsubscribed to the address they have by now, and no bounce does", async () => {
    for (const type of ["unsubscribed", "bounced"] as const) {
      const customer = { id: `c-${crypto.randomUUID()}` };
      const [old, email] = [1, 2].map(() => `${crypto.randomUUID()}@example.com`);
      const body = interaction({ customer: { ...customer, email: old } });
      const { json } = await hearback.call("POST", "/v1/interactions", { body });
      const again = () =>
        hearback.call("POST", "/v1/interactions", { body: interaction({ customer: { ...customer, email } }) });
      await again();
      const invitation = anInvitation({ id: json.invitation.id, workspaceId: hearback.seed.workspaceId });
      await record(eventOf(invitation, type, { recipient: old as string }));
      expect(await isSuppressed(old as string)).toBe(true);
      expect(await isSuppressed(email as string)).toBe(type === "unsubscribed");
      expect((await again()).json.reason === "suppressed").toBe(type === "unsubscribed");
    }
  });

  it.each(["send", "delayed", "soft_bounced", "delivered", "rejected"] as const)(
    "does not come of %s",
    async (type) => {
      const invitation = await plant();
      await record(eventOf(invitation, type));
      expect(await isSuppressed(addressOf(invitation))).toBe(false);
    },
  );

  /** Three invitations of one customer at one address, each so many days after the one before. */
  const threeSoft = async (daysApart: number, third: MailEvent["type"] = "soft_bounced") => {
    const customerId = `cus_${hearback.services.ids.random(16)}`;
    const recipient = `${customerId.toLowerCase()}@example.com`;
    const start = hearback.clock.now();
    for (const [n, type] of (["soft_bounced", "soft_bounced", third] as const).entries()) {
      expect(await isSuppressed(recipient)).toBe(false);
      const invitation = await plant({ customerId, createdAt: addDays(start, n * daysApart) });
      await record(eventOf(invitation, "send", { recipient }));
      if (type !== "soft_bounced") await record(eventOf(invitation, type, { recipient }));
      await record(eventOf(invitation, "soft_bounced", { recipient, reason: "Transient/General" }));
    }
    return recipient;
  };

  it("comes of three soft bounces in a row over a week, and not sooner", async () => {
    expect(await isSuppressed(await threeSoft(4))).toBe(true);
    expect(await isSuppressed(await threeSoft(3))).toBe(false);
  });

  it("does not come while one of the three was delivered, and bounced because its reader is away", async () => {
    expect(await isSuppressed(await threeSoft(4, "delivered"))).toBe(false);
  });

  it("does not come of an address that had a part of the three only", async () => {
    const customerId = `cus_${hearback.services.ids.random(16)}`;
    for (const [n, recipient] of ["was@example.com", "was@example.com", "is@example.com"].entries()) {
      const invitation = await plant({ customerId, createdAt: addDays(hearback.clock.now(), n * 5) });
      await record(eventOf(invitation, "soft_bounced", { recipient }));
    }
    for (const address of ["was@example.com", "is@example.com"]) expect(await isSuppressed(address)).toBe(false);
  });
});

describe("the events of one invitation in any order", () => {
  const told = fc.record({
    step: fc.nat(2),
    type: fc.constantFrom(...(["send", ...deliveryStatuses, "unsubscribed"] as const)),
    minute: fc.nat(3),
    repeats: fc.integer({ min: 1, max: 3 }),
    /** When it comes, as a part of the time from when its mail left until the end; none ever comes sooner. */
    lateness: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
  });
  const anyWorld = fc.record({
    events: fc.array(told, { minLength: 1, maxLength: 7 }),
    /** When the dispatcher writes down that the mail of each step left: before the next one leaves. */
    written: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
  });
  const lastStep = 2;
  const start = "2026-11-22T09:30:00.000Z";
  const rank = ({ delivery }: Invitation) => (delivery ? deliveryStatuses.indexOf(delivery.status) : -1);

  const eventIn = (
    invitation: Invitation,
    { step, type, minute }: { step: number; type: MailEvent["type"]; minute: number },
  ) => {
    const sent = eventOf(invitation, type, { step });
    return { ...sent, at: type === "send" ? sent.acceptedAt : addSeconds(sent.acceptedAt, minute * 60) };
  };
  const writeDown = async (planted: Invitation, step: number) => {
    const invitation = await find(planted);
    const { acceptedAt, messageId } = eventOf(planted, "send", { step });
    const isAwaited = step === 0 ? invitation.status === "scheduled" : invitation.step === step - 1;
    if (!isAwaited) return;
    if (step === 0) await move(planted, "send", sentChanges(invitation, acceptedAt, messageId));
    else await move(planted, "remind", remindedChanges(invitation, step, { messageId }));
  };
  const endOf = async (planted: Invitation) => {
    const { status, step, messageId, sentAt, dueAt, delivery, mailEvents = [], history } = await find(planted);
    return {
      ...{ status, step, messageId, sentAt, dueAt, delivery },
      mailEvents: mailEvents.map(({ identity: _, ...entry }) => entry),
      history: history.map(({ at: _, ...entry }) => entry),
      suppressed: await isSuppressed(addressOf(planted)),
    };
  };

  withInputs.prop([anyWorld], { numRuns: 15 })(
    "end as in order and once, never let the delivery fall back, and suppress if one of them says so",
    async ({ events, written }) => {
      const planted = await plant({ createdAt: start, reminderDays: [4, 8] });
      const happenings = [
        ...written.map((part, step) => ({ at: step + part, happen: () => writeDown(planted, step) })),
        ...events.flatMap((one) =>
          one.lateness.slice(0, one.repeats).map((part) => ({
            at: one.step + part * (lastStep + 1 - one.step),
            happen: () => record(eventIn(planted, one)),
          })),
        ),
      ].sort((a, b) => a.at - b.at);
      let before = -1;
      for (const { happen } of happenings) {
        await happen();
        const now = rank(await find(planted));
        expect(now).toBeGreaterThanOrEqual(before);
        before = now;
      }

      const orderly = await plant({ createdAt: start, reminderDays: [4, 8] });
      for (const step of [0, 1, 2]) await writeDown(orderly, step);
      const once = events.map((one) => eventIn(orderly, one)).sort((a, b) => (a.at < b.at ? -1 : 1));
      for (const event of once) await record(event);

      const end = await endOf(planted);
      expect(end).toEqual(await endOf(orderly));
      const suppressing: MailEvent["type"][] = ["bounced", "complained", "unsubscribed"];
      expect(end.suppressed).toBe(events.some(({ type }) => suppressing.includes(type)));
    },
    60_000,
  );
});
