/** Which days of a workspace a check looks at. */
import { addToDay, type Day, localDay } from "../../../functions/domain/calendar.ts";
import { recordKinds } from "../../../functions/domain/kpi/fold-kinds.ts";
import { frozenBefore } from "../../../functions/domain/kpi/frozen.ts";
import { daysOf, type Scope } from "../../../functions/domain/laws/scope.ts";
import type { Services } from "../../../functions/domain/ports/services.ts";
import type { Instant } from "../../../functions/domain/time.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { dayRange } from "../day-range.ts";
import { wrongUsage } from "../failure.ts";

export interface Wish {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly retentionDays: number;
}

/** Without a wish from its first day to today. What may be expiring is left out; throws when nothing remains. */
export async function scopeOf(
  workspace: Workspace,
  { from, to, retentionDays }: Wish,
  { clock, figures }: Services,
): Promise<Scope> {
  const now = clock.now();
  const { timeZone } = workspace;
  const last = to ?? localDay(now, timeZone);
  const first = from ?? earlier(await firstDay(workspace, now, { figures }), last);
  const asked = dayRange({ from: first, to: last }, workspace, now);
  const oldest = addToDay(localDay(frozenBefore(now, retentionDays), timeZone), 1);
  if (asked.to < oldest) throw wrongUsage(`--to is too long ago: records before ${oldest} may have expired.`);
  const days = { from: asked.from < oldest ? oldest : asked.from, to: asked.to };
  return daysOf(workspace, days, { now, retentionDays });
}

/** Of the workspace, or of its oldest figure should that be older. */
export async function firstDay(
  { id, createdAt, timeZone }: Workspace,
  now: Instant,
  { figures }: Pick<Services, "figures">,
): Promise<Day> {
  const slots: string[] = [];
  for (const kind of recordKinds) {
    for await (const { slot } of figures.slotsWithFolds(id, kind)) {
      slots.push(slot);
      break;
    }
  }
  const [first = now] = [createdAt, now, ...slots].sort();
  return localDay(first, timeZone);
}

/** Its day has begun before all others. */
const easternmost = "Pacific/Kiritimati";

/** For workspaces in several zones: what is ahead in some of them ends with their today. Throws when it is so in all. */
export function wishForAll(wish: Wish, now: Instant): (workspace: Workspace) => Wish {
  const { from, to } = wish;
  const latest = localDay(now, easternmost);
  const last = to ?? latest;
  dayRange({ from: from ?? earlier(last, latest), to: last }, { timeZone: easternmost }, now);
  return ({ timeZone }) => {
    const today = localDay(now, timeZone);
    return { ...wish, from: from && earlier(from, today), to: to && earlier(to, today) };
  };
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
