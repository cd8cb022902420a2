/** Stops a workspace's sending when its last mails say so; breaker.ts judges. Only the business itself takes it up again. */
import { judge, judgedDays, judgedMails } from "../domain/breaker.ts";
import { type Invitation, isMailed } from "../domain/invitation.ts";
import type { Services } from "../domain/ports.ts";
import { addDays, addSeconds, later } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";

/** Asked after bad news of `invitation`, which the list may not show yet. */
export async function pauseSending(workspace: Workspace, invitation: Invitation, services: Services): Promise<void> {
  if (workspace.sendingPaused) return;
  const { workspaces, clock, metrics, log } = services;
  const mailed = await lastMailed(workspace, services);
  const judgement = judge(mailed.map((one) => (one.id === invitation.id ? invitation : one)));
  if (!judgement || !(await workspaces.pauseSending(workspace, { at: clock.now(), ...judgement }))) return;
  metrics.count("SendingPaused");
  log.error("a workspace's sending is paused", { workspaceId: workspace.id });
}

/** Newest first. What was mailed before the business took sending up again is not held against it. */
async function lastMailed(
  { id: workspaceId, createdAt, sendingResumedAt = createdAt }: Workspace,
  { invitations, clock }: Services,
): Promise<Invitation[]> {
  const now = clock.now();
  const from = later(addDays(now, -judgedDays), sendingResumedAt);
  const range = { workspaceId, from, to: addSeconds(now, 1), limit: judgedMails };
  const mailed: Invitation[] = [];
  let cursor: string | undefined;
  do {
    const page = await invitations.list({ ...range, ...(cursor !== undefined && { cursor }) });
    mailed.push(...page.items.filter((one) => isMailed(one) && (one.sentAt ?? "") >= from));
    cursor = page.nextCursor;
  } while (cursor !== undefined && mailed.length < judgedMails);
  return mailed;
}
