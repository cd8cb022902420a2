import * as z from "zod/mini";
import { AppError } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { OpenSource } from "../../domain/ports/sources.ts";
import type { Instant } from "../../domain/time.ts";
import { endpoint } from "../../http/endpoint.ts";
import { Faults } from "../../http/problem.ts";
import { routes } from "../../routes.ts";
import { type SourceKindName, sourceKinds } from "../../sources/kinds.ts";
import type { Delivery } from "../../sources/source.ts";
import { isPing } from "../../sources/woocommerce.ts";
import { InteractionOutcome } from "../interactions/interaction-outcome.ts";
import { readDelivery } from "../sources/read-delivery.ts";
import { acceptEvent, type EventAnswer, toKeep } from "./accept-event.ts";

const EventOutcome = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("accepted"),
    interaction: InteractionOutcome,
    errors: z.optional(Faults).check(z.describe("What was wrong, and left out")),
  }),
  z.object({ outcome: z.literal("ignored"), reason: z.string() }),
  z.object({ outcome: z.literal("refused"), errors: Faults }),
]);

export const recordDelivery = endpoint(
  {
    route: routes.recordDelivery,
    summary:
      "Takes a webhook of a source, signed as its vendor signs, and records the interactions in it. " +
      "The same one again gets the same answer, and nothing is done twice.",
    returns: {
      200: z.string().check(z.describe("A vendor's trial of the address, answered as that vendor wants it")),
      202: z
        .object({ results: z.array(EventOutcome) })
        .check(z.describe("One for each event in it; a wrong one harms no other")),
    },
  },
  async ({ params: { sourceId }, raw, limitRate }, services) => {
    const { settings, sources } = services;
    const { target, receivedAt, ...request } = raw;
    // Whatever the address: a vendor's greeting is not signed, and would tell which sources there are.
    if (isPing(request.body)) return { status: 200 };
    const delivery = { ...request, url: settings.publicUrl + target };
    const opened = await sources.open(sourceId);
    if (!opened || !isSigned(delivery, opened, receivedAt)) throw refuse(services);
    await limitRate({ workspaceId: opened.workspace.id, sourceId });
    return { status: 202, body: { results: await acceptEvents(delivery, opened, services) } };
  },
);

const isSigned = (delivery: Delivery, { source, secrets }: OpenSource, receivedAt: Instant): boolean =>
  source.enabled && sourceKinds[source.kind as SourceKindName].verify(delivery, secrets, receivedAt);

/** Wrong or stale, unknown, disabled or without a secret: all look the same. */
function refuse({ metrics }: Services): AppError {
  metrics.count("HooksRefused");
  return new AppError(
    "unauthorized",
    "The delivery is not signed with the secret of a source that is enabled: compare the secret, the address and the clock.",
  );
}

/** One after the other: they are often about the same customer. */
async function acceptEvents(delivery: Delivery, opened: OpenSource, services: Services): Promise<EventAnswer[]> {
  const { source } = opened;
  const { ids, clock, deliveries } = services;
  const digest = ids.digest(delivery.body);
  const answers: EventAnswer[] = [];
  for (const [index, reading] of readDelivery(source, delivery, clock.now()).entries())
    answers.push(await acceptEvent(reading, `${source.id} ${digest} ${index}`, opened, services));
  const { id: sourceId, workspaceId } = source;
  const results = answers.map(toKeep);
  await deliveries.add({ id: ids.random(8), workspaceId, sourceId, at: clock.now(), results });
  return answers;
}
