/** The steps beside the cost budget of the data model, and why one is above it. */
import { dimensions } from "../../functions/domain/segment.ts";
import type { Consumed } from "../ledger.ts";
import type { Section } from "../report.ts";
import { fewPerHour, responsesPerHour, type Steps } from "./steps.ts";

interface Row {
  readonly what: string;
  readonly consumed: Consumed;
  readonly budget?: Consumed;
  readonly why?: string;
}

const rowsOf = (steps: Steps): readonly Row[] => [
  {
    what: "accept and invite, known customer",
    consumed: steps.acceptKnown,
    budget: { wcu: 4, rcu: 1.5 },
    why: why.accepting,
  },
  {
    what: "accept and invite, new customer",
    consumed: steps.acceptNew,
    budget: { wcu: 5, rcu: 1.5 },
    why: why.acceptingNew,
  },
  {
    what: "accept and invite, known customer, with an Idempotency-Key",
    consumed: steps.acceptKeyed,
    budget: { wcu: 6, rcu: 1.5 },
    why: why.acceptingKeyed,
  },
  { what: "the same again", consumed: steps.repeatKeyed, budget: { wcu: 1, rcu: 1 } },
  { what: "record only, known customer, as a row of a batch", consumed: steps.recordBatched },
  {
    what: "accept and invite, after a quiet minute",
    consumed: steps.acceptAfterPause,
    budget: { wcu: 4, rcu: 1.5 },
    why: why.acceptingAfterPause,
  },
  {
    what: "accept and invite, from a webhook",
    consumed: steps.acceptHooked,
    budget: { wcu: 4, rcu: 1.5 },
    why: why.acceptingHooked,
  },
  { what: "send", consumed: steps.send, budget: { wcu: 4, rcu: 1.5 }, why: why.sending },
  { what: "remind", consumed: steps.remind, budget: { wcu: 5, rcu: 1.5 }, why: why.reminding },
  { what: "Send and Delivery events", consumed: steps.mailEvents, budget: { wcu: 3, rcu: 1 } },
  { what: "answer", consumed: steps.answer, budget: { wcu: 2, rcu: 1 }, why: why.answering },
  {
    what: `fold, per response at ${responsesPerHour.toLocaleString("en")} an hour`,
    consumed: steps.fold,
    budget: { wcu: 0.2 + 0.05 * dimensions.length, rcu: 1 },
    why: why.folding,
  },
  { what: `fold, per response at ${fewPerHour} an hour`, consumed: steps.thinFold },
  { what: "daily check, per interaction read", consumed: steps.check },
  { what: "read a KPI with 20 segments", consumed: steps.readKpi, budget: { wcu: 0, rcu: 2 }, why: why.reading },
];

export function capacitySections(steps: Steps): Section[] {
  const about = "Per step, table and indexes together, beside the cost budget of the data model; dynoxide's figures.";
  const figures = (unit: keyof Consumed) =>
    rowsOf(steps).map(({ what, consumed, budget, why }) => ({
      what,
      value: consumed[unit],
      budget: budget?.[unit],
      why,
    }));
  return [
    { title: "Writes", about, unit: "WCU", figures: figures("wcu") },
    { title: "Reads, eventually consistent unless needed", about, unit: "RCU", figures: figures("rcu") },
  ];
}

const why = {
  accepting:
    "the workspace is read with each, so that a revoked key or a paused survey counts with the next call; keeping it for a minute would save 0.5",
  acceptingKeyed:
    "what the key has called is written down once in a hundred calls that come at once, of which this was one in its twenty; its reads are those of every call",
  acceptingNew:
    "a second identity may be claimed at the same moment, which only a consistent read (1) after the write can see; a new customer comes once",
  acceptingHooked:
    "the workspace is read with each, as of a key (0.5); the delivery is kept (1 write), because a business looks there first for what its vendor has sent and why nothing came of it",
  acceptingAfterPause:
    "key and surveys are read again: longer than a minute nothing is kept, should a change have crashed before it was announced",
  folding:
    "the stream is read every half minute and each time marks the quarter-hour again; a longer window would save writes and cost freshness",
  sending:
    "workspace, interaction (the commit), suppression and customer are read before, the invitation and the suppression consistently (2) after the claim; all attributes in the due index would save 0.5, the rest is what keeps a mail from being sent twice, or after a pause",
  reminding:
    "as for a send, and consistently (1) whether it was answered; and by then its history and what events told make the invitation larger than the 1 KB of the budget, so that it costs two units in the table and two in by-day",
  answering:
    "invitation and workspace, and once a minute the survey, which may have been archived; the response is put without reading",
  reading:
    "the overall figure and the segments are two items each; a copy of the first in every dimension's item would save 1",
} as const;
