/** What was read a moment ago is not so any more: what is decided upon it must not be wrong for good. */
import { afterEach, describe, expect, it } from "vitest";
import type { Mail, SendResult } from "../../functions/domain/mail.ts";
import type { SendingServices } from "../../functions/domain/ports/services.ts";
import { checkLaws } from "../../functions/jobs/check-laws.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { interaction, type PlantOptions, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const run = { holder: "test", timeLeftMs: () => 60_000 };
const day = 24 * 3600;

describe("a mail about to leave", () => {
  let hearback: TestHearback;
  afterEach(() => hearback.close());

  const start = async (plant: PlantOptions = {}) => {
    hearback = await startHearback({ plant });
  };
  const report = async (told: Record<string, unknown> = {}) =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction(told) })).json;
  const find = (id: string) => hearback.services.invitations.find(hearback.seed.workspaceId, id, { consistent: true });
  const customerOf = (id: string) => `cus_${id.slice(4, 26)}`;
  const mailsTo = (email: string) => hearback.ses.accepted.filter(({ to }) => to.includes(email)).length;
  /** The dispatcher, with something happening right before it calls a port. */
  const dispatchWhile = async (port: "customers" | "mailer", method: string, happens: () => Promise<unknown>) => {
    const { services } = hearback;
    const real = services[port] as unknown as Record<string, (...args: unknown[]) => unknown>;
    const instead = async (...args: unknown[]) => {
      await happens();
      return real[method]?.apply(real, args);
    };
    await dispatchInvitations({ ...services, [port]: override(real, { [method]: instead }) } as SendingServices, run);
  };

  it("does not leave to an address that was suppressed after its customer had been given another", async () => {
    await start();
    const { id } = await report({ customer: { id: "c-1", email: "old@example.com" } });
    await dispatchWhile("customers", "claim", async () => {
      await report({ type: "address.changed", customer: { id: "c-1", email: "new@example.com" } });
      await hearback.call("POST", "/v1/suppressions", { body: { email: "old@example.com" } });
    });
    expect(mailsTo("old@example.com")).toBe(0);
    expect(customerOf(id)).toMatch(/^cus_/);
  });

  it("does not leave to an address that another customer, who shares it, has had suppressed before the claim", async () => {
    await start();
    const { services, seed } = hearback;
    const sharer = await report({ customer: { id: "c-2", email: "other@example.com" } });
    // Both were known before they turned out to share it, so neither is an alias of the other.
    const customer = await services.customers.find(seed.workspaceId, customerOf(sharer.id), { consistent: true });
    if (!customer) throw new Error("The customer is not there.");
    await services.customers.learn(customer, { email: "shared@example.com" }, customer.identities, []);
    await dispatchWhile("customers", "claim", () =>
      hearback.call("POST", "/v1/suppressions", { body: { email: "shared@example.com" } }),
    );
    expect(mailsTo("shared@example.com")).toBe(0);
    await dispatchInvitations(services, run);
    expect(await find(sharer.invitation.id)).toMatchObject({ status: "skipped", reason: "suppressed" });
  });

  it("is not given up upon a stale read: a corrected address, and sending that was taken up again", async () => {
    await start();
    const { services, seed } = hearback;
    const { id, invitation } = await report({ customer: { id: "c-3", email: "jo@example.com" } });
    const real = await services.customers.find(seed.workspaceId, customerOf(id), { consistent: true });
    const stale = { ...real, suppressed: { reason: "bounced", at: hearback.clock.now() } };
    const customers = override(services.customers, {
      find: (workspaceId: string, wanted: string, options: { consistent?: boolean } = {}) =>
        options.consistent ? services.customers.find(workspaceId, wanted, options) : Promise.resolve(stale),
    });
    await dispatchInvitations({ ...services, customers }, run);
    expect((await find(invitation.id))?.status).not.toBe("skipped");
    await dispatchInvitations(services, run);
    expect(mailsTo("jo@example.com")).toBe(1);
  });

  it("leaves though its customer or interaction cannot be seen yet by who reads without care", async () => {
    await start();
    const { services } = hearback;
    for (const name of ["customers", "interactions"] as const) {
      const { invitation } = await report();
      const port = services[name] as { find(...args: unknown[]): Promise<unknown> };
      const find_ = (workspaceId: string, id: string, options: { consistent?: boolean } = {}) =>
        options.consistent ? port.find(workspaceId, id, options) : Promise.resolve(undefined);
      await dispatchInvitations({ ...services, [name]: override(port, { find: find_ }) } as SendingServices, run);
      expect(await find(invitation.id), name).toMatchObject({ status: "sent" });
    }
  });

  it("does not wait for the throttle of a mail that was refused a moment ago", async () => {
    const policy = { throttleDays: 3, whenThrottled: "defer", weekdaysOnly: false } as const;
    await start({ workspace: { policy: { throttleDays: 0 } }, survey: { policy } });
    const { services, seed } = hearback;
    const reported = [
      await report({ customer: { id: "c-1", email: "jo@example.com" } }),
      await report({ customer: { id: "c-1" } }),
    ];
    let before: unknown;
    const customers = override(services.customers, {
      // Shows what stood before the last release, unless asked to be sure.
      find: async (workspaceId: string, id: string, options: { consistent?: boolean } = {}) =>
        (options.consistent ? undefined : before) ?? services.customers.find(workspaceId, id, options),
      release: async (...[customer, claim]: Parameters<typeof services.customers.release>) => {
        before = await services.customers.find(seed.workspaceId, customer.id, { consistent: true });
        return services.customers.release(customer, claim);
      },
    });
    let calls = 0;
    const refusal: SendResult = { result: "rejected", reason: "MessageRejected" };
    const send = async (mail: Mail) => (calls++ === 0 ? refusal : services.mailer.send(mail));
    await dispatchInvitations({ ...services, customers, mailer: override(services.mailer, { send }) }, run);
    // A stale customer is not claimed, so it is the next run's.
    await dispatchInvitations(services, run);
    const ends = await Promise.all(reported.map(({ invitation }) => find(invitation.id)));
    expect(ends.map((end) => end?.status)).toEqual(["failed", "sent"]);
  });

  it("that was to leave now and had to wait leaves at a fair time after that", async () => {
    // One fair minute a day.
    const quietHours = { from: "12:01", to: "12:00" };
    await start({
      workspace: { policy: { throttleDays: 0, quietHours } },
      survey: { policy: { throttleDays: 3, whenThrottled: "defer" } },
    });
    const customer = { email: "jo@example.com" };
    const sendNow = async () => {
      const { invitation } = await report({ customer });
      await hearback.call("POST", `/v1/invitations/${invitation.id}/send-now`);
      await dispatchInvitations(hearback.services, run);
      return invitation.id as string;
    };
    await sendNow();
    const second = await sendNow();
    expect(mailsTo(customer.email)).toBe(1);
    const waiting = await find(second);
    expect(waiting).toMatchObject({ status: "scheduled", reason: "throttled" });
    expect(waiting?.isUrgent).toBeUndefined();
    await hearback.clock.advance(3 * day + 60);
    await dispatchInvitations(hearback.services, run);
    const now = hearback.clock.now().slice(11, 16);
    expect(mailsTo(customer.email)).toBe(now === "12:00" ? 2 : 1);
  });

  it("is not proven lost by the event of a mail that SES took while it was still being tried", async () => {
    await start();
    const { services, clock } = hearback;
    await report({ customer: { email: "slow@example.com" } });
    await report({ customer: { email: "quick@example.com" } });
    let [calls, isQuickDone] = [0, () => {}];
    const quick = new Promise<void>((resolve) => {
      isQuickDone = resolve;
    });
    const send = async (mail: Mail): Promise<SendResult> => {
      if (mail.to === "quick@example.com") {
        const result = await services.mailer.send(mail);
        isQuickDone();
        return result;
      }
      calls += 1;
      await quick;
      await clock.advance(1);
      return { result: "unknown", reason: "TimeoutError" };
    };
    const slow = { ...services, mailer: override(services.mailer, { send }) };
    await dispatchInvitations(slow, run);
    await hearback.jobs.run("record-mail-events");
    for (let quarter = 0; quarter < 8; quarter++) {
      await clock.advance(900);
      await dispatchInvitations(slow, run);
    }
    expect(calls).toBe(1);
  });

  it("and was cancelled too late breaks no law while its list is put right", async () => {
    const reminders = [{ afterDays: 3 }];
    await start({ survey: { invitation: { delaySeconds: 0, expireAfterDays: 30, reminders } } });
    const { invitation } = await report();
    await dispatchWhile("mailer", "send", async () => {
      const { status } = await hearback.call("DELETE", `/v1/invitations/${invitation.id}`);
      expect(status).toBe(409);
    });
    await hearback.jobs.run("record-mail-events");
    await hearback.jobs.run("react-to-changes");
    await hearback.clock.advance(3600);
    hearback.logged.length = 0;
    await checkLaws(hearback.services, () => 300_000);
    expect(hearback.logged.filter(({ level }) => level === "error")).toEqual([]);
    await hearback.clock.advance(4 * day);
    await dispatchInvitations(hearback.services, run);
    expect(hearback.ses.accepted).toHaveLength(1);
    for await (const id of hearback.services.invitations.due(hearback.seed.workspaceId, "9"))
      expect.fail(`${id} is still to be acted on`);
  });

  it("stays due, and the block is counted, when SES does not even tell its quota", async () => {
    await start();
    const { services } = hearback;
    const { invitation } = await report();
    const counted: string[] = [];
    const refusing = {
      ...services,
      metrics: { count: (name: string) => void counted.push(name), measure: () => {} },
      mailer: override(services.mailer, { quota: () => Promise.reject(new Error("AccessDenied")) }),
    };
    expect(await dispatchInvitations(refusing, run)).toMatchObject({ sent: 0, stopped: "sending is blocked" });
    expect(counted).toContain("SendingBlocked");
    expect(await find(invitation.id)).toMatchObject({ status: "scheduled" });
  });
});

describe("two changes of a workspace's policy at once", () => {
  it("are both made, because each changes its own rule", async () => {
    const hearback = await startHearback();
    const change = (policy: object) => hearback.call("PATCH", "/v1/workspace", { body: { policy } });
    const quietHours = { from: "20:00", to: "08:00" };
    for (let n = 0; n < 5; n++) {
      await change({ dailyCap: null, quietHours: null });
      await Promise.all([change({ quietHours }), change({ dailyCap: 5 }), change({ throttleDays: 3 })]);
      const { json } = await hearback.call("GET", "/v1/workspace");
      expect(json.policy).toEqual({ throttleDays: 3, dailyCap: 5, quietHours });
    }
    await hearback.close();
  });
});
