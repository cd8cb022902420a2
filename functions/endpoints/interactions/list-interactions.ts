import * as z from "zod/mini";
import { notInvitedReasons } from "../../domain/interaction.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { instantOrDay, listQuery, page } from "../list-fields.ts";
import { listRange } from "../list-range.ts";
import { InteractionView, viewInteraction } from "./interaction-view.ts";

export const listInteractions = endpoint(
  {
    route: routes.listInteractions,
    summary: "Lists interactions by the time they occurred, newest first, the last 30 days unless told otherwise.",
    query: z.strictObject({
      ...listQuery,
      from: z.exactOptional(instantOrDay),
      to: z.exactOptional(instantOrDay),
      outcome: z.exactOptional(z.enum(["invited", "not_invited"])),
      reason: z.exactOptional(z.enum(notInvitedReasons)),
    }),
    returns: { 200: page(InteractionView) },
  },
  async ({ caller: { workspaceId }, query }, { interactions, clock }) => {
    const found = await interactions.list({ workspaceId, ...listRange(query, clock.now()) });
    const wanted = found.items.filter(
      ({ outcome }) =>
        (query.outcome === undefined || outcome.outcome === query.outcome) &&
        (query.reason === undefined || (outcome.outcome === "not_invited" && outcome.reason === query.reason)),
    );
    return { status: 200, body: { ...found, items: wanted.map(viewInteraction) } };
  },
);
