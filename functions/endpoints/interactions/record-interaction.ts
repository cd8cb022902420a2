import * as z from "zod/mini";
import { invalid } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { acceptInteraction } from "./accept-interaction.ts";
import { InteractionOutcome, viewOutcome } from "./interaction-outcome.ts";
import { InteractionReport, isTooFarAhead, toReport } from "./interaction-report.ts";

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
    const now = services.clock.now();
    const report = toReport(body, now, caller.mode === "test");
    if (isTooFarAhead(report.interaction.occurredAt, now)) {
      throw invalid("occurredAt", "is more than five minutes ahead");
    }
    const { interaction, isNew } = await acceptInteraction(caller.workspace, report, idempotencyKey, services);
    return { status: isNew ? 202 : 200, body: await viewOutcome(interaction, services) };
  },
);
