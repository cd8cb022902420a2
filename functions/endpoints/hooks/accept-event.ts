/** From what an event of a delivery says to the interaction that is accepted, and what is told and kept of it. */
import type * as z from "zod/mini";
import { type Fault, isAppError } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { OpenSource } from "../../domain/ports/sources.ts";
import type { EventResult } from "../../domain/source.ts";
import { briefFaults } from "../brief-faults.ts";
import { acceptInteraction } from "../interactions/accept-interaction.ts";
import { type InteractionOutcome, viewOutcome } from "../interactions/interaction-outcome.ts";
import { toReport } from "../interactions/interaction-report.ts";
import type { Reading } from "../sources/read-delivery.ts";

export type EventAnswer =
  | {
      readonly outcome: "accepted";
      readonly interaction: z.input<typeof InteractionOutcome>;
      readonly errors?: readonly Fault[];
    }
  | Exclude<Reading, { outcome: "mapped" }>;

/** `idempotencyKey` makes the interaction's id where the event names none. */
export async function acceptEvent(
  reading: Reading,
  idempotencyKey: string,
  { workspace, source }: OpenSource,
  services: Services,
): Promise<EventAnswer> {
  if (reading.outcome !== "mapped") return reading;
  const { errors } = reading;
  const report = toReport(reading.interaction, services.clock.now(), source.mode === "test");
  const asTold = errors ? { ...report, addressIsInvalid: true } : report;
  try {
    const { interaction } = await acceptInteraction(workspace, asTold, idempotencyKey, services);
    return { outcome: "accepted", interaction: await viewOutcome(interaction, services), ...(errors && { errors }) };
  } catch (error) {
    // Of what it names only the workspace knows whether it is there.
    if (!isAppError(error, "invalid")) throw error;
    return { outcome: "refused", errors: error.faults };
  }
}

/** Enough to mend it; a delivery is kept in one item. */
const maxReasonCharacters = 200;

export function toKeep(answer: EventAnswer): EventResult {
  if (answer.outcome === "ignored") return { ...answer, reason: answer.reason.slice(0, maxReasonCharacters) };
  if (answer.outcome === "refused") return { ...answer, errors: briefFaults(answer.errors) };
  const { outcome, interaction, errors } = answer;
  return { outcome, interactionId: interaction.id, ...(errors && { errors: briefFaults(errors) }) };
}
