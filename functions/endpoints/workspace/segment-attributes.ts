import type { SegmentAttribute } from "../../domain/segment.ts";
import type { Instant } from "../../domain/time.ts";

/** Names that stand keep the time at which they were named, and so do segments that have them. */
export const nameAttributes = (
  names: readonly string[],
  standing: readonly SegmentAttribute[],
  now: Instant,
): SegmentAttribute[] => names.map((name) => standing.find((one) => one.name === name) ?? { name, namedAt: now });
