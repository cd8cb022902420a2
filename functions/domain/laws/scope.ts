/** What a check looks at: some local days of a workspace. */
import { type Day, slotRange } from "../calendar.ts";
import type { Instant } from "../time.ts";
import type { Workspace } from "../workspace.ts";

export interface Scope {
  readonly workspace: Workspace;
  /** Local days, both inclusive, and the same as instants, the second exclusive. */
  readonly from: Day;
  readonly to: Day;
  readonly begin: Instant;
  readonly end: Instant;
  readonly now: Instant;
  readonly retentionDays: number;
}

export function daysOf(
  workspace: Workspace,
  { from, to }: { from: Day; to: Day },
  told: Pick<Scope, "now" | "retentionDays">,
): Scope {
  const { timeZone } = workspace;
  return {
    workspace,
    from,
    to,
    begin: slotRange(from, timeZone).from,
    end: slotRange(to, timeZone).until,
    ...told,
  };
}
