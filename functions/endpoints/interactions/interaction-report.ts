/** What a business sends about an interaction, and how it becomes the domain's report. */
import * as z from "zod/mini";
import type { Report } from "../../domain/interaction.ts";
import { addSeconds, type Instant } from "../../domain/time.ts";
import {
  address,
  attributeName,
  delaySeconds,
  instant,
  line,
  locale,
  number,
  surveyId,
  timeZone,
  wholeNumber,
} from "../fields.ts";

/** Clocks differ; a time further ahead than this is a mistake. */
const maxAheadSeconds = 300;

const Customer = z
  .strictObject({
    id: z.exactOptional(line(200)),
    email: z.exactOptional(address),
    name: z.exactOptional(line(200)),
    locale: z.exactOptional(locale),
    timeZone: z.exactOptional(timeZone),
  })
  .check(z.refine(({ id, email }) => id !== undefined || email !== undefined, "needs an email or an id"));

export const InteractionReport = z.strictObject({
  id: z
    .exactOptional(line(200))
    .check(z.describe("The business's own id; the same id for the same customer is accepted once")),
  type: line(100).check(z.describe("What happened, such as ticket.solved")),
  occurredAt: z.exactOptional(instant).check(z.describe("Default now; at most five minutes ahead")),
  customer: Customer,
  channel: z.exactOptional(line(100)),
  journeyStage: z.exactOptional(line(100)),
  variant: z
    .exactOptional(line(100))
    .check(z.describe("Which of several ways was tried: a template, or an arm of an A/B test")),
  agent: z.exactOptional(z.strictObject({ id: line(200), name: z.exactOptional(line(200)) })),
  product: z.exactOptional(line(200)),
  issueId: z.exactOptional(line(200)),
  handleTimeSeconds: z.exactOptional(number.check(z.minimum(0), z.maximum(31_536_000))),
  resolvedOnFirstContact: z.exactOptional(z.boolean()),
  amount: z.exactOptional(
    z.strictObject({
      value: z.string().check(z.regex(/^-?\d{1,15}(\.\d{1,6})?$/, "is not a decimal number such as 49.90")),
      currency: z.string().check(z.regex(/^[A-Z]{3}$/, "is not an ISO 4217 code such as EUR")),
    }),
  ),
  attributes: z.exactOptional(
    z
      .record(attributeName, z.union([line(200), number, z.boolean()]))
      .check(z.refine((attributes) => Object.keys(attributes).length <= 20, "has more than 20 attributes")),
  ),
  survey: z.exactOptional(surveyId),
  send: z.exactOptional(
    z.strictObject({
      via: z.exactOptional(z.enum(["email", "link", "none"])),
      delaySeconds: z.exactOptional(delaySeconds),
      expireAfterDays: z.exactOptional(wholeNumber(1, 365)),
    }),
  ),
  test: z.exactOptional(z.boolean()),
});

/** `now` stands in for an absent `occurredAt`; `test` is what the key says. */
export function toReport(body: z.output<typeof InteractionReport>, now: Instant, test: boolean): Report {
  const { id, customer, survey, send, test: wantsTest = false, ...facts } = body;
  const { id: customerBusinessId, ...person } = customer;
  return {
    customer: { ...person, ...(customerBusinessId !== undefined && { businessId: customerBusinessId }) },
    interaction: {
      occurredAt: now,
      ...facts,
      ...(id !== undefined && { businessId: id }),
      test: test || wantsTest,
    },
    ...(survey !== undefined && { surveyId: survey }),
    send: send ?? {},
  };
}

export const isTooFarAhead = (occurredAt: Instant, now: Instant): boolean =>
  occurredAt > addSeconds(now, maxAheadSeconds);
