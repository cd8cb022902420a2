/** A response as the API shows it. */
import * as z from "zod/mini";
import type { Response } from "../../domain/response.ts";
import { dimensions } from "../../domain/segment.ts";

const time = z.iso.datetime();

export const ResponseView = z.object({
  id: z.string(),
  surveyId: z.string(),
  surveyVersion: z.int(),
  invitationId: z.string(),
  interactionId: z.string(),
  customerId: z.string(),
  score: z.int(),
  comment: z.optional(z.string()),
  verdict: z.literal("counted"),
  answeredAt: time.check(z.describe("When it was first counted; this decides its day in the KPIs")),
  changedAt: time,
  segments: z.partialRecord(z.enum(dimensions), z.object({ value: z.string(), label: z.optional(z.string()) })),
  test: z.boolean(),
  edits: z
    .optional(z.array(z.object({ score: z.int(), comment: z.optional(z.string()), at: time })))
    .check(z.describe("Earlier answers, oldest first; not in lists")),
});

/** Lists leave the edits out: a page must stay below what a function can answer. */
export function viewListed(response: Response): z.input<typeof ResponseView> {
  const { edits: _, ...view } = viewResponse(response);
  return view;
}

export function viewResponse(response: Response): z.input<typeof ResponseView> {
  const { workspaceId: _, countedAt, editableUntil: __, revision: ___, edits, ...rest } = response;
  return { ...rest, verdict: "counted", answeredAt: countedAt, edits: [...edits] };
}
