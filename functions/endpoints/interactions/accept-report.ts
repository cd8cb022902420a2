/** Accepting what a caller of the API reports, alone or as a row of many. */
import type * as z from "zod/mini";
import type { Caller } from "../../domain/api-key.ts";
import { invalid } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports/services.ts";
import { type Accepted, acceptInteraction } from "./accept-interaction.ts";
import { type InteractionReport, isTooFarAhead, toReport } from "./interaction-report.ts";

/** `idempotencyKey` makes the interaction's id where the report names none. */
export async function acceptReport(
  body: z.output<typeof InteractionReport>,
  { workspace, mode }: Caller,
  idempotencyKey: string | undefined,
  services: Services,
): Promise<Accepted> {
  const now = services.clock.now();
  const report = toReport(body, now, mode === "test");
  if (isTooFarAhead(report.interaction.occurredAt, now)) {
    throw invalid("occurredAt", "is more than five minutes ahead: send the time at which it happened, with its offset");
  }
  return acceptInteraction(workspace, report, idempotencyKey, services);
}
