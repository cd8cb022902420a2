/** A KPI's value with its n and 95 % interval; unrounded. */
export interface Figure {
  readonly value: number | null;
  readonly n: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Difference to the previous window, its 95 % interval, and whether that excludes 0. */
export interface Change {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly significant: boolean;
}
