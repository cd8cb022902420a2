/** A change of a stored record, as the stream tells it; images are entities, and only what figures are made of has them. */
export interface RecordChange {
  /** `response`, `invitation`, `interaction` … */
  readonly record: string;
  /** Deleted because its time was over, not because somebody erased it. */
  readonly expired: boolean;
  readonly before?: unknown;
  readonly after?: unknown;
}
