import type { WorkspacePolicy } from "../../domain/workspace.ts";
import type { PolicyPatch } from "./workspace-view.ts";

/** Part by part; null takes one away. */
export const patchPolicy = (
  standing: WorkspacePolicy,
  { dailyCap = standing.dailyCap, quietHours = standing.quietHours, throttleDays = standing.throttleDays }: PolicyPatch,
): WorkspacePolicy => ({
  throttleDays,
  ...(dailyCap != null && { dailyCap }),
  ...(quietHours != null && { quietHours }),
});
