/**
 * When it is fair to write to somebody: outside quiet hours and, where wished, on a weekday, by the clock on their own wall. A
 * time is only ever moved on, never dropped. Reading the wall's clock anew after each move is what makes days of 23 and 25
 * hours no special case.
 */
import { getISO } from "temporal-polyfill/fns/Calendar";
import { fromEpochMilliseconds, toZonedDateTimeISO } from "temporal-polyfill/fns/Instant";
import { dayOfWeek, fromString, toString as toText, toZonedDateTime } from "temporal-polyfill/fns/PlainDateTime";
import { toPlainDateTime } from "temporal-polyfill/fns/ZonedDateTime";
import { addToDay, type Day, startOfDay } from "./calendar.ts";
import { epochMs, type Instant, toInstant } from "./time.ts";

/** A time on a wall's clock, `20:00`. */
export type WallTime = string;

/** From the first until before the second, over midnight where the second is the smaller. They are never equal. */
export interface QuietHours {
  readonly from: WallTime;
  readonly to: WallTime;
}

export interface FairTimes {
  readonly timeZone: string;
  readonly quietHours?: QuietHours | undefined;
  readonly weekdaysOnly?: boolean | undefined;
}

export const unfairTimes = ["quiet_hours", "weekend"] as const;
export type Unfair = (typeof unfairTimes)[number];

/** The first fair time that is not before `at`, and what kept it from being `at` itself. */
export function fairTime(at: Instant, times: FairTimes): { readonly at: Instant; readonly because?: Unfair } {
  const { timeZone, quietHours, weekdaysOnly = false } = times;
  let fair = at;
  let because: Unfair | undefined;
  for (;;) {
    const wall = wallAt(fair, timeZone);
    if (weekdaysOnly && isWeekend(wall)) {
      fair = startOfDay(nextMonday(wall), timeZone);
      because ??= "weekend";
    } else if (quietHours && isQuiet(wall, quietHours)) {
      fair = endOfQuiet(fair, wall, quietHours, timeZone);
      because ??= "quiet_hours";
    } else return { at: fair, ...(because && { because }) };
  }
}

interface Wall {
  readonly day: Day;
  readonly time: WallTime;
  /** 1 is Monday. */
  readonly weekday: number;
}

function wallAt(at: Instant, timeZone: string): Wall {
  const wall = toPlainDateTime(toZonedDateTimeISO(fromEpochMilliseconds(epochMs(at)), timeZone));
  const text = toText(wall);
  return { day: text.slice(0, 10), time: text.slice(11, 16), weekday: dayOfWeek(wall) };
}

const isWeekend = ({ weekday }: Wall): boolean => weekday >= 6;
const nextMonday = ({ day, weekday }: Wall): Day => addToDay(day, 8 - weekday);

const isQuiet = ({ time }: Wall, { from, to }: QuietHours): boolean =>
  from < to ? time >= from && time < to : time >= from || time < to;

/** Where summer time ends the wall shows a time twice, and the end of quiet is the first of them that is still ahead. */
function endOfQuiet(at: Instant, { day, time }: Wall, { to }: QuietHours, timeZone: string): Instant {
  const end = fromString(`${time < to ? day : addToDay(day, 1)}T${to}`, getISO);
  const [first, second] = (["earlier", "later"] as const).map((disambiguation) =>
    toInstant(toZonedDateTime(end, timeZone, { disambiguation }).epochMilliseconds),
  ) as [Instant, Instant];
  return first > at ? first : second;
}
