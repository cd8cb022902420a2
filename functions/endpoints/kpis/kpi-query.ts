/** What every KPI query names: the survey, and the window by its length and last day. */
import * as z from "zod";
import { isDay } from "../../domain/calendar.ts";
import { maxWindowDays } from "../../domain/kpi/window.ts";

export const windowQuery = {
  survey: z.string().max(50).describe("The survey's id"),
  window: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxWindowDays)
    .default(30)
    .describe("Days; 7, 30, 90 and 365 are kept ready"),
  asOf: z
    .string()
    .refine((day) => isDay(day) && day >= "1900-01-01", "is not a day such as 2026-11-22")
    .exactOptional()
    .describe("The window's last day in the workspace's zone; default today"),
};
