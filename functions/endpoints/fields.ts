/** Fields that several endpoints take, each with its limits and the sentence a caller gets when it is wrong. */
import * as z from "zod";
import { isAddress, isHeaderSafe } from "../domain/address.ts";
import { isLocale, isTimeZone } from "../domain/locale.ts";
import { toInstant } from "../domain/time.ts";

/** One line of text, fit for a header. */
export const line = (maxLength: number) =>
  z.string().min(1).max(maxLength).refine(isHeaderSafe, "holds line breaks, control or direction characters");

export const address = z.string().max(254).refine(isAddress, "is not an e-mail address that mail can be sent to");

export const locale = z.string().max(35).refine(isLocale, "is not a BCP 47 locale such as en-GB");

export const timeZone = z.string().max(64).refine(isTimeZone, "is not an IANA time zone such as Europe/London");

/** RFC 3339 with any offset, kept as UTC. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => toInstant(Date.parse(text)))
  // Times are compared as text, which four digits of year allow.
  .refine((at) => /^\d{4}-/.test(at), "is not between the years 0 and 9999 in UTC");

/** A calendar day stands for its first moment in UTC. */
export const instantOrDay = z.union([instant, z.iso.date().transform((day) => `${day}T00:00:00.000Z`)], {
  error: "is not a time such as 2026-11-22T09:30:00Z or a day such as 2026-11-22",
});

export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).exactOptional().describe("nextCursor of the page before"),
};

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().exactOptional() });
