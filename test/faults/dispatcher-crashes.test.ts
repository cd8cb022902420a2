import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockSkewSeconds, doubtSeconds, type Invitation } from "../../functions/domain/invitation.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { claimSeconds } from "../../functions/timeouts.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";

const run = { holder: "test", timeLeftMs: () => 60_000 };
const hour = 3600;

describe("case 13: a dispatcher that crashes", () => {
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

  /** What happens after a crash, until it is settled: leases end, a later mail's events prove that events arrive, the dispatcher runs again. */
  const recover = async (isSettled: () => Promise<boolean>) => {
    const { clock, jobs } = hearback;
    for (const seconds of [claimSeconds + 20, clockSkewSeconds + 60, doubtSeconds, 60]) {
      await clock.advance(seconds);
      await invite();
      await jobs.run("dispatch-invitations");
      await jobs.run("record-mail-events");
      if (await isSettled()) return;
    }
  };

  const crashOnce = async (n: number) => {
    const invitation = await invite();
    const { services, hasCrashed } = crashAt(hearback.services, n);
    await dispatchInvitations(services, run).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    return { invitation, crashed: hasCrashed() };
  };

  it("never sends twice and loses nothing, at whichever of its awaits", async () => {
    const invitations: Awaited<ReturnType<typeof invite>>[] = [];
    for (let crashed = true; crashed; ) {
      const { invitation, crashed: hasCrashed } = await crashOnce(invitations.length);
      await recover(async () => (await invitation.find())?.status === "sent");
      invitations.push(invitation);
      crashed = hasCrashed;
    }
    await recover(async () => false);
    for (const [n, { id, find }] of invitations.entries()) {
      expect(mailsOf(id), `mails after a crash at call ${n}`).toHaveLength(1);
      expect((await find())?.status, `status after a crash at call ${n}`).toBe("sent");
    }
    // Lease, quota, directory, due, six reads, claim, look again, send, settle, due again, release.
    expect(invitations.length).toBeGreaterThan(14);
  }, 120_000);

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
