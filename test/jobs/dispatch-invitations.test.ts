import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
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
