/** A segment as a query names it: `agent:a-7`. */
import * as z from "zod/mini";
import { invalid } from "../domain/errors.ts";
import { type Dimension, dimensions, dimensionsOf } from "../domain/segment.ts";
import type { Workspace } from "../domain/workspace.ts";

const pattern = new RegExp(`^(?:${dimensions.join("|")}|attributes\\.[A-Za-z0-9_.-]{1,64}):.{1,200}$`);

export const segment = z.pipe(
  z.string().check(z.regex(pattern, `is not a segment such as agent:a-7 (${dimensions.join(", ")})`)),
  z.transform((text) => {
    const colon = text.indexOf(":");
    return { dimension: text.slice(0, colon) as Dimension, value: text.slice(colon + 1) };
  }),
);

export type NamedSegment = z.output<typeof segment>;

/** Refuses a segment of a dimension that the workspace has not. */
export function checkSegment(
  { dimension }: NamedSegment,
  { segmentAttributes }: Pick<Workspace, "segmentAttributes">,
  path: string,
): void {
  const known = dimensionsOf(segmentAttributes);
  if (!known.includes(dimension)) throw invalid(path, `is of none of ${known.join(", ")}`);
}

export const writtenSegment = ({ dimension, value }: NamedSegment): string => `${dimension}:${value}`;
