/** What a business sends about an interaction, and how it becomes the domain's report. */
import * as z from "zod";
import { idPattern } from "../../domain/ids.ts";
import type { Report } from "../../domain/interaction.ts";
import { addSeconds, type Instant } from "../../domain/time.ts";
import { address, instant, line, locale, timeZone } from "../fields.ts";

/** Clocks differ; a time further ahead than this is a mistake. */
const maxAheadSeconds = 300;

const Customer = z
  .strictObject({
    id: line(200).exactOptional(),
    email: address.exactOptional(),
    name: line(200).exactOptional(),
    locale: locale.exactOptional(),
    timeZone: timeZone.exactOptional(),
  })
  .refine(({ id, email }) => id !== undefined || email !== undefined, "needs an email or an id");

/** DynamoDB holds 38 digits, and numbers beyond 2^53 would not come back as they were sent. */
const number = z
  .number()
  .refine((value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER, "is beyond 9007199254740991; send it as a text")
  .refine((value) => value === 0 || Math.abs(value) >= 1e-9, "is too close to zero");

const attributeName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, "is not a name of at most 64 letters, digits, dots, dashes and underscores")
  .refine((name) => name !== "constructor" && name !== "__proto__", "is a name that cannot be used");

export const InteractionReport = z.strictObject({
  id: line(200).exactOptional().describe("The business's own id; the same id for the same customer is accepted once"),
  type: line(100).describe("What happened, such as ticket.solved"),
  occurredAt: instant.exactOptional().describe("Default now; at most five minutes ahead"),
  customer: Customer,
  channel: line(100).exactOptional(),
  journeyStage: line(100).exactOptional(),
  agent: z.strictObject({ id: line(200), name: line(200).exactOptional() }).exactOptional(),
  product: line(200).exactOptional(),
  issueId: line(200).exactOptional(),
  handleTimeSeconds: number.min(0).max(31_536_000).exactOptional(),
  resolvedOnFirstContact: z.boolean().exactOptional(),
  amount: z
    .strictObject({
      value: z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/, "is not a decimal number such as 49.90"),
      currency: z.string().regex(/^[A-Z]{3}$/, "is not an ISO 4217 code such as EUR"),
    })
    .exactOptional(),
  attributes: z
    .record(attributeName, z.union([line(200), number, z.boolean()]))
    .refine((attributes) => Object.keys(attributes).length <= 20, "has more than 20 attributes")
    .exactOptional(),
  survey: z.string().regex(idPattern.survey, "is not a survey id").exactOptional(),
  send: z
    .strictObject({
      via: z.enum(["email", "none"]).exactOptional(),
      delaySeconds: z.number().int().min(0).max(7_776_000).exactOptional(),
      expireAfterDays: z.number().int().min(1).max(365).exactOptional(),
    })
    .exactOptional(),
  test: z.boolean().exactOptional(),
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
