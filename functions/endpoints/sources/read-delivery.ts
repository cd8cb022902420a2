/** What a source's delivery says happened: for each event the interaction to report, or why there is none. Writes nothing. */
import type * as z from "zod/mini";
import type { Fault } from "../../domain/errors.ts";
import { applyMapping, type Mapping } from "../../domain/mapping.ts";
import type { Source } from "../../domain/source.ts";
import type { Instant } from "../../domain/time.ts";
import { checkValue } from "../../http/check-value.ts";
import { type SourceKindName, sourceKinds } from "../../sources/kinds.ts";
import { type Delivery, SourceFault } from "../../sources/source.ts";
import { InteractionReport, isTooFarAhead } from "../interactions/interaction-report.ts";

export type Reading =
  | {
      readonly outcome: "mapped";
      readonly interaction: z.output<typeof InteractionReport>;
      /** What is wrong with its address, which is left out. */
      readonly errors?: readonly Fault[];
    }
  | { readonly outcome: "ignored"; readonly reason: string }
  | { readonly outcome: "refused"; readonly errors: readonly Fault[] };

/** What HubSpot puts into one delivery at most; the others send one. */
const maxEvents = 100;

export function readDelivery(source: Source, delivery: Delivery, now: Instant): readonly Reading[] {
  const kind = sourceKinds[source.kind as SourceKindName];
  const { events, fault } = eventsOf(delivery, kind);
  if (fault) return [{ outcome: "refused", errors: [fault] }];
  return events.map((event) => withSurvey(readEvent(event, source.mapping ?? kind.mapping, now), source));
}

function eventsOf(delivery: Delivery, kind: (typeof sourceKinds)[SourceKindName]) {
  try {
    const events = kind.events(delivery);
    if (events.length <= maxEvents) return { events };
    return { events: [], fault: { path: "", message: `The body has more than ${maxEvents} events.` } };
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return { events: [], fault: { path: error.path, message: error.message } };
  }
}

function readEvent(event: unknown, mapping: Mapping, now: Instant): Reading {
  const mapped = applyMapping(mapping, event);
  if ("ignored" in mapped) return { outcome: "ignored", reason: mapped.ignored };
  if ("faults" in mapped) return { outcome: "refused", errors: mapped.faults };
  const { data, faults } = checkValue(InteractionReport, mapped.report);
  if (!data) return withoutAddress(mapped.report, located(faults, mapped.from));
  if (data.occurredAt !== undefined && isTooFarAhead(data.occurredAt, now))
    return {
      outcome: "refused",
      errors: [
        {
          path: "occurredAt",
          message: "is more than five minutes ahead: send the time at which it happened, with its offset",
        },
      ],
    };
  return { outcome: "mapped", interaction: data };
}

/** With the places in the event that the wrong fields were read from. */
const located = (faults: readonly Fault[], from: Readonly<Record<string, string>>): readonly Fault[] =>
  faults.map(({ path, message }) => {
    const place = Object.hasOwn(from, path) ? from[path] : undefined;
    return { path, message: place ? `${message} (${place})` : message };
  });

/** Whose address alone is wrong is still a customer, if they have an id. */
function withoutAddress(report: Record<string, unknown>, errors: readonly Fault[]): Reading {
  const { email: _, ...customer } = Object(report["customer"]);
  const isAlone = errors.every(({ path }) => path === "customer.email");
  const { data } = isAlone ? checkValue(InteractionReport, { ...report, customer }) : {};
  return data ? { outcome: "mapped", interaction: data, errors } : { outcome: "refused", errors };
}

const withSurvey = (reading: Reading, { surveyId }: Source): Reading =>
  reading.outcome === "mapped" && surveyId !== undefined
    ? { ...reading, interaction: { survey: surveyId, ...reading.interaction } }
    : reading;
