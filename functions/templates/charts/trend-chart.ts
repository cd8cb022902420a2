/**
 * A figure over time as SVG: a line in the band of its interval. No script, no style of its own beyond chart-style.ts, nothing
 * fetched. A charting library was refused: a line with a band is two paths, and the libraries want a browser, or weigh more
 * than all of our pages together.
 */
import { html } from "hono/html";
import type { Day } from "../../domain/calendar.ts";
import type { Interval } from "../../domain/kpi/figure.ts";
import type { Markup } from "../markup.ts";
import { type Axis, axisOf, linear, type Scale, type Span } from "./scale.ts";

export interface TrendPoint {
  readonly day: Day;
  /** null leaves a gap: there was nothing to measure. */
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly n: number;
  /** Drawn hollow. */
  readonly isSmall: boolean;
}

export interface TrendChart {
  /** Of its own in the page. */
  readonly id: string;
  readonly title: string;
  /** By the time of their days; one at least has a value. */
  readonly points: readonly TrendPoint[];
  /** Where values can lie at all. */
  readonly bounds?: Partial<Span>;
  readonly textOf: (value: number) => string;
}

/** About as wide as its card on every screen, so that its words keep their size. */
export const [width, height] = [300, 156];
const plot = { right: width - 12, top: 10, bottom: height - 28 };

/** A digit of a label is not wider than this. */
const digitWidth = 7;

/** Where the curve begins: to the right of the longest label. */
const leftOf = ({ ticks }: Axis, textOf: TrendChart["textOf"]): number =>
  10 + digitWidth * Math.max(...ticks.map((tick) => textOf(tick).length), 2);

interface Placed extends TrendPoint {
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

export function trendChart({ id, title, points, bounds, textOf }: TrendChart): Markup {
  const axis = axisOf(points.flatMap(extent), bounds);
  const y = linear(axis.span, { low: plot.bottom, high: plot.top });
  const left = leftOf(axis, textOf);
  const x = placeOfDays(points, left);
  const runs = runsOf(points).map((run) => run.map((point) => ({ ...point, x: x(point.day), y: y(point.value) })));
  return html`<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${described(runs.flat(), textOf)}</desc>
${grid(axis, y, { left, textOf })}${dayLabels(points, x)}
${runs.flatMap((run) => bandsOf(run, y))}
${runs.map(([first, ...rest]) => first && html`<path class="chart-line" d="${lineThrough([first, ...rest])}"/>`)}
${runs.flat().map((point) => dot(point, textOf))}
</svg>`;
}

const extent = ({ value, interval }: TrendPoint): number[] =>
  value === null ? [] : [value, ...(interval ? [interval.low, interval.high] : [])];

const timeOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** A single day stands in the middle. */
function placeOfDays(points: readonly TrendPoint[], left: number): (day: Day) => number {
  const [first, last] = [timeOf(points[0]?.day ?? ""), timeOf(points.at(-1)?.day ?? "")];
  if (!(first < last)) return () => (left + plot.right) / 2;
  const scale = linear({ low: first, high: last }, { low: left, high: plot.right });
  return (day) => scale(timeOf(day));
}

/** Points that follow each other without a gap. */
function runsOf(points: readonly TrendPoint[]): (TrendPoint & { value: number })[][] {
  const runs: (TrendPoint & { value: number })[][] = [[]];
  for (const { value, ...point } of points) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ ...point, value });
  }
  return runs.filter((run) => run.length > 0);
}

const place = (coordinate: number): string => String(Math.round(coordinate * 10) / 10);
const lineThrough = (points: readonly { x: number; y: number }[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${place(x)} ${place(y)}`).join("");

/** Where neighbours have an interval; a point alone has a band of no width, drawn as a line. */
function bandsOf(run: readonly Placed[], y: Scale): Markup[] {
  const bands: { x: number; low: number; high: number }[][] = [[]];
  for (const { x, interval } of run) {
    if (interval === null) bands.push([]);
    else bands.at(-1)?.push({ x, low: y(interval.low), high: y(interval.high) });
  }
  return bands
    .filter((band) => band.length > 0)
    .map((band) => {
      const edge = (end: "low" | "high") => band.map((at) => ({ x: at.x, y: at[end] }));
      const outline = `${lineThrough([...edge("high"), ...edge("low").reverse()])}Z`;
      return html`<path class="${band.length === 1 ? "chart-whisker" : "chart-band"}" d="${outline}"/>`;
    });
}

const dot = ({ x, y, day, value, interval, n, isSmall }: Placed, textOf: TrendChart["textOf"]): Markup => {
  const range = interval ? `, 95 %: ${textOf(interval.low)} to ${textOf(interval.high)}` : "";
  return html`<g class="chart-point"><title>${dayText(day)}: ${textOf(value)}${range}, n ${n}</title><circle class="chart-reach" cx="${place(x)}" cy="${place(y)}" r="9"/><circle class="chart-dot${isSmall ? " small" : ""}" cx="${place(x)}" cy="${place(y)}" r="3"/></g>
`;
};

const grid = ({ ticks }: Axis, y: Scale, { left, textOf }: Pick<TrendChart, "textOf"> & { left: number }): Markup[] =>
  ticks.map(
    (tick) =>
      html`<path class="chart-grid" d="M${left} ${place(y(tick))}H${plot.right}"/><text class="chart-label" x="${left - 6}" y="${place(y(tick) + 4)}" text-anchor="end">${textOf(tick)}</text>`,
  );

/** The ends and, where there is room, the middle. */
function dayLabels(points: readonly TrendPoint[], x: (day: Day) => number): Markup[] {
  const [first, last] = [points[0], points.at(-1)];
  const middle = points.length > 4 && points.length % 2 === 1 ? points[(points.length - 1) / 2] : undefined;
  const label = (point: TrendPoint | undefined, anchor: string): Markup[] =>
    point
      ? [
          html`<text class="chart-label" x="${place(x(point.day))}" y="${height - 8}" text-anchor="${anchor}">${dayText(point.day)}</text>`,
        ]
      : [];
  if (first === last) return label(first, "middle");
  return [...label(first, "start"), ...label(middle, "middle"), ...label(last, "end")];
}

const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
export const dayText = (day: Day): string => days.format(timeOf(day));

const longDays = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
/** Of days that may be a year apart: `22 Nov 2026`. */
export const longDayText = (day: Day): string => longDays.format(timeOf(day));

function described(points: readonly Placed[], textOf: TrendChart["textOf"]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "There is nothing to show.";
  if (first === last) return `${textOf(first.value)} on ${dayText(first.day)}, n ${first.n}.`;
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `From ${textOf(first.value)} on ${dayText(first.day)} to ${textOf(last.value)} on ${dayText(last.day)}; between ${textOf(low)} and ${textOf(high)}.`;
}
