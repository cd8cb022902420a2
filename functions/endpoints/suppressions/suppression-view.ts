/** A suppression as the API shows it. */
import * as z from "zod/mini";
import { type SuppressedAddress, suppressionReasons } from "../../domain/suppression.ts";

export const SuppressionView = z.object({
  id: z.string(),
  email: z.optional(z.string()).check(z.describe("Absent where it is not kept")),
  customerId: z.optional(z.string()).check(z.describe("Whose mail it came from")),
  reason: z.enum(suppressionReasons),
  at: z.iso.datetime(),
  unsubscribedAt: z
    .optional(z.iso.datetime())
    .check(z.describe("When they unsubscribed themselves, although another reason stands")),
  by: z.optional(z.string()).check(z.describe("The key that the reason was told with")),
  note: z.optional(z.string()),
  addedAt: z.optional(z.iso.datetime()).check(z.describe("When Hearback learned of it; lists are sorted by it")),
  changedAt: z
    .optional(z.iso.datetime())
    .check(z.describe("When it learned of the reason, if that took the place of another")),
});

/** As CSV. */
export const suppressionColumns = Object.keys(SuppressionView.shape);

/** Without the list of customers, which is there for lifting it. */
export const viewSuppression = ({ customerIds: _, ...shown }: SuppressedAddress): z.input<typeof SuppressionView> =>
  shown;
