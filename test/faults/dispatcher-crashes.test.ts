import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockSkewSeconds, doubtSeconds, type Invitation } from "../../functions/domain/invitation.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { claimSeconds } from "../../functions/timeouts.ts";
import { Crash, type CrashMoment, crashAt } from "../support/crash.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";

const run = { holder: "test", timeLeftMs: () => 60_000 };
const hour = 3600;

describe("a dispatcher that crashes", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  /** Accepts an interaction of a new customer; answers the invitation and how to read what became of it. */
  const invite = async () => {
    const { call, services, seed } = hearback;
    const { json } = await call("POST", "/v1/interactions", { body: interaction() });
    const id: string = json.invitation.id;
    const find = async (): Promise<Invitation | undefined> =>
      services.invitations.find(seed.workspaceId, id, { consistent: true });
    return { id, find };
  };

  const mailsOf = (invitationId: string) =>
    hearback.ses.accepted.filter(({ tags }) => tags["invitation"] === invitationId);

  /** What happens after a crash: leases end, a later mail's events prove that events arrive, the dispatcher runs again. */
  const recover = async () => {
    const { clock, jobs } = hearback;
    for (const seconds of [claimSeconds + 20, clockSkewSeconds + 60, doubtSeconds, 60]) {
      await clock.advance(seconds);
      await invite();
      await jobs.run("dispatch-invitations");
      await jobs.run("record-mail-events");
    }
  };

  const crashOnce = async (n: number, moment: CrashMoment) => {
    const invitation = await invite();
    const { services, hasCrashed } = crashAt(hearback.services, n, moment);
    await dispatchInvitations(services, run).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    return { invitation, crashed: hasCrashed() };
  };

  it.each(["before", "after"] as const)(
    "never sends twice and loses nothing, %s each of its awaits",
    async (moment) => {
      let n = 0;
      for (let crashed = true; crashed; n++) {
        const { invitation, crashed: hasCrashed } = await crashOnce(n, moment);
        await recover();
        const end = await invitation.find();
        expect(mailsOf(invitation.id), `mails after a crash ${moment} call ${n}`).toHaveLength(1);
        expect(end?.status, `status after a crash ${moment} call ${n}`).toBe("sent");
        crashed = hasCrashed;
      }
      // Lease, quota, directory, due, six reads, claim, look again, send, settle, due again, release.
      expect(n).toBeGreaterThan(14);
    },
    120_000,
  );

  it("gives a send in doubt up after a day without any proof, and says so", async () => {
    const alone = await startHearback({ ses: { fault: () => "drop" } });
    const { call, services, seed, clock } = alone;
    const { json } = await call("POST", "/v1/interactions", { body: interaction() });
    for (let waited = 0; waited <= 25 * hour; waited += hour) {
      await dispatchInvitations(services, run);
      await clock.advance(hour);
    }
    const end = await services.invitations.find(seed.workspaceId, json.invitation.id);
    expect(end).toMatchObject({ status: "failed", reason: "unconfirmed", attempt: 1 });
    expect(alone.ses.accepted).toHaveLength(0);
    await alone.close();
  });
});
