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
    summary: "Ends all mailing of an address at once. Harmless twice: the first reason stands.",
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
  async ({ caller, body: { email, ...wish } }, services) => {
    requireLive(caller);
    const { suppression, isNew } = await suppressFor(caller, email, { ...wish, at: services.clock.now() }, services);
    return { status: isNew ? 201 : 200, body: viewSuppression(suppression) };
  },
);
