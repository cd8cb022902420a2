import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secondsBetween } from "../../functions/domain/time.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { interaction, type PlantOptions, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const run = { holder: "test", timeLeftMs: () => 60_000 };

describe("a run of the dispatcher", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  const invite = async (key?: string) => {
    const email = `${crypto.randomUUID()}@example.com`;
    await hearback.call("POST", "/v1/interactions", {
      body: interaction({ customer: { email } }),
      ...(key && { key }),
    });
    return email;
  };
  const wasMailed = (email: string) => hearback.ses.accepted.some(({ to }) => to.includes(email));

  it("serves the others when a workspace is gone from under its invitations", async () => {
    const gone = await hearback.plant();
    const lost = await invite(gone.apiKey);
    const { dynamodb, tableName, logged } = hearback;
    const Key = { pk: { S: `w#${gone.workspaceId}` }, sk: { S: "workspace" } };
    await dynamodb.send(new DeleteItemCommand({ TableName: tableName, Key }));
    const other = await invite();
    await hearback.jobs.run("dispatch-invitations");
    expect([wasMailed(lost), wasMailed(other)]).toEqual([false, true]);
    expect(logged).toContainEqual(
      expect.objectContaining({ level: "error", details: expect.objectContaining({ workspaceId: gone.workspaceId }) }),
    );
  });

  it("begins no mail for which it is too late once another of the same customer has left", async () => {
    const policy = { throttleDays: 0, whenThrottled: "skip", weekdaysOnly: false } as const;
    const { apiKey: key } = await hearback.plant({ workspace: { policy: { throttleDays: 0 } }, survey: { policy } });
    const customer = { email: `${crypto.randomUUID()}@example.com` };
    for (let n = 0; n < 3; n++)
      await hearback.call("POST", "/v1/interactions", { body: interaction({ customer }), key });
    const mails = () => hearback.ses.accepted.filter(({ to }) => to.includes(customer.email)).length;
    const timeLeftMs = () => (mails() === 0 ? 60_000 : 0);
    expect(await dispatchInvitations(hearback.services, { ...run, timeLeftMs })).toMatchObject({ stopped: "time" });
    expect(mails()).toBe(1);
    await dispatchInvitations(hearback.services, run);
    expect(mails()).toBe(3);
  });

  describe("with an entry that throws", () => {
    /** Of one workspace no mail can be composed, and of the others all. */
    const startFailing = async (survey: PlantOptions["survey"] = {}) => {
      const { workspaceId, apiKey } = await hearback.plant({ survey });
      const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction(), key: apiKey });
      const { services, clock } = hearback;
      const getVersion: typeof services.surveys.getVersion = (id, ...version) =>
        id === workspaceId ? Promise.reject(new Error("Broken.")) : services.surveys.getVersion(id, ...version);
      const failing = { ...services, surveys: override(services.surveys, { getVersion }) };
      const find = () => services.invitations.find(workspaceId, json.invitation.id, { consistent: true });
      /** When it is due; answers for how many minutes it is put off then. */
      const fail = async () => {
        const dueAt = (await find())?.dueAt ?? "";
        await clock.advance(Math.max(0, Math.ceil(secondsBetween(clock.now(), dueAt))));
        await dispatchInvitations(failing, run);
        return Math.round(secondsBetween(clock.now(), (await find())?.dueAt ?? "") / 60);
      };
      return { find, fail };
    };

    it("puts it off for a minute, then two, four and so on, gives it up at the ninth error, and serves the others", async () => {
      const { find, fail } = await startFailing();
      for (const minutes of [1, 2, 4, 8, 16, 32, 64, 128]) {
        const other = await invite();
        expect(await fail()).toBe(minutes);
        expect(wasMailed(other)).toBe(true);
        expect(await find()).toMatchObject({ status: "scheduled" });
      }
      await fail();
      expect(await find()).toMatchObject({ status: "failed", reason: "error" });
    });

    it("begins anew with one minute once it has worked, and ends the reminding of what was sent", async () => {
      const reminded = { delaySeconds: 0, expireAfterDays: 30, reminders: [{ afterDays: 1 }, { afterDays: 2 }] };
      const { find, fail } = await startFailing({ invitation: reminded });
      expect([await fail(), await fail()]).toEqual([1, 2]);
      await hearback.clock.advance(120);
      await hearback.jobs.run("dispatch-invitations");
      expect(await find()).toMatchObject({ status: "sent", step: 0 });
      for (const minutes of [1, 2, 4, 8, 16, 32, 64, 128]) expect(await fail()).toBe(minutes);
      await fail();
      expect(await find()).toMatchObject({ status: "sent", reason: "error", reminderDays: [] });
      await hearback.clock.advance(3 * 86_400);
      await hearback.jobs.run("dispatch-invitations");
      expect(await find()).toMatchObject({ step: 0 });
    });
  });

  it("stops at once when a survey is paused while it works one workspace off", async () => {
    const emails = await Promise.all(Array.from({ length: 5 }, () => invite()));
    const { services, seed } = hearback;
    let isPaused = false;
    const mailer = override(services.mailer, {
      // So slow that one mail follows the other.
      quota: async () => ({ perSecond: 2, remaining: 100 }),
      send: async (mail: Parameters<typeof services.mailer.send>[0]) => {
        const result = await services.mailer.send(mail);
        if (!isPaused) await services.surveys.setStatus(seed.workspaceId, seed.surveyId, "paused");
        isPaused = true;
        return result;
      },
    });
    await dispatchInvitations({ ...services, mailer }, run);
    expect(emails.filter(wasMailed)).toHaveLength(1);
  });
});
