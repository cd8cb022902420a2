/**
 * The KPIs of customers who come and go, from every interaction there has been, by the KPI rules alone. It follows one customer
 * after the other from the first day on and asks who was active when; nothing is remembered from one question to the next.
 */
import type { Reference } from "./kpis.ts";
import { type Days, isOn } from "./records.ts";
import { wilson } from "./statistics.ts";

export interface RawLifecycle {
  readonly id: string;
  readonly customer: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly amount?: { readonly value: string; readonly currency: string };
  readonly test?: boolean;
}

export const customerKpis = ["churn_rate", "retention_rate", "clv"] as const;
export type CustomerKpi = (typeof customerKpis)[number];

interface Dated extends RawLifecycle {
  readonly at: number;
}

const quarter = 900_000;

export function customerReference(
  kpi: CustomerKpi,
  all: readonly RawLifecycle[],
  days: Days,
  grossMarginPercent?: number,
): Reference {
  const events = all
    .filter(({ test }) => test !== true)
    .sort((a, b) => (a.occurredAt + a.id < b.occurredAt + b.id ? -1 : 1))
    .map((event): Dated => ({ ...event, at: Date.parse(event.occurredAt) }));
  const [start, end] = [startOf(days.from, days.timeZone), startOf(dayAfter(days.to), days.timeZone)];
  const customers = [...new Set(events.map(({ customer }) => customer))];
  const active = (moment: number) => customers.filter((customer) => isActive(customer, events, moment));
  const atStart = active(start);
  const lost = atStart.filter((customer) => isLostBetween(customer, events, start, end));
  switch (kpi) {
    case "churn_rate":
      return share(lost.length, atStart.length);
    case "retention_rate": {
      const atEnd = active(end);
      const isNew = (customer: string) => (activeSince(customer, events, end) ?? 0) >= start;
      return share(atEnd.length - atEnd.filter(isNew).length, atStart.length);
    }
    case "clv": {
      let moments = 0;
      let sum = 0;
      for (let moment = start + quarter; moment <= end; moment += quarter) {
        moments++;
        sum += active(moment).length;
      }
      const months = lengthOf(days) / (365.25 / 12);
      const monthlyChurn = lost.length / atStart.length / months;
      const values = Object.entries(revenue(events, days)).map(([currency, amount]) => {
        const isTold = grossMarginPercent !== undefined && lost.length > 0 && sum > 0;
        const perMonth = amount / (sum / moments) / months;
        return [currency, isTold ? (perMonth * grossMarginPercent) / 100 / monthlyChurn : null] as const;
      });
      return {
        value: values.length === 1 ? (values[0]?.[1] ?? null) : null,
        n: atStart.length,
        interval: null,
        details: Object.fromEntries(values.map(([currency, value]) => [currency, { value, interval: null }])),
      };
    }
  }
}

/** Since when a customer is active right before a moment; undefined when they are not. */
function activeSince(customer: string, events: readonly Dated[], moment: number): number | undefined {
  let since: number | undefined;
  for (const { at, type, customer: whose } of events) {
    if (whose !== customer || at >= moment) continue;
    if (type === "customer.cancelled") since = undefined;
    if (type === "customer.activated" || type === "purchase.completed") since ??= at;
  }
  return since;
}

const isActive = (customer: string, events: readonly Dated[], moment: number): boolean =>
  activeSince(customer, events, moment) !== undefined;

/** Of one who is active at the start: whether they cancelled before the end. */
const isLostBetween = (customer: string, events: readonly Dated[], start: number, end: number): boolean =>
  events.some(
    ({ at, type, customer: whose }) => whose === customer && type === "customer.cancelled" && at >= start && at < end,
  );

/** In units of the currency, counted in millionths of them. */
function revenue(events: readonly RawLifecycle[], days: Days): Record<string, number> {
  const sums: Record<string, bigint> = {};
  for (const { type, occurredAt, amount } of events) {
    if (type !== "purchase.completed" || !amount || !isOn(occurredAt, days)) continue;
    const [, sign, whole, fraction = ""] = /^(-?)(\d+)\.?(\d*)$/.exec(amount.value) ?? [];
    const millionths = BigInt(`${sign}${whole}${fraction.padEnd(6, "0")}`);
    sums[amount.currency] = (sums[amount.currency] ?? 0n) + millionths;
  }
  const some = Object.entries(sums).filter(([, sum]) => sum !== 0n);
  return Object.fromEntries(some.map(([currency, sum]) => [currency, Number(sum) / 1_000_000]));
}

function share(hits: number, n: number): Reference {
  if (n === 0) return { value: null, n, interval: null };
  const { low, high } = wilson(hits, n);
  return { value: (100 * hits) / n, n, interval: { low: 100 * low, high: 100 * high } };
}

/** The first quarter-hour of a local day. */
function startOf(day: string, timeZone: string): number {
  let moment = Date.parse(`${day}T00:00:00Z`) - 86_400_000;
  while (!isOn(new Date(moment).toISOString(), { from: day, to: day, timeZone })) moment += quarter;
  return moment;
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

const lengthOf = ({ from, to }: Days): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
