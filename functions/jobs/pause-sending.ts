/** Stops a workspace's sending when its last mails say so; breaker.ts judges. Only the business itself takes it up again. */
import { judge, judgedDays, judgedMails } from "../domain/breaker.ts";
import { type Invitation, isMailed } from "../domain/invitation.ts";
import type { Services } from "../domain/ports/services.ts";
import { addDays, addSeconds, type Instant, later } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";

/** Asked after bad news of `invitation`, which the list may not show yet. */
export async function pauseSending(workspace: Workspace, invitation: Invitation, services: Services): Promise<void> {
  if (workspace.sendingPaused) return;
  const { workspaces, clock, metrics, log } = services;
  // What was mailed before the business took sending up again is not held against it, nor what was told of it.
  const since = later(addDays(clock.now(), -judgedDays), workspace.sendingResumedAt ?? workspace.createdAt);
  const mailed = await lastMailed(workspace.id, since, services);
  const judgement = judge(
    mailed.map((one) => (one.id === invitation.id ? invitation : one)),
    since,
  );
  if (!judgement || !(await workspaces.pauseSending(workspace, { at: clock.now(), ...judgement }))) return;
  metrics.count("SendingPaused");
  log.error("a workspace's sending is paused", { workspaceId: workspace.id });
}

/** Newest first. */
async function lastMailed(workspaceId: string, from: Instant, { invitations, clock }: Services): Promise<Invitation[]> {
  const range = { workspaceId, from, to: addSeconds(clock.now(), 1), limit: judgedMails };
  const mailed: Invitation[] = [];
  let cursor: string | undefined;
  do {
    const page = await invitations.list({ ...range, ...(cursor !== undefined && { cursor }) });
    mailed.push(...page.items.filter((one) => isMailed(one) && (one.sentAt ?? "") >= from));
    cursor = page.nextCursor;
  } while (cursor !== undefined && mailed.length < judgedMails);
  return mailed;
}
