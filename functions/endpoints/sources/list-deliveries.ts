import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { Faults } from "../../http/problem.ts";
import { routes } from "../../routes.ts";

const shown = 50;

const EventResult = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("accepted"),
    interactionId: z.string(),
    errors: z.optional(Faults).check(z.describe("What was wrong, and left out")),
  }),
  z.object({ outcome: z.literal("ignored"), reason: z.string() }),
  z.object({ outcome: z.literal("refused"), errors: Faults }),
]);

export const listDeliveries = endpoint(
  {
    route: routes.listDeliveries,
    summary:
      `Lists the last ${shown} deliveries of a source, newest first, and what became of each of their events. ` +
      "They are kept for 30 days, without what was in them. A wrong signature leaves no delivery.",
    returns: { 200: z.object({ items: z.array(z.object({ at: z.iso.datetime(), results: z.array(EventResult) })) }) },
  },
  async ({ caller: { workspaceId }, params: { id } }, { sources, deliveries }) => {
    const source = await sources.get(workspaceId, id);
    const found = await deliveries.list(source.id, shown);
    return { status: 200, body: { items: found.map(({ at, results }) => ({ at, results })) } };
  },
);
