import { describe, expect } from "vitest";
import {
  acceptancePatienceSeconds,
  acceptanceSeconds,
  type Delivery,
  type DeliveryStatus,
  deliveryStatuses,
  doubtSeconds,
  giveUpSeconds,
  type InvitationStatus,
  invitationStatuses,
  isFurther,
  isMailed,
  maxPushBacks,
  moves,
  pushBackSeconds,
} from "../../functions/domain/invitation.ts";
import { fc, it } from "../support/property.ts";
import { anInvitation } from "./builders.ts";

const all = Object.entries(moves).map(([name, { from, to, day }]) => ({
  name,
  from: from as readonly InvitationStatus[],
  to: to as InvitationStatus,
  day,
}));
const waysOutOf = (status: InvitationStatus) => all.filter(({ from }) => from.includes(status));

function reachableFrom(start: InvitationStatus): Set<InvitationStatus> {
  const reached = new Set([start]);
  for (const status of reached) for (const { to } of waysOutOf(status)) reached.add(to);
  return reached;
}

describe("the life of an invitation", () => {
  it("is these moves and no others", () => {
    const drawn = all.flatMap(({ name, from, to }) => from.map((status) => `${status} ─${name}▶ ${to}`));
    expect(drawn.sort()).toEqual(
      [
        "scheduled ─send▶ sent",
        "unconfirmed ─send▶ sent",
        "failed ─send▶ sent",
        "skipped ─send▶ sent",
        "cancelled ─send▶ sent",
        "scheduled ─doubt▶ unconfirmed",
        "unconfirmed ─retry▶ scheduled",
        "scheduled ─skip▶ skipped",
        "scheduled ─giveUp▶ skipped",
        "scheduled ─fail▶ failed",
        "unconfirmed ─fail▶ failed",
        "scheduled ─cancel▶ cancelled",
        "unconfirmed ─cancel▶ cancelled",
        "skipped ─revive▶ scheduled",
        "sent ─remind▶ sent",
        "sent ─rest▶ sent",
        "sent ─readdress▶ scheduled",
        "skipped ─readdress▶ scheduled",
        "failed ─readdress▶ scheduled",
      ].sort(),
    );
  });

  it("can come to every status there is", () => {
    expect(reachableFrom("scheduled")).toEqual(new Set(invitationStatuses));
  });

  it("has one way out of sent, to an address that was put right: a mail that left has left", () => {
    const ways = waysOutOf("sent").filter(({ to }) => to !== "sent");
    expect(ways.map(({ name }) => name)).toEqual(["readdress"]);
  });

  it("can still turn out sent from everywhere: a mail may have left", () => {
    const toSent = invitationStatuses.filter((status) => waysOutOf(status).some(({ to }) => to === "sent"));
    expect(toSent).toEqual(["scheduled", "unconfirmed", "sent", "skipped", "failed", "cancelled"]);
  });

  it("is listed under its day once it is settled, and only then", () => {
    const isSettled: Record<InvitationStatus, boolean> = {
      scheduled: false,
      unconfirmed: false,
      sent: true,
      skipped: true,
      failed: true,
      cancelled: true,
    };
    for (const { name, to, day } of all) expect([name, day !== "leaves"]).toEqual([name, isSettled[to]]);
  });

  it("stays under the day of its first mail whatever becomes of its reminders", () => {
    expect(all.filter(({ day }) => day === "stays").map(({ name }) => name)).toEqual(["remind", "rest"]);
  });

  it("comes back to the to-do list by its own doing from nowhere: what failed, was skipped or cancelled, rests", () => {
    const byItself = all.filter(({ name }) => !["readdress", "revive"].includes(name));
    for (const status of ["failed", "skipped", "cancelled"] as const) {
      expect(byItself.filter(({ from }) => from.includes(status)).map(({ to }) => to)).toEqual(["sent"]);
    }
  });
});

describe("what became of a mail", () => {
  const at = (status: DeliveryStatus, minutes = 0): Delivery => ({
    status,
    at: `2026-11-22T09:${String(minutes).padStart(2, "0")}:00.000Z`,
  });
  const merge = (told: readonly Delivery[]): Delivery | undefined =>
    told.reduce<Delivery | undefined>((known, one) => (isFurther(one, known) ? one : known), undefined);
  const anyTold = fc.array(
    fc.tuple(fc.constantFrom(...deliveryStatuses), fc.nat(3)).map(([status, minutes]) => at(status, minutes)),
    { minLength: 1, maxLength: 8 },
  );

  it("goes from delayed over a soft bounce to delivered, and on to rejected, bounced and complained", () => {
    expect(deliveryStatuses).toEqual(["delayed", "soft_bounced", "delivered", "rejected", "bounced", "complained"]);
  });

  it("is the first thing told", () => {
    for (const status of deliveryStatuses) expect(merge([at(status)])).toEqual(at(status));
  });

  it("stays bounced when a delivery or a delay is told afterwards", () => {
    expect(merge([at("bounced", 1), at("delivered", 2), at("delayed", 3)])).toEqual(at("bounced", 1));
  });

  it("stays delivered when somebody out of office answers, whichever is told first", () => {
    expect(merge([at("delivered", 1), at("soft_bounced", 2)])).toEqual(at("delivered", 1));
    expect(merge([at("soft_bounced", 2), at("delivered", 1)])).toEqual(at("delivered", 1));
  });

  it("happened when it was first told to have happened", () => {
    expect(merge([at("delayed", 2), at("delayed", 3)])).toEqual(at("delayed", 2));
    expect(merge([at("delayed", 3), at("delayed", 2)])).toEqual(at("delayed", 2));
  });

  it.prop([anyTold.chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, whole(told))))])(
    "is the same in whatever order it is told",
    ([told, shuffled]) => {
      expect(merge(shuffled)).toEqual(merge(told));
    },
  );

  it.prop([anyTold, anyTold])("never falls back", (before, after) => {
    const [first, last] = [merge(before), merge([...before, ...after])];
    if (JSON.stringify(first) !== JSON.stringify(last)) expect(isFurther(last as Delivery, first)).toBe(true);
    expect(merge([...before, ...before])).toEqual(first);
  });
});

describe("the time an invitation is given", () => {
  it("is 15 minutes to be accepted, 15 minutes in doubt before another try, and a day in doubt at most", () => {
    expect([acceptanceSeconds, doubtSeconds, giveUpSeconds]).toEqual([900, 900, 86_400]);
    expect(acceptancePatienceSeconds).toBeLessThan(acceptanceSeconds);
  });
});

describe("an entry of the to-do list that throws", () => {
  it("is tried again after one minute, then two, four and so on, and fails after eight times", () => {
    const minutes = Array.from({ length: maxPushBacks }, (_, before) => pushBackSeconds(before + 1) / 60);
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
  });
});

const whole = (events: readonly unknown[]) => ({ minLength: events.length, maxLength: events.length });

describe("an invitation that counts as mailed", () => {
  it("was sent by mail, to somebody who is not testing", () => {
    expect(isMailed(anInvitation({ status: "sent" }))).toBe(true);
    for (const told of [
      { status: "unconfirmed" },
      { status: "sent", via: "link" },
      { status: "sent", test: true },
    ] as const) {
      expect(isMailed(anInvitation(told)), JSON.stringify(told)).toBe(false);
    }
  });
});
