import * as z from "zod/mini";
import { type Interaction, notInvitedReasons } from "../../domain/interaction.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { customerId, surveyId } from "../fields.ts";
import { instantOrDay, listQuery, page } from "../list-fields.ts";
import { listRange } from "../list-range.ts";
import { InteractionView, interactionColumns, viewInteraction } from "./interaction-view.ts";

const InteractionQuery = z.strictObject({
  ...listQuery,
  from: z.exactOptional(instantOrDay),
  to: z.exactOptional(instantOrDay),
  outcome: z.exactOptional(z.enum(["invited", "not_invited"])),
  reason: z.exactOptional(z.enum(notInvitedReasons)),
  survey: z.exactOptional(surveyId).check(z.describe("Those that were invited to it")),
  type: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(100))),
  customer: z.exactOptional(customerId).check(z.describe("cus_…: those of one customer")),
});

export const listInteractions = endpoint(
  {
    route: routes.listInteractions,
    summary: "Lists interactions by the time they occurred, newest first, the last 30 days unless told otherwise.",
    query: InteractionQuery,
    columns: interactionColumns,
    returns: { 200: page(InteractionView).check(z.describe("A page may be short: go on until nextCursor is absent")) },
  },
  async ({ caller: { workspaceId }, query }, { interactions, clock }) => {
    const { customer } = query;
    const found = await interactions.list({
      workspaceId,
      ...(customer !== undefined && { customerId: customer }),
      ...listRange(query, clock.now()),
    });
    return { status: 200, body: { ...found, items: found.items.filter(isWanted(query)).map(viewInteraction) } };
  },
);

const isWanted =
  ({ outcome: wanted, reason, survey, type }: z.output<typeof InteractionQuery>) =>
  ({ outcome, type: reported }: Interaction): boolean =>
    (wanted === undefined || outcome.outcome === wanted) &&
    (reason === undefined || (outcome.outcome === "not_invited" && outcome.reason === reason)) &&
    (survey === undefined || (outcome.outcome === "invited" && outcome.invitation.surveyId === survey)) &&
    (type === undefined || reported === type);
