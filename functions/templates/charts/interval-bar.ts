/** A figure on its scale: a mark at the value, the band of its interval, and an open mark at the value of the window before. */
import { html } from "hono/html";
import type { Interval } from "../../domain/kpi/figure.ts";
import type { Markup } from "../markup.ts";
import { axisOf, linear, type Span } from "./scale.ts";

export interface IntervalBar {
  /** Of its own in the page. */
  readonly id: string;
  readonly title: string;
  readonly value: number;
  readonly interval: Interval;
  readonly previous: number | null;
  /** Where values can lie at all. */
  readonly bounds?: Partial<Span>;
  readonly textOf: (value: number) => string;
}

export const [width, height] = [300, 42];
const ends = { low: 8, high: width - 8 };
const middle = 13;

export function intervalBar({ id, title, value, interval, previous, bounds, textOf }: IntervalBar): Markup {
  const told = [value, interval.low, interval.high, ...(previous === null ? [] : [previous])];
  const { span } = axisOf(told, bounds);
  const x = linear(span, ends);
  const at = (one: number): string => x(one).toFixed(1);
  const before = previous === null ? "" : `; in the window before ${textOf(previous)}`;
  return html`<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${textOf(value)}, 95 % interval ${textOf(interval.low)} to ${textOf(interval.high)}${before}.</desc>
<path class="chart-track" d="M${ends.low} ${middle}H${ends.high}"/>
<rect class="chart-range" x="${at(interval.low)}" y="${middle - 6}" width="${Math.max(x(interval.high) - x(interval.low), 1).toFixed(1)}" height="12" rx="2"/>
${previous === null ? "" : html`<circle class="chart-before" cx="${at(previous)}" cy="${middle}" r="4"/>`}
<path class="chart-mark" d="M${at(value)} ${middle - 9}V${middle + 9}"/>
<text class="chart-label" x="${ends.low}" y="${height - 3}">${textOf(span.low)}</text>
<text class="chart-label" x="${ends.high}" y="${height - 3}" text-anchor="end">${textOf(span.high)}</text>
</svg>`;
}
