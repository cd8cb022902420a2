/** What customers do, for tests that begin after it. */

import type { ContractedHearback } from "../http/contract.ts";
import type { TestHearback } from "../support/hearback.ts";
import { interaction } from "../support/hearback.ts";

export interface Invited {
  readonly interactionId: string;
  readonly invitationId: string;
  readonly surveyUrl: string;
  readonly unsubscribeUrl: string;
}

/** A customer with an invitation, and the links that their mail holds. */
export async function invite(hearback: TestHearback, report: Record<string, unknown> = {}): Promise<Invited> {
  const { call, services, seed } = hearback;
  const { json } = await call("POST", "/v1/interactions", { body: interaction(report) });
  if (json.outcome !== "invited") throw new Error(`Not invited: ${JSON.stringify(json)}`);
  const invitation = { workspaceId: seed.workspaceId, id: json.invitation.id };
  return {
    interactionId: json.id,
    invitationId: invitation.id,
    surveyUrl: await services.links.url("survey", invitation),
    unsubscribeUrl: await services.links.url("unsubscribe", invitation),
  };
}

export interface Answered extends Invited {
  readonly responseId: string;
}

/** A customer who was invited and has answered. */
export async function answer(
  hearback: ContractedHearback,
  score: number,
  options: { comment?: string; report?: Record<string, unknown> } = {},
): Promise<Answered> {
  const invited = await invite(hearback, options.report);
  const fields = { score: String(score), ...(options.comment !== undefined && { comment: options.comment }) };
  const { status } = await hearback.submit(invited.surveyUrl, fields);
  if (status !== 303) throw new Error(`Not recorded: ${status}`);
  return { ...invited, responseId: invited.invitationId.replace("inv_", "rsp_") };
}

export const days = (count: number): number => count * 86_400;
