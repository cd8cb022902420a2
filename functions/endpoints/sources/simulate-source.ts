import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { Faults } from "../../http/problem.ts";
import { routes } from "../../routes.ts";
import { InteractionReport } from "../interactions/interaction-report.ts";
import { hookUrl } from "./hook-url.ts";
import { readDelivery } from "./read-delivery.ts";

const Reading = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("mapped"),
    interaction: InteractionReport,
    errors: z.optional(Faults).check(z.describe("What is wrong with its address, which is left out")),
  }),
  z.object({ outcome: z.literal("ignored"), reason: z.string() }),
  z.object({ outcome: z.literal("refused"), errors: Faults }),
]);

export const simulateSource = endpoint(
  {
    route: routes.simulateSource,
    summary:
      "Tells which interactions a payload would become if the source sent it now. No signature is asked for, and nothing is done.",
    body: z.strictObject({
      payload: z.unknown().check(z.describe("What the vendor sends; a body that is not JSON as a text")),
      headers: z._default(z.record(z.string().check(z.maxLength(200)), z.string().check(z.maxLength(4000))), {}),
    }),
    returns: {
      200: z.object({ results: z.array(Reading) }).check(z.describe("One for each event in the payload")),
    },
  },
  async ({ caller: { workspaceId }, params: { id }, body: { payload, headers } }, { sources, settings, clock }) => {
    const source = await sources.get(workspaceId, id);
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const delivery = {
      url: hookUrl(source, settings),
      headers: Object.fromEntries(named),
      body: new TextEncoder().encode(typeof payload === "string" ? payload : JSON.stringify(payload)),
    };
    return { status: 200, body: { results: readDelivery(source, delivery, clock.now()) } };
  },
);
