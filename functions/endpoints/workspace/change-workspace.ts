import { invalid } from "../../domain/errors.ts";
import { longestWaitDays } from "../../domain/kpi/frozen.ts";
import type { Settings } from "../../domain/ports/environment.ts";
import type { WorkspaceChange } from "../../domain/workspace.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { nameAttributes } from "./segment-attributes.ts";
import { type PolicyPatch, viewWorkspace, WorkspacePatch, WorkspaceView } from "./workspace-view.ts";

/** null takes a rule away. */
const withoutNulls = ({ dailyCap, quietHours, ...rules }: PolicyPatch): NonNullable<WorkspaceChange["policy"]> => ({
  ...rules,
  ...(dailyCap !== undefined && { dailyCap: dailyCap ?? undefined }),
  ...(quietHours !== undefined && { quietHours: quietHours ?? undefined }),
});

export const changeWorkspace = endpoint(
  {
    route: routes.changeWorkspace,
    summary: "Changes the workspace; fields that are left out stay as they are.",
    body: WorkspacePatch,
    returns: { 200: WorkspaceView },
  },
  async ({ caller, body }, { workspaces, clock, settings }) => {
    checkRecontactWindow(body.recontactWindowDays, settings);
    const { replyTo, footerAddress, brand, policy, segmentAttributes, grossMarginPercent, ...change } = body;
    const others = { ...body, policy: undefined, ...policy };
    if (Object.values(others).every((value) => value === undefined))
      return { status: 200, body: viewWorkspace(caller.workspace) };
    const changed = await workspaces.change(caller.workspaceId, {
      ...change,
      ...(segmentAttributes && {
        segmentAttributes: nameAttributes(segmentAttributes, caller.workspace.segmentAttributes, clock.now()),
      }),
      ...(grossMarginPercent !== undefined && { grossMarginPercent: grossMarginPercent ?? undefined }),
      ...(policy && { policy: withoutNulls(policy) }),
      ...(replyTo !== undefined && { replyTo: replyTo ?? undefined }),
      ...(footerAddress !== undefined && { footerAddress: footerAddress ?? undefined }),
      ...(brand !== undefined && { brand: brand ?? undefined }),
    });
    return { status: 200, body: viewWorkspace(changed) };
  },
);

/** An issue counts when its window is over, and by then its records must not be expiring. */
function checkRecontactWindow(days: number | undefined, { recordRetentionDays }: Settings): void {
  const most = longestWaitDays(recordRetentionDays);
  if (days === undefined || days <= most) return;
  throw invalid("recontactWindowDays", `is at most ${most} where records are kept for ${recordRetentionDays} days`);
}
