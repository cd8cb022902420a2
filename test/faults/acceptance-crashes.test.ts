import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../functions/domain/interaction.ts";
import { acceptInteraction } from "../../functions/endpoints/interactions/accept-interaction.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { interruptAt } from "../support/interrupt.ts";
import { override } from "../support/override.ts";

describe("accepting an interaction that crashes", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  const report = (businessId: string): Report => ({
    customer: { businessId: `c-${businessId}`, email: `${businessId}@example.com` },
    interaction: { businessId, type: "ticket.solved", occurredAt: hearback.clock.now(), test: false },
    send: {},
  });

  const accept = async (wanted: Report, services = hearback.services) =>
    acceptInteraction(await hearback.services.workspaces.get(hearback.seed.workspaceId), wanted, undefined, services);

  const mailsTo = (address: string) => hearback.ses.accepted.filter(({ to }) => to.includes(address));

  it("is completed by the replay, at whichever of its calls it crashed", async () => {
    let n = 0;
    for (let crashed = true; crashed; n++) {
      const id = `t-${n}`;
      const dying = crashAt(hearback.services, n);
      await accept(report(id), dying.services).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      const { interaction } = await accept(report(id));
      expect(interaction.outcome, `after a crash at call ${n}`).toMatchObject({ outcome: "invited" });
      await hearback.jobs.run("dispatch-invitations");
      expect(mailsTo(`${id}@example.com`), `mails after a crash at call ${n}`).toHaveLength(1);
      const byIdAlone = await accept({ ...report(`${id}-later`), customer: { businessId: `c-${id}` } });
      expect(byIdAlone.interaction.customerId, `known by either after a crash at call ${n}`).toBe(
        interaction.customerId,
      );
    }
    expect(n).toBeGreaterThan(8);
  });

  it("makes one link, and the same one, that counts once for the throttle, at whichever of its calls it crashed", async () => {
    const { services, seed } = hearback;
    let n = 0;
    for (let crashed = true; crashed; n++) {
      const wanted: Report = { ...report(`link-${n}`), send: { via: "link" } };
      const dying = crashAt(services, n);
      await accept(wanted, dying.services).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      const about = `after a crash at call ${n}`;
      const { interaction } = await accept(wanted);
      expect((await accept(wanted)).interaction, about).toEqual(interaction);
      const [invitation, ...others] = await services.invitations.ofCustomer(seed.workspaceId, interaction.customerId);
      expect(others, about).toEqual([]);
      const { outcome } = interaction;
      expect(outcome, about).toMatchObject({ outcome: "invited", invitation: { id: invitation?.id, via: "link" } });
      const customer = await services.customers.find(seed.workspaceId, interaction.customerId);
      expect(customer?.lastInvited.overall?.invitationId, about).toBe(invitation?.id);
    }
    expect(n).toBeGreaterThan(8);
  });

  /** Crashes right before the commit: customer and invitation are there, the interaction is not. */
  const acceptAlmost = async (wanted: Report) => {
    const { services } = hearback;
    const interactions = override(services.interactions, { add: () => Promise.reject(new Crash()) });
    const dying = { ...services, interactions };
    await expect(accept(wanted, dying)).rejects.toThrow(Crash);
    for await (const id of services.invitations.due(hearback.seed.workspaceId, hearback.clock.now())) return id;
    return "";
  };

  const find = (id: string) => hearback.services.invitations.find(hearback.seed.workspaceId, id, { consistent: true });

  it("sends nothing of what was not committed, and gives it up after a quarter of an hour", async () => {
    const id = await acceptAlmost(report("never"));
    await hearback.jobs.run("dispatch-invitations");
    expect(await find(id)).toMatchObject({ status: "scheduled" });
    await hearback.jobs.advance(3600);
    expect(await find(id)).toMatchObject({ status: "skipped", reason: "not_accepted" });
    expect(mailsTo("never@example.com")).toHaveLength(0);
  });

  it("takes up again what was given up, when the replay comes after all", async () => {
    const wanted = report("late");
    const id = await acceptAlmost(wanted);
    await hearback.jobs.advance(3600);
    expect(await find(id)).toMatchObject({ status: "skipped" });
    const { interaction } = await accept(wanted);
    expect(interaction.outcome).toMatchObject({ outcome: "invited", invitation: { id } });
    await hearback.jobs.run("dispatch-invitations");
    expect(await find(id)).toMatchObject({ status: "sent" });
    expect(mailsTo("late@example.com")).toHaveLength(1);
  });

  it("gives nothing up that a replay is about to commit, wherever the dispatcher looks meanwhile", async () => {
    for (let n = 0, isDone = false; !isDone; n++) {
      const wanted = report(`meanwhile-${n}`);
      const id = await acceptAlmost(wanted);
      await hearback.jobs.advance(120);
      await hearback.clock.advance(900);
      const interrupted = interruptAt(hearback.services, n, () => hearback.jobs.run("dispatch-invitations"));
      expect((await accept(wanted, interrupted.services)).interaction.outcome).toMatchObject({ outcome: "invited" });
      isDone = interrupted.calls.length <= n;
      await hearback.jobs.advance(1200);
      expect(await find(id), `before call ${n}, ${interrupted.calls[n]}`).toMatchObject({ status: "sent" });
      expect(mailsTo(`meanwhile-${n}@example.com`)).toHaveLength(1);
    }
  });

  it("gives the replay as long as the first try, though the dispatcher looks before it commits", async () => {
    const wanted = report("slow");
    const id = await acceptAlmost(wanted);
    await hearback.jobs.advance(3600);
    expect(await find(id)).toMatchObject({ status: "skipped" });
    await acceptAlmost(wanted);
    await hearback.jobs.run("dispatch-invitations");
    expect(await find(id)).toMatchObject({ status: "scheduled" });
    await accept(wanted);
    await hearback.jobs.run("dispatch-invitations");
    expect(await find(id)).toMatchObject({ status: "sent" });
  });
});
