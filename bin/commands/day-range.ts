/** The local days a command is about, both ends inclusive. */
import { type Day, isDay, localDay } from "../../functions/domain/calendar.ts";
import type { Instant } from "../../functions/domain/time.ts";
import type { Workspace } from "../../functions/domain/workspace.ts";
import { wrongUsage } from "./failure.ts";

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** Throws when an end is no day, lies ahead, or the two are the wrong way round. */
export function dayRange({ from, to }: DayRange, { timeZone }: Workspace, now: Instant): DayRange {
  for (const [option, day] of Object.entries({ from, to })) {
    if (!isDay(day)) throw wrongUsage(`--${option} is not a day such as 2026-11-22.`);
  }
  const today = localDay(now, timeZone);
  if (to > today) throw wrongUsage(`--to lies ahead: today is ${today} in ${timeZone}.`);
  if (from > to) throw wrongUsage("--from is after --to.");
  return { from, to };
}
