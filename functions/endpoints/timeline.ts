/** What happened, as the API tells it: one flat shape for every kind of happening. */
import * as z from "zod/mini";
import { type Happening, happenings, whats } from "../domain/happening.ts";
import { signals } from "../domain/verdict.ts";

const time = z.iso.datetime();

const glossary = whats.map((what) => `\`${what}\`: ${happenings[what]}`).join("\n");

export const Timeline = z
  .array(
    z.object({
      at: time,
      what: z.enum(whats).check(z.describe(glossary)),
      interactionId: z.optional(z.string()),
      invitationId: z.optional(z.string()),
      surveyId: z.optional(z.string()),
      type: z.optional(z.string()).check(z.describe("Of the interaction")),
      outcome: z.optional(z.enum(["invited", "not_invited"])),
      reason: z.optional(z.string()),
      until: z.optional(time),
      dueAt: z.optional(time).check(z.describe("When the mail is to leave, or the link was handed over")),
      learnedAt: z.optional(time),
      event: z.optional(z.string()).check(z.describe("delivered, bounced …")),
      reminder: z.optional(z.int()).check(z.describe("Which one, from 1")),
      attempt: z.optional(z.int()).check(z.describe("Which try of the mail, where there was more than one")),
      answerId: z.optional(z.string()),
      score: z.optional(z.int()),
      signals: z.optional(z.array(z.enum(signals))),
      by: z.optional(z.string()).check(z.describe("The key that was used")),
    }),
  )
  .check(z.describe("Every decision, time and event that is known, oldest first"));

export const viewTimeline = (told: readonly Happening[]): z.input<typeof Timeline> =>
  told.map(({ signals: found, ...happening }) => ({ ...happening, ...(found && { signals: [...found] }) }));
