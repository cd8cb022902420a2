/** Fields that several endpoints take, each with its limits and the sentence a caller gets when it is wrong. */
import * as z from "zod/mini";
import { isAddress, isHeaderSafe } from "../domain/address.ts";
import { idPattern } from "../domain/ids.ts";
import { isLocale, isTimeZone, namesLanguage } from "../domain/locale.ts";
import { isVisible } from "../domain/text.ts";
import { toInstant } from "../domain/time.ts";

/** One line of text, fit for a header. */
export const line = (maxLength: number) =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(maxLength),
      z.refine(isHeaderSafe, "holds line breaks, control or direction characters"),
    );

/** Of what is not empty, which is told by itself. */
export const visible = z.refine<string>((text) => text === "" || isVisible(text), "holds nothing that can be seen");

/** One line that people read, and not a blank one. */
export const visibleLine = (maxLength: number) => line(maxLength).check(z.trim(), z.minLength(1), visible);

export const address = z
  .string()
  .check(
    z.maxLength(254),
    z.refine(isAddress, "is not an e-mail address that mail can be sent to"),
    z.meta({ examples: ["jo@example.com"] }),
  );

export const locale = z
  .string()
  .check(
    z.maxLength(35),
    z.refine(isLocale, "is not a BCP 47 locale such as en-GB"),
    z.meta({ examples: ["en-GB", "de"] }),
  );

/** That a business writes or reads in. A customer's may be anything that some system sends: it falls back to this one. */
export const ownLocale = locale.check(
  z.refine((tag) => !isLocale(tag) || namesLanguage(tag), "begins with no language: write en for English, or de-AT"),
);

export const timeZone = z
  .string()
  .check(
    z.maxLength(64),
    z.refine(isTimeZone, "is not an IANA time zone such as Europe/London"),
    z.meta({ examples: ["Europe/London"] }),
  );

const wallTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time of day such as 20:00"));

/** By the customer's clock. Neither none nor all of a day: who wants none leaves them out, who wants all pauses. */
export const quietHours = z.strictObject({ from: wallTime, to: wallTime }).check(
  z.refine(({ from, to }) => from !== to, "would be none of the day or all of it: leave them out, or pause the survey"),
  z.describe(
    "No mail from the first time until the second, by the customer's clock, else the workspace's. A survey's own take the place of the workspace's",
  ),
);

export const customerId = z.string().check(z.regex(idPattern.customer, "is not a customer id"));

export const surveyId = z.string().check(z.regex(idPattern.survey, "is not a survey id"));

export const wholeNumber = (least: number, most: number) =>
  z.number().check(z.int(), z.minimum(least), z.maximum(most));

const maxDelaySeconds = 90 * 86_400;

/** Who is asked even later does not remember what about. */
export const delaySeconds = z
  .number()
  .check(
    z.int(),
    z.minimum(0),
    z.maximum(maxDelaySeconds, `is above ${maxDelaySeconds}: a mail is due within 90 days of its interaction`),
    z.describe("From the interaction until the mail is due, at most 90 days"),
  );

/** Of an attribute that a business gives an interaction. */
export const attributeName = z.string().check(
  z.regex(/^[A-Za-z0-9_.-]{1,64}$/, "is not a name of at most 64 letters, digits, dots, dashes and underscores"),
  z.refine((name) => name !== "constructor" && name !== "__proto__", "is a name that cannot be used"),
);

/** DynamoDB refuses what is smaller than 10^-130; nothing that is measured comes near. */
export const storable = z.refine<number>(
  (value) => value === 0 || Math.abs(value) >= 1e-9,
  "is too close to zero: send 0 instead",
);

/** DynamoDB holds 38 digits, and numbers beyond 2^53 would not come back as they were sent. */
export const number = z.number().check(
  z.refine((value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER, "is beyond 9007199254740991; send it as a text"),
  storable,
);

/** RFC 3339 with any offset, kept as UTC. */
export const instant = z
  .pipe(
    z.iso.datetime({ offset: true }),
    z.transform((text) => toInstant(Date.parse(text))),
  )
  // Times are compared as text, which four digits of year allow.
  .check(z.refine((at) => /^\d{4}-/.test(at), "is not between the years 0 and 9999 in UTC"));
