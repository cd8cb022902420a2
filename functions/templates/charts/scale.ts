/** From values to places, and the round values that an axis names. */

export interface Span {
  readonly low: number;
  readonly high: number;
}

export type Scale = (value: number) => number;

export const linear =
  (from: Span, to: Span): Scale =>
  (value) =>
    to.low + ((value - from.low) / (from.high - from.low)) * (to.high - to.low);

export interface Axis {
  readonly span: Span;
  /** From its low end to its high one. */
  readonly ticks: readonly number[];
}

/** Between four and this many steps a curve is read without counting. */
const maxSteps = 4;

/** The axis that shows all of the values, of round steps and not beyond its bounds where it has any. */
export function axisOf(values: readonly number[], bounds: Partial<Span> = {}): Axis {
  const { low, high } = spread(values, bounds);
  const step = roundStep((high - low) / maxSteps);
  const first = Math.max(Math.floor(low / step), Math.ceil((bounds.low ?? -Infinity) / step));
  const last = Math.min(Math.ceil(high / step), Math.floor((bounds.high ?? Infinity) / step));
  // Whole multiples, because a sum of steps would gather the errors of each.
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => withoutNoise((first + index) * step, step));
  return { span: { low: Math.min(low, ticks[0] ?? low), high: Math.max(high, ticks.at(-1) ?? high) }, ticks };
}

/** Values that are all the same get room around them, so that their line is not an edge. */
function spread(values: readonly number[], bounds: Partial<Span>): Span {
  if (values.length === 0) return { low: bounds.low ?? 0, high: bounds.high ?? 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high - low > 1e-9 * Math.max(1, Math.abs(low), Math.abs(high))) return { low, high };
  const room = Math.max(Math.abs(low) / 10, 1);
  return {
    low: Math.max(low - room, Math.min(low, bounds.low ?? -Infinity)),
    high: Math.min(high + room, Math.max(high, bounds.high ?? Infinity)),
  };
}

/** The next of 1, 2, 5, 10 … that is not smaller. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
}

const withoutNoise = (value: number, step: number): number =>
  Number(value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(step)))));
