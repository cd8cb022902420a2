/** Who did what, and when, for whoever has to answer for it. */
import { type GoalEvent, goalEvents } from "./goal.ts";
import { type Intervention, interventions } from "./intervention.ts";
import type { Instant } from "./time.ts";

const decisions = ["release", "dismiss", "suppress", "lift"] as const;
/** What `hearback restore-check` does. */
const restoring = ["carry_over", "delete_again", "settle", "lift_fence"] as const;

export type AuditedAction = (typeof decisions | typeof restoring)[number] | Intervention | GoalEvent;
export const auditedActions: readonly AuditedAction[] = [...decisions, ...interventions, ...goalEvents, ...restoring];

export interface AuditEntry {
  readonly workspaceId: string;
  readonly at: Instant;
  /** The key that was used, or the job. */
  readonly by: string;
  readonly what: AuditedAction;
  /** What it was done to. */
  readonly subject: string;
}
