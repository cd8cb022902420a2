/** A customer as the API shows them, with their journey. */
import * as z from "zod/mini";
import type { Customer } from "../../domain/customer.ts";
import type { Journey } from "../../domain/ports/interactions.ts";
import { journeyOf } from "../../domain/story.ts";
import { suppressionReasons } from "../../domain/suppression.ts";
import { InteractionWithAnswer, viewWithAnswer } from "../interactions/interaction-view.ts";
import { viewListed } from "../responses/response-view.ts";
import { Timeline, viewTimeline } from "../timeline.ts";

const time = z.iso.datetime();
const LastInvited = z.object({ at: time, invitationId: z.string() });

const CustomerView = z.object({
  id: z.string(),
  externalId: z.optional(z.string()).check(z.describe("The business's own id")),
  email: z.optional(z.string()),
  name: z.optional(z.string()),
  locale: z.optional(z.string()),
  timeZone: z.optional(z.string()),
  suppressed: z
    .optional(z.object({ reason: z.enum(suppressionReasons), at: time }))
    .check(z.describe("Why and since when they get no mail at all")),
  stoppedSurveys: z
    .array(z.object({ surveyId: z.string(), at: time }))
    .check(z.describe("Surveys that they want no more of")),
  lastInvited: z
    .object({ overall: z.optional(LastInvited), bySurvey: z.record(z.string(), LastInvited) })
    .check(z.describe("What the throttles count from")),
  createdAt: time,
});

export const CustomerJourney = z.object({
  customer: CustomerView,
  interactions: z
    .array(InteractionWithAnswer)
    .check(z.describe("Newest first by when they occurred; earlier answers are told by GET /v1/interactions/{id}")),
  timeline: Timeline.check(
    z.describe(
      "Everything that happened around these interactions, oldest first; on the first page also what the customer decided",
    ),
  ),
  nextCursor: z.exactOptional(z.string()),
});

export function viewJourney(
  { customer, items, nextCursor }: Journey,
  isFirstPage: boolean,
): z.input<typeof CustomerJourney> {
  return {
    customer: viewCustomer(customer),
    interactions: items.map((records) => viewWithAnswer(records, viewListed)),
    timeline: viewTimeline(journeyOf(isFirstPage ? customer : undefined, items)),
    ...(nextCursor !== undefined && { nextCursor }),
  };
}

function viewCustomer(customer: Customer): z.input<typeof CustomerView> {
  const { id, businessId, email, name, locale, timeZone, suppressed, stopped = {}, lastInvited, createdAt } = customer;
  return {
    id,
    externalId: businessId,
    email,
    name,
    locale,
    timeZone,
    suppressed: suppressed && { reason: suppressed.reason, at: suppressed.at },
    stoppedSurveys: Object.entries(stopped).map(([surveyId, at]) => ({ surveyId, at })),
    lastInvited: { ...lastInvited },
    createdAt,
  };
}
