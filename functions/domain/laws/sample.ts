/**
 * Older days that a daily check looks at besides the last two: one since the workspace was made and one of all that may still be
 * folded, as what a business brings along is older than its workspace. Every day takes others, so that each comes round.
 */
import { addToDay, type Day, localDay, startOfDay } from "../calendar.ts";
import { frozenBefore } from "../kpi/frozen.ts";
import { epochMs } from "../time.ts";
import type { Scope } from "./scope.ts";

/** One less than a prime above the days of any retention: the days move on by one meanwhile, and so none is left out. */
const stride = 9972;

/** `from` is the first of the days that are looked at anyway. */
export function sampleOf({ workspace, now, retentionDays, from }: Scope): Day[] {
  const { timeZone, createdAt } = workspace;
  const oldest = addToDay(localDay(frozenBefore(now, retentionDays), timeZone), 1);
  const made = localDay(createdAt, timeZone);
  const sampled = [made < oldest ? oldest : made, oldest].flatMap((first) => dayOf(first, from, now) ?? []);
  return [...new Set(sampled)];
}

const dayNumber = (day: Day): number => Math.floor(epochMs(startOfDay(day, "UTC")) / 86_400_000);

/** Undefined when there is none between the first, inclusive, and the last, exclusive. */
function dayOf(first: Day, last: Day, now: string): Day | undefined {
  const span = dayNumber(last) - dayNumber(first);
  return span > 0 ? addToDay(first, (dayNumber(localDay(now, "UTC")) * stride) % span) : undefined;
}
