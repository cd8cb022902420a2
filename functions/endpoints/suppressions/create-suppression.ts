import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { line } from "../fields.ts";
import { requireLive, suppressFor } from "./suppress-for.ts";
import { email, reason } from "./suppression-fields.ts";
import { SuppressionView, viewSuppression } from "./suppression-view.ts";

export const createSuppression = endpoint(
  {
    route: routes.createSuppression,
    summary:
      "Ends all mailing of an address at once. Harmless twice: what is `unsubscribed` gives way to every other reason, with " +
      "`unsubscribedAt` kept; of the others `complained` takes the place of `manual`, and either that of `bounced`.",
    body: z.strictObject({
      email,
      reason,
      note: z.exactOptional(line(300)).check(z.describe("For whoever asks later why")),
    }),
    returns: {
      201: SuppressionView.check(z.describe("Suppressed")),
      200: SuppressionView.check(z.describe("Suppressed before; the suppression that stands")),
    },
  },
  async ({ caller, body }, services) => {
    requireLive(caller);
    const [written] = await suppressFor(caller, [{ ...body, at: services.clock.now() }], services);
    if (!written) throw new Error("A wish came back without an answer.");
    return { status: written.isNew ? 201 : 200, body: viewSuppression(written.suppression) };
  },
);
