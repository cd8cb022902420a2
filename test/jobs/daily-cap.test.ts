import { afterEach, describe, expect, it } from "vitest";
import { AppError } from "../../functions/domain/errors.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const day = 24 * 3600;

describe("a daily cap", () => {
  let hearback: TestHearback;
  afterEach(() => hearback.close());

  const start = async (dailyCap: number) => {
    hearback = await startHearback({ plant: { workspace: { policy: { throttleDays: 0, dailyCap } } } });
  };
  const report = async (told: Record<string, unknown> = {}) =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction(told) })).json;
  const dispatch = () => hearback.jobs.run("dispatch-invitations");
  const find = (id: string) => hearback.services.invitations.find(hearback.seed.workspaceId, id, { consistent: true });

  it("lets as many leave as it says though all are due at once, and skips the others with the reason", async () => {
    await start(3);
    const reported = await Promise.all(Array.from({ length: 7 }, () => report()));
    await dispatch();
    expect(hearback.ses.accepted).toHaveLength(3);
    const ends = await Promise.all(reported.map(({ invitation }) => find(invitation.id)));
    const skipped = ends.filter((end) => end?.status === "skipped");
    expect(skipped).toHaveLength(4);
    for (const end of skipped)
      expect(end).toMatchObject({ reason: "daily_cap", until: expect.stringMatching(/T00:00/) });
  });

  it("of none at all is told before anything was sent", async () => {
    await start(0);
    expect(await report()).toMatchObject({ outcome: "not_invited", reason: "daily_cap" });
  });

  it("counts what earlier runs have sent, and begins anew with the workspace's next day", async () => {
    await start(2);
    for (let n = 0; n < 4; n++) {
      await report();
      await dispatch();
      await hearback.clock.advance(90);
    }
    expect(hearback.ses.accepted).toHaveLength(2);
    await hearback.clock.advance(day);
    await report();
    await dispatch();
    expect(hearback.ses.accepted).toHaveLength(3);
  });

  it("counts a mail that nobody knows to have left, also while no event tells of it", async () => {
    const ses = { fault: ({ n }: { n: number }) => (n === 1 ? ("accept-then-drop" as const) : undefined) };
    hearback = await startHearback({ ses, plant: { workspace: { policy: { throttleDays: 0, dailyCap: 2 } } } });
    for (let n = 0; n < 4; n++) {
      await report();
      await dispatch();
      await hearback.clock.advance(90);
    }
    expect(hearback.ses.accepted).toHaveLength(2);
    await hearback.jobs.run("record-mail-events");
    await report();
    await dispatch();
    expect(hearback.ses.accepted).toHaveLength(2);
  });

  it("counts a mail that left and could not be settled, and saves the count of a run that failed", async () => {
    for (const failure of [new TypeError("a bug"), new AppError("unavailable", "The table is busy.")]) {
      await start(1);
      const { services } = hearback;
      await report();
      const move = (...[invitation, name, ...rest]: Parameters<typeof services.invitations.move>) =>
        name === "send" ? Promise.reject(failure) : services.invitations.move(invitation, name, ...rest);
      const failing = { ...services, invitations: override(services.invitations, { move }) };
      const run = { holder: "test", timeLeftMs: () => 60_000 };
      await dispatchInvitations(failing, run).catch((error: unknown) => expect(error).toBe(failure));
      expect(hearback.ses.accepted).toHaveLength(1);
      expect(await report(), failure.message).toMatchObject({ outcome: "not_invited", reason: "daily_cap" });
      if (failure instanceof TypeError) await hearback.close();
    }
  });

  it("keeps the place of a mail in doubt for its next try", async () => {
    const ses = { fault: ({ n }: { n: number }) => (n === 1 ? ("drop" as const) : undefined) };
    hearback = await startHearback({ ses, plant: { workspace: { policy: { throttleDays: 0, dailyCap: 2 } } } });
    const lost = await report();
    await dispatch();
    await hearback.clock.advance(90);
    await report();
    await dispatch();
    await hearback.jobs.run("record-mail-events");
    await hearback.jobs.advance(3600);
    expect(await find(lost.invitation.id)).toMatchObject({ status: "sent", attempt: 2 });
  });

  it("is told at once when it has been reached, with when the next day begins", async () => {
    await start(1);
    await report();
    await dispatch();
    const { outcome, reason, until } = await report();
    expect({ outcome, reason }).toEqual({ outcome: "not_invited", reason: "daily_cap" });
    expect(Date.parse(until)).toBeGreaterThan(Date.parse(hearback.clock.now()));
    expect((await report({ send: { via: "link" } })).outcome).toBe("invited");
  });
});
