/** What has changed from one window to the next, as a person would say it: which way, how far, and whether it means anything. */
import type { Change } from "../../domain/kpi/figure.ts";
import { rounded } from "../../domain/kpi/kpi.ts";
import { type ShownUnit, shownDistance, shownSigned, shownValue } from "./shown-unit.ts";

export interface Compared {
  readonly change: Change | null;
  readonly previous: number | null;
  readonly windowDays: number;
}

export function changeInWords({ change, previous, windowDays }: Compared, unit: ShownUnit): string {
  const before = `the ${windowDays} days before`;
  if (change === null || previous === null) return `There is nothing in ${before} to compare with.`;
  const { difference, verdict, significant, low, high } = change;
  if (rounded(difference / unit.size) === 0) return `As in ${before}.`;
  const way = `${difference > 0 ? "up" : "down"} ${shownDistance(difference, unit)} from ${shownValue(previous, unit)} in ${before}`;
  if (low === null || high === null) return `${capital(way)}.`;
  const range = `95\u00a0%: ${shownSigned(low, unit)} to ${shownSigned(high, unit)}`;
  if (verdict !== "unclear") return `${capital(verdict)}: ${way} (${range}).`;
  return `${capital(way)}, ${significant ? "which is more than chance" : "which may be chance"} (${range}).`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
