/** Case 14 of the design: queue records twice and at once, and a poison record in a batch of ten, of queue and stream. */
import { randomUUID } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reactToChanges } from "../../functions/react-to-changes.ts";
import { recordMailEvents } from "../../functions/record-mail-events.ts";
import { sesEvent } from "../../local/ses-events.ts";
import { interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";

describe("case 14: a batch", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  const record = (body: string): SQSRecord => ({ messageId: randomUUID(), body }) as SQSRecord;
  const handleMailEvents = (records: readonly SQSRecord[]) =>
    recordMailEvents(hearback.services)({ Records: [...records] });

  /** Mails of as many customers, and the queue's records of their delivery. */
  const sent = async (count: number) => {
    const emails = Array.from({ length: count }, () => `${randomUUID()}@example.com`);
    const invitationIds: string[] = [];
    for (const email of emails) {
      const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction({ customer: { email } }) });
      invitationIds.push(json.invitation.id);
    }
    await hearback.jobs.run("dispatch-invitations");
    const mails = await hearback.mailbox.list();
    const deliveries = emails.map((email) => {
      const mail = mails.find(({ to }) => to.includes(email));
      if (!mail) throw new Error("A mail did not arrive.");
      return record(JSON.stringify(sesEvent("Delivery", mail, hearback.clock.now())));
    });
    const find = (index: number) =>
      hearback.services.invitations.find(hearback.seed.workspaceId, invitationIds[index] ?? "", {
        consistent: true,
      });
    return { deliveries, find, invitationIds };
  };

  it("of ten mail events with a poison one records the nine and gives back the one", async () => {
    const { deliveries, find } = await sent(9);
    for (const poison of ["not JSON", "{}", '{"eventType":"Delivery"}', "null", '"text"', "[]"]) {
      const bad = record(poison);
      const { batchItemFailures } = await handleMailEvents([...deliveries.slice(0, 4), bad, ...deliveries.slice(4)]);
      expect(batchItemFailures, poison).toEqual([{ itemIdentifier: bad.messageId }]);
    }
    for (let index = 0; index < 9; index++)
      expect(await find(index)).toMatchObject({ delivery: { status: "delivered" } });
  });

  it("with a mail event twice, and the same batch at once, records it once", async () => {
    const { deliveries, find } = await sent(1);
    const twice = [...deliveries, ...deliveries];
    const answers = await Promise.all([handleMailEvents(twice), handleMailEvents(twice), handleMailEvents(twice)]);
    expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    const invitation = await find(0);
    expect(invitation).toMatchObject({ status: "sent", delivery: { status: "delivered" } });
    expect(invitation?.history.filter(({ status }) => status === "sent")).toHaveLength(1);
  });

  it("of ten stream records with a poison one counts what is before it, names it, and counts all when it is gone", async () => {
    const { invitationIds } = await sent(9);
    const { services, seed, clock } = hearback;
    // Long enough after the mails for a person.
    await clock.advance(600);
    const records: DynamoDBRecord[] = [];
    for (const [index, id] of invitationIds.entries()) {
      await postForm(await services.links.url("survey", { workspaceId: seed.workspaceId, id }), { score: "9" });
      const response = await services.responses.find(seed.workspaceId, id.replace("inv_", "rsp_"), {
        consistent: true,
      });
      records.push(streamRecord(String(index), { record: "response", ...response }));
    }
    const marks = async () => (await services.staleSlots.list(seed.workspaceId, "9", 100)).length;
    for (const mark of await services.staleSlots.list(seed.workspaceId, "9", 100)) {
      await services.staleSlots.unmark(seed.workspaceId, mark);
    }
    expect(await marks()).toBe(0);

    const poison: DynamoDBRecord = { eventName: "MODIFY", dynamodb: { SequenceNumber: "poison" } };
    const react = reactToChanges(services);
    const half = await react({ Records: [...records.slice(0, 5), poison, ...records.slice(5)] });
    expect(half.batchItemFailures).toEqual([{ itemIdentifier: "poison" }]);
    expect(await marks()).toBeGreaterThan(0);
    const rest = await react({ Records: [...records, ...records] });
    expect(rest.batchItemFailures).toEqual([]);
    const { json } = await hearback.jobs.run("react-to-changes").then(async () => {
      await hearback.jobs.run("compute-kpis");
      return hearback.call("GET", `/v1/kpis/nps?survey=${seed.surveyId}`);
    });
    expect(json.n).toBe(9);
  });

  const streamRecord = (SequenceNumber: string, item: Record<string, unknown>): DynamoDBRecord => ({
    eventName: "INSERT",
    dynamodb: {
      SequenceNumber,
      NewImage: marshall(item, { removeUndefinedValues: true }) as NonNullable<
        DynamoDBRecord["dynamodb"]
      >["NewImage"] & {},
    },
  });
});
