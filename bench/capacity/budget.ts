/** The steps beside their cost budget: the data model's, and where building showed it to be too tight, that of ADR 29. */
import { dimensions } from "../../functions/domain/segment.ts";
import type { Consumed } from "../ledger.ts";
import type { Section } from "../report.ts";
import { fewPerHour, responsesPerHour, type Steps } from "./steps.ts";

interface Row {
  readonly what: string;
  readonly consumed: Consumed;
  readonly budget?: Consumed;
}

const rowsOf = (steps: Steps): readonly Row[] => [
  {
    what: "accept and invite, known customer",
    consumed: steps.acceptKnown,
    budget: { wcu: 4, rcu: 2 },
  },
  {
    what: "accept and invite, new customer",
    consumed: steps.acceptNew,
    budget: { wcu: 5, rcu: 3.5 },
  },
  {
    what: "accept and invite, known customer, with an Idempotency-Key",
    consumed: steps.acceptKeyed,
    budget: { wcu: 6.1, rcu: 2.1 },
  },
  { what: "the same again", consumed: steps.repeatKeyed, budget: { wcu: 1, rcu: 1 } },
  { what: "record only, known customer, as a row of a batch", consumed: steps.recordBatched },
  {
    what: "accept and invite, after a quiet minute",
    consumed: steps.acceptAfterPause,
    budget: { wcu: 4, rcu: 3 },
  },
  {
    what: "accept and invite, from a webhook",
    consumed: steps.acceptHooked,
    budget: { wcu: 5, rcu: 2 },
  },
  { what: "send", consumed: steps.send, budget: { wcu: 4, rcu: 5.1 } },
  { what: "remind", consumed: steps.remind, budget: { wcu: 6, rcu: 6.5 } },
  { what: "Send and Delivery events", consumed: steps.mailEvents, budget: { wcu: 3, rcu: 1 } },
  { what: "answer", consumed: steps.answer, budget: { wcu: 2, rcu: 1.1 } },
  {
    what: `fold, per response at ${responsesPerHour.toLocaleString("en")} an hour`,
    consumed: steps.fold,
    budget: { wcu: 0.2 + 0.05 * dimensions.length, rcu: 1 },
  },
  { what: `fold, per response at ${fewPerHour} an hour`, consumed: steps.thinFold },
  { what: "daily check, per interaction read", consumed: steps.check },
  { what: "read a KPI with 20 segments", consumed: steps.readKpi, budget: { wcu: 0, rcu: 2 } },
];

export function capacitySections(steps: Steps): Section[] {
  const about = "Per step, table and indexes together, beside its cost budget (ADR 29); dynoxide's figures.";
  const figures = (unit: keyof Consumed) =>
    rowsOf(steps).map(({ what, consumed, budget }) => ({ what, value: consumed[unit], budget: budget?.[unit] }));
  return [
    { title: "Writes", about, unit: "WCU", figures: figures("wcu") },
    { title: "Reads, eventually consistent unless needed", about, unit: "RCU", figures: figures("rcu") },
  ];
}
