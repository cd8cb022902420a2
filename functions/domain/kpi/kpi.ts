/** Every KPI as a row: what it is measured from and how two windows are compared. A new KPI is a row. */
import type { Change, Figure } from "./figure.ts";
import type { Scores } from "./fold.ts";
import { nps, npsChange } from "./nps.ts";

export interface KpiRow {
  readonly measure: (scores: Scores) => Figure;
  readonly compare: (current: Scores, previous: Scores) => Change | null;
}

export const kpis = {
  nps: { measure: nps, compare: npsChange },
} as const satisfies Record<string, KpiRow>;

export type KpiName = keyof typeof kpis;

export const isKpi = (name: string): name is KpiName => Object.hasOwn(kpis, name);

/** One decimal, halves away from zero: how figures are shown. */
export function rounded(value: number): number {
  // Twelve digits first, so that 33.35 held as 33.349999999999994 is still a half.
  const tenths = Math.floor(Number((Math.abs(value) * 10).toPrecision(12)) + 0.5);
  return tenths === 0 ? 0 : (Math.sign(value) * tenths) / 10;
}
