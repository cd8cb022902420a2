/** What a figure is counted in where people read it: seconds become minutes, hours or days by how large the figure is. */
import { rounded } from "../../domain/kpi/kpi.ts";
import type { Unit } from "../../domain/kpi/measure.ts";

export interface ShownUnit {
  /** In a column of its own: `%`, `min`; empty for a bare number. */
  readonly name: string;
  /** What a difference of two is counted in: that of two shares is no share. */
  readonly ofDifference: string;
  /** How much of the stored unit one of it is. */
  readonly size: number;
}

const [minute, hour, day] = [60, 3600, 86_400];
const bare = (name: string, size = 1): ShownUnit => ({ name, ofDifference: name, size });

const units: Readonly<Record<Exclude<Unit, "seconds" | "money">, ShownUnit>> = {
  points: { name: "", ofDifference: "points", size: 1 },
  percent: { name: "%", ofDifference: "points", size: 1 },
  score: bare(""),
  count: bare(""),
};

/** What the unit is chosen by. */
export interface Shown {
  /** The value that is to be read well. */
  readonly value: number | null;
  /** Those of money are named by their currencies. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A unit that is not known is shown as it is. */
export function shownUnit(unit: Unit | undefined, { value, details = {} }: Shown): ShownUnit {
  if (unit === undefined) return bare("");
  if (unit === "seconds") return unitOfTime(Math.abs(value ?? 0));
  if (unit !== "money") return units[unit];
  const [currency = "", ...others] = Object.keys(details);
  return bare(others.length === 0 ? currency : "");
}

function unitOfTime(seconds: number): ShownUnit {
  if (seconds >= 2 * day) return bare("days", day);
  if (seconds >= 2 * hour) return bare("h", hour);
  return seconds >= 2 * minute ? bare("min", minute) : bare("s");
}

const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const columnNumbers = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** In the unit, to one decimal: `1,204`, `−11.7`. */
export const shownNumber = (value: number, { size }: ShownUnit): string =>
  withMinus(numbers.format(rounded(value / size)));

/** The same where numbers stand below each other: `11.0`. */
export const columnNumber = (value: number, { size }: ShownUnit): string =>
  withMinus(columnNumbers.format(rounded(value / size)));

/** With the unit: `85.7 %`. */
export const shownValue = (value: number, unit: ShownUnit): string => withName(shownNumber(value, unit), unit.name);

/** How far apart two are, whichever way: `4.2 points`. */
export const shownDistance = (difference: number, unit: ShownUnit): string =>
  withName(shownNumber(Math.abs(difference), unit), unit.ofDifference);

/** With its sign, also where it is above zero. */
export const shownSigned = (difference: number, unit: ShownUnit): string =>
  `${rounded(difference / unit.size) > 0 ? "+" : ""}${shownNumber(difference, unit)}`;

/** A line never ends between a number and its unit. */
const withName = (number: string, name: string): string => (name === "" ? number : `${number}\u00a0${name}`);
const withMinus = (text: string): string => text.replace("-", "−");
