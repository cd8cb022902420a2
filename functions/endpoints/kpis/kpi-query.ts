/** What every KPI query names: the surveys, the segment, and the window by its length and last day. */
import * as z from "zod/mini";
import { maxWindowDays } from "../../domain/kpi/window.ts";
import { day } from "../day-field.ts";
import { segment } from "../segment-field.ts";

/** Of whichever days. */
export const figureQuery = {
  survey: z
    .exactOptional(z.string().check(z.maxLength(500)))
    .check(
      z.describe(
        "A survey's id, or several separated by commas, which make one figure. What is no KPI of a scale may do without: of all surveys, and of what none applied to",
      ),
    ),
  segment: z
    .exactOptional(segment)
    .check(z.describe("Of one segment only, such as agent:a-7, on days on which it is one of the 500 largest")),
  version: z
    .exactOptional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(999_999)))
    .check(z.describe("Of one version of the survey only")),
  window: z
    ._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(maxWindowDays)), 30)
    .check(z.describe("Days; 7, 30, 90 and 365 are kept ready")),
};

export const windowQuery = {
  ...figureQuery,
  asOf: z
    .exactOptional(day)
    .check(
      z.meta({ description: "The window's last day in the workspace's zone; default today", examples: ["2026-11-22"] }),
    ),
  compareTo: z
    ._default(z.union([z.literal("previous"), day], "is neither previous nor a day such as 2026-11-22"), "previous")
    .check(
      z.describe("The window that it is compared with: the one right before it, or as long a one that ends on a day"),
    ),
};
