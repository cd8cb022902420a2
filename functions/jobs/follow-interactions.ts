/**
 * What is derived from interactions and kept, because it takes several of them: issues, and customers who come and go. It is
 * worked out from all of them again, so that twice, late and in another order come to the same.
 */
import { isLifecycle } from "../domain/customer-move.ts";
import { inParallel } from "../domain/in-parallel.ts";
import { obtain } from "../domain/obtain.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Workspace } from "../domain/workspace.ts";
import { followIssue, type Reported } from "./follow-issue.ts";
import { rewriteMoves } from "./rewrite-moves.ts";

export async function followInteractions(reported: readonly Reported[], services: Services): Promise<void> {
  const workspaces = new Map<string, Promise<Workspace | undefined>>();
  const workspaceOf = (id: string) => obtain(workspaces, id, () => services.workspaces.find(id, { consistent: true }));
  const issues = new Map<string, { workspaceId: string; issueId: string; reported: Reported[] }>();
  const customers = new Map<string, { workspaceId: string; customerId: string }>();
  for (const one of reported) {
    const { workspaceId, customerId, issueId, test } = one.interaction;
    if (test) continue;
    if (issueId !== undefined) {
      const known = obtain(issues, `${workspaceId} ${issueId}`, () => ({ workspaceId, issueId, reported: [] }));
      known.reported.push(one);
    }
    if (isLifecycle(one.interaction)) customers.set(`${workspaceId} ${customerId}`, { workspaceId, customerId });
  }
  await inParallel(issues.values(), async ({ workspaceId, issueId, reported: those }) => {
    const workspace = await workspaceOf(workspaceId);
    if (workspace) await followIssue(workspace, issueId, those, services);
  });
  await inParallel(customers.values(), ({ workspaceId, customerId }) =>
    rewriteMoves(workspaceId, customerId, services),
  );
}
