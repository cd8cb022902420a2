/** Many customers with a survey due, written as the stores write them but many at a time. */
import { BatchWriteItemCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { byDay, duePk, keys } from "../../functions/adapters/dynamodb/keys.ts";
import type { Customer } from "../../functions/domain/customer.ts";
import type { Interaction } from "../../functions/domain/interaction.ts";
import type { Invitation } from "../../functions/domain/invitation.ts";
import { addDays, type Instant } from "../../functions/domain/time.ts";
import type { TestHearback } from "../support/hearback.ts";

/** Answers the ids of the invitations, which are all due at the same instant. */
export async function plantCrowd(
  { services, dynamodb, tableName, seed: { workspaceId, surveyId } }: TestHearback,
  size: number,
  dueAt: Instant,
): Promise<string[]> {
  const { ids, workspaces } = services;
  const workspace = await workspaces.get(workspaceId);
  const made = Array.from({ length: size }, (_, index) => {
    const email = `customer-${index}@example.com`;
    const customerId = ids.customer(workspace, { kind: "email", value: email });
    const interactionId = ids.interaction(customerId, { businessId: `order-${index}` });
    const invitationId = ids.invitation(interactionId, surveyId);
    const customer: Customer = {
      id: customerId,
      workspaceId,
      email,
      identities: [customerId],
      conflicts: [],
      lastInvited: { bySurvey: {} },
      createdAt: dueAt,
    };
    const interaction: Interaction = {
      id: interactionId,
      workspaceId,
      customerId,
      type: "ticket.solved",
      occurredAt: dueAt,
      receivedAt: dueAt,
      test: false,
      outcome: { outcome: "invited", invitation: { id: invitationId, surveyId, dueAt } },
    };
    const invitation: Invitation = {
      id: invitationId,
      workspaceId,
      customerId,
      interactionId,
      surveyId,
      surveyVersion: 1,
      status: "scheduled",
      step: 0,
      attempt: 1,
      dueAt,
      openUntil: addDays(dueAt, 30),
      segments: {},
      test: false,
      createdAt: dueAt,
      begunAt: dueAt,
      history: [{ status: "scheduled", at: dueAt }],
    };
    const items = [
      { ...keys.customer(workspaceId, customerId), record: "customer", ...customer },
      {
        ...keys.interaction(workspaceId, interactionId),
        ...byDay(workspaceId, "interaction", dueAt, interactionId),
        record: "interaction",
        ...interaction,
      },
      { ...keys.invitation(workspaceId, invitationId), duePk: duePk(workspaceId), record: "invitation", ...invitation },
    ];
    return { invitationId, puts: items.map((item): WriteRequest => ({ PutRequest: { Item: marshall(item) } })) };
  });
  const puts = made.flatMap((one) => one.puts);
  for (let from = 0; from < puts.length; from += 25) {
    const RequestItems = { [tableName]: puts.slice(from, from + 25) };
    const { UnprocessedItems = {} } = await dynamodb.send(new BatchWriteItemCommand({ RequestItems }));
    if (Object.keys(UnprocessedItems).length > 0) throw new Error("The engine left out items of the crowd.");
  }
  return made.map(({ invitationId }) => invitationId);
}
