import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { acceptReport } from "./accept-report.ts";
import { InteractionOutcome, viewOutcome } from "./interaction-outcome.ts";
import { InteractionReport } from "./interaction-report.ts";

export const recordInteraction = endpoint(
  {
    route: routes.recordInteraction,
    summary: "Records an interaction, and invites the customer to a survey when one applies and it is fair to ask.",
    body: InteractionReport,
    returns: {
      202: InteractionOutcome.check(z.describe("Accepted")),
      200: InteractionOutcome.check(z.describe("Accepted before; the first result")),
    },
  },
  async ({ caller, body, idempotencyKey }, services) => {
    const { interaction, isNew } = await acceptReport(body, caller, idempotencyKey, services);
    return { status: isNew ? 202 : 200, body: await viewOutcome(interaction, services) };
  },
);
