/** The local days a command is about, both ends inclusive. */
import { type Day, localDay } from "../../functions/domain/calendar.ts";
import type { Instant } from "../../functions/domain/time.ts";
import type { Workspace } from "../../functions/domain/workspace.ts";
import { wrongUsage } from "./failure.ts";

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** Throws when an end lies ahead, or the two are the wrong way round. */
export function dayRange({ from, to }: DayRange, { timeZone }: Pick<Workspace, "timeZone">, now: Instant): DayRange {
  const today = localDay(now, timeZone);
  for (const [option, day] of Object.entries({ from, to })) {
    if (day > today) throw wrongUsage(`--${option} lies ahead: today is ${today} in ${timeZone}.`);
  }
  if (from > to) throw wrongUsage("--from is after --to.");
  return { from, to };
}
