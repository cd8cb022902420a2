import * as z from "zod/mini";
import { isDay } from "../domain/calendar.ts";

/** A calendar day in the workspace's zone. */
export const day = z
  .string()
  .check(z.refine((text) => isDay(text) && text >= "1900-01-01", "is not a day such as 2026-11-22"));
