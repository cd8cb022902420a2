/** What customers do, for tests that begin after it. */
import { interaction, postForm, type TestHearback } from "../support/hearback.ts";

export interface Invited {
  readonly interactionId: string;
  readonly invitationId: string;
  readonly url: string;
}

export async function invite(hearback: TestHearback, report: Record<string, unknown> = {}): Promise<Invited> {
  const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction(report) });
  if (json.outcome !== "invited") throw new Error(`Not invited: ${JSON.stringify(json)}`);
  const { id } = json.invitation;
  const url = await hearback.services.links.url("survey", { workspaceId: hearback.seed.workspaceId, id });
  return { interactionId: json.id, invitationId: id, url };
}

export interface Answered extends Invited {
  readonly responseId: string;
}

export async function answer(hearback: TestHearback, ...scores: [number, ...number[]]): Promise<Answered> {
  const invited = await invite(hearback);
  await hearback.jobs.run("dispatch-invitations");
  for (const score of scores) {
    // Sooner than this no person has read the mail, or thought again.
    await hearback.clock.advance(60);
    const { status } = await postForm(invited.url, { score: String(score) });
    if (status !== 303) throw new Error(`Not recorded: ${status}`);
  }
  return { ...invited, responseId: invited.invitationId.replace("inv_", "rsp_") };
}

export const days = (count: number): number => count * 86_400;
