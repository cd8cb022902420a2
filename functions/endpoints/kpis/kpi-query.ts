/** What every KPI query names: the survey, and the window by its length and last day. */
import * as z from "zod/mini";
import { isDay } from "../../domain/calendar.ts";
import { maxWindowDays } from "../../domain/kpi/window.ts";

export const windowQuery = {
  survey: z.string().check(z.maxLength(50), z.describe("The survey's id")),
  window: z
    ._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(maxWindowDays)), 30)
    .check(z.describe("Days; 7, 30, 90 and 365 are kept ready")),
  asOf: z
    .exactOptional(
      z.string().check(z.refine((day) => isDay(day) && day >= "1900-01-01", "is not a day such as 2026-11-22")),
    )
    .check(
      z.meta({ description: "The window's last day in the workspace's zone; default today", examples: ["2026-11-22"] }),
    ),
};
