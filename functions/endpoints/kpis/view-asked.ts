import type * as z from "zod/mini";
import { writtenSegment } from "../segment-field.ts";
import type { AskedView } from "./kpi-view.ts";
import type { Question } from "./question.ts";

/** Of whom a figure is, as it was asked for. */
export const viewAsked = ({ asked: { survey }, segment }: Question): z.input<typeof AskedView> => ({
  ...(survey !== undefined && { survey }),
  ...(segment && { segment: writtenSegment(segment) }),
});
