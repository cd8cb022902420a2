/** Case 15 of the design: a schedule that fires twice, never or late, and clocks that differ by a minute. Case 22: a flood. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addSeconds } from "../../functions/domain/time.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";
import { plantCrowd } from "../world/crowd.ts";

const day = 24 * 3600;
const run = (holder: string) => ({ holder, timeLeftMs: () => 60_000 });

describe("case 15: the schedule of the dispatcher", () => {
  let hearback: TestHearback;
  beforeEach(async () => {
    hearback = await startHearback();
  });
  afterEach(() => hearback.close());

  const invite = async (told: Record<string, unknown> = {}): Promise<string> => {
    const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction(told) });
    return json.invitation.id;
  };
  const mailsOf = (id: string) => hearback.ses.accepted.filter(({ tags }) => tags["invitation"] === id).length;
  const find = (id: string) => hearback.services.invitations.find(hearback.seed.workspaceId, id, { consistent: true });

  it("may fire twice, at once and again: everything leaves once", async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => invite()));
    await Promise.all(["a", "b", "c"].map((holder) => dispatchInvitations(hearback.services, run(holder))));
    await dispatchInvitations(hearback.services, run("d"));
    expect(ids.map(mailsOf)).toEqual(ids.map(() => 1));
  });

  it("may not fire for a day: what was due leaves with the next tick, and what expired meanwhile says so", async () => {
    const [kept, expired] = [await invite(), await invite({ send: { expireAfterDays: 1 } })];
    await hearback.clock.advance(day + 3600);
    await dispatchInvitations(hearback.services, run("late"));
    expect([mailsOf(kept), mailsOf(expired)]).toEqual([1, 0]);
    expect(await find(expired)).toMatchObject({ status: "skipped", reason: "too_old" });
  });

  it.each([
    [-60, 5],
    [60, 4],
  ])(
    "may run on a clock that is %d seconds off: nothing is earlier for it than by that, doubled or lost",
    async (offset, minutes) => {
      const { clock, services, jobs } = hearback;
      const skewed = override(clock, { now: () => addSeconds(clock.now(), offset) });
      const [now, later] = [await invite(), await invite({ send: { delaySeconds: 300 } })];
      const leftAfter: number[] = [];
      for (let minute = 0; minute < 8; minute++) {
        await dispatchInvitations({ ...services, clock: skewed }, run("skewed"));
        await dispatchInvitations(services, run("right"));
        await jobs.run("record-mail-events");
        if (mailsOf(later) > 0) leftAfter.push(minute);
        await clock.advance(60);
      }
      expect(leftAfter[0]).toBe(minutes);
      expect([mailsOf(now), mailsOf(later)]).toEqual([1, 1]);
      expect(await find(later)).toMatchObject({ status: "sent" });
    },
  );

  it("case 22: serves a workspace with three mails among the first of a tick while another floods it", async () => {
    const flooding = await hearback.plant();
    await plantCrowd({ ...hearback, seed: flooding }, 90, hearback.clock.now());
    const quiet = [await invite(), await invite(), await invite()];
    await hearback.clock.advance(1);
    await dispatchInvitations(hearback.services, run("one"));
    const order = hearback.ses.accepted.map(({ tags }) => tags["invitation"]);
    expect(order).toHaveLength(93);
    // Ten of each workspace in turn, sixteen under way at once.
    for (const id of quiet) expect(order.indexOf(id)).toBeLessThan(10 + 16 + 3);
  });
});
