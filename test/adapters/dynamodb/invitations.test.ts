import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Invitation } from "../../../functions/domain/invitation.ts";
import { addDays, addSeconds, secondsBetween } from "../../../functions/domain/time.ts";
import { anInvitation } from "../../domain/builders.ts";
import { interaction, startHearback, type TestHearback } from "../../support/hearback.ts";

describe("an invitation in the table", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  const add = (told: Partial<Invitation> = {}) => {
    const { services, seed, clock } = hearback;
    const customerId = told.customerId ?? `cus_${services.ids.random(16)}`;
    const id = `inv_${customerId.slice(4)}${services.ids.random(16)}`;
    const { workspaceId } = seed;
    const times = { createdAt: clock.now(), openUntil: addDays(clock.now(), 14) };
    return services.invitations.add(anInvitation({ id, workspaceId, customerId, ...times, ...told }));
  };

  it("comes back as it was added, alone, among its customer's and in the list of its day", async () => {
    const { invitations } = hearback.services;
    const added = await add({ status: "sent", sentAt: hearback.clock.now() });
    const { workspaceId, id, customerId, createdAt } = added;
    const range = { from: createdAt, to: addSeconds(createdAt, 1), limit: 10 };
    expect(await invitations.find(workspaceId, id, { consistent: true })).toEqual(added);
    expect(await invitations.ofCustomer(workspaceId, customerId)).toEqual([added]);
    expect((await invitations.list({ workspaceId, ...range })).items).toContainEqual(added);
    expect(await invitations.add({ ...added, status: "failed" })).toEqual(added);
  });

  it("is kept, and its interaction with it, until records of the day on which its link closes expire", async () => {
    const { services, seed, clock } = hearback;
    const send = { delaySeconds: 25 * 86_400 };
    const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction({ send }) });
    const areKept = async () => {
      const found = await Promise.all([
        services.interactions.find(seed.workspaceId, json.id),
        services.invitations.find(seed.workspaceId, json.invitation.id),
      ]);
      return found.map((one) => one !== undefined);
    };
    const made = await services.invitations.find(seed.workspaceId, json.invitation.id, { consistent: true });
    const closesIn = secondsBetween(clock.now(), made?.openUntil ?? "");
    await clock.advance(closesIn + services.settings.recordRetentionDays * 86_400 - 60);
    expect(await areKept()).toEqual([true, true]);
    await clock.advance(120);
    expect(await areKept()).toEqual([false, false]);
  });

  it("is found among its customer's and no other's", async () => {
    const { invitations } = hearback.services;
    const { customerId, workspaceId, id } = await add();
    const { id: second } = await add({ customerId });
    await add();
    const found = await invitations.ofCustomer(workspaceId, customerId);
    expect(found.map((one) => one.id).sort()).toEqual([id, second].sort());
    expect(await invitations.ofCustomer("ws_00000000001", customerId)).toEqual([]);
  });

  it("takes feedback only as it was read", async () => {
    const { invitations } = hearback.services;
    const read = await add();
    const entry = { event: "delivered", at: read.createdAt, step: 0, attempt: 1 } as const;
    expect(await invitations.recordFeedback(read, { mailEvents: [entry] })).toBe(true);
    expect(await invitations.recordFeedback(read, { mailEvents: [] })).toBe(false);
    const noted = { ...read, mailEvents: [entry] };
    expect(await invitations.find(read.workspaceId, read.id, { consistent: true })).toEqual(noted);
    for (const other of [{ attempt: 2 }, { step: 1 }, { messageId: "m-1" }, { mailEvents: [entry, entry] }])
      expect(await invitations.recordFeedback({ ...noted, ...other }, { mailEvents: [] })).toBe(false);
    const delivery = { status: "delivered", at: read.createdAt } as const;
    expect(await invitations.recordFeedback(noted, { delivery })).toBe(true);
    expect(await invitations.recordFeedback(noted, { mailEvents: [] })).toBe(false);
  });
});
