/** How the memory of a process does over a long run. In bytes. */

export interface Memory {
  readonly rss: number;
  /** What is left when all garbage is collected. */
  readonly heapUsed: number;
}

export interface Sample extends Memory {
  /** Operations so far. */
  readonly done: number;
}

/** Share of a run in which caches and the mailbox fill, and code is compiled. */
const warmUp = 0.5;

/** Bytes an operation by which the heap grows after the warm-up: the line of least squares through all samples. */
export function slopeOf(samples: readonly Sample[]): number {
  const last = samples.at(-1)?.done ?? 0;
  const warm = samples.filter(({ done }) => done >= last * warmUp);
  const [x, y] = [mean(warm.map(({ done }) => done)), mean(warm.map(({ heapUsed }) => heapUsed))];
  const spread = warm.reduce((sum, { done }) => sum + (done - x) ** 2, 0);
  const both = warm.reduce((sum, { done, heapUsed }) => sum + (done - x) * (heapUsed - y), 0);
  return spread === 0 ? 0 : both / spread;
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Before that the mailbox fills. */
const enough = 5000;
/** Of the heap, what it may grow by after the warm-up: the longer a run, the less it may keep of each operation. */
const mostGrowth = 0.05;

/** Undefined where a run was too short to tell. */
export function isFlat(samples: readonly Sample[]): boolean | undefined {
  const { done, heapUsed } = samples.at(-1) ?? { done: 0, heapUsed: 0 };
  return done < enough ? undefined : slopeOf(samples) * done * (1 - warmUp) < heapUsed * mostGrowth;
}
