/** The range of a list: `from` inclusive to `to` exclusive, by default the last 30 days with the present minutes. */
import { invalid } from "../domain/errors.ts";
import { addDays, addSeconds, type Instant } from "../domain/time.ts";

export interface ListRange {
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
  readonly cursor?: string;
}

export function listRange(
  query: { from?: Instant; to?: Instant; limit: number; cursor?: string },
  now: Instant,
): ListRange {
  // What is dated a few minutes ahead of our clock is accepted, so it is listed too.
  const to = query.to ?? addSeconds(now, 600);
  const from = query.from ?? addDays(to, -30);
  if (from >= to) throw invalid("query.from", "is not before to: name an earlier time");
  return { from, to, limit: query.limit, ...(query.cursor !== undefined && { cursor: query.cursor }) };
}
