import { describe, expect } from "vitest";
import { addToDay, slotRange } from "../../../functions/domain/calendar.ts";
import { movesOf } from "../../../functions/domain/customer-move.ts";
import type { Interaction } from "../../../functions/domain/interaction.ts";
import { netOf, withActive } from "../../../functions/domain/kpi/active-customers.ts";
import { overallTally } from "../../../functions/domain/kpi/fold.ts";
import { foldRecords } from "../../../functions/domain/kpi/fold-kinds.ts";
import { type KpiRow, kpis } from "../../../functions/domain/kpi/kpi.ts";
import { mergeTallies, type Tally } from "../../../functions/domain/kpi/tally.ts";
import { windowEnding } from "../../../functions/domain/kpi/window.ts";
import { type CustomerKpi, customerKpis, customerReference, type RawLifecycle } from "../../reference/customers.ts";
import { fc, it } from "../../support/property.ts";
import { anInteraction } from "../builders.ts";
import { printed } from "./printed.ts";

const now = "2026-11-22T12:00:00.000Z";
const retentionDays = 761;
const rows: Readonly<Record<CustomerKpi, KpiRow>> = kpis;

const interactionOf = ({ id, customer, ...facts }: RawLifecycle): Interaction =>
  anInteraction({
    ...facts,
    id: `int_${customer}${id}`,
    customerId: customer,
    receivedAt: now,
    outcome: { outcome: "not_invited", reason: "no_survey" },
    test: facts.test ?? false,
  });

/** As they are stored and read: moves per customer, folds of all of them, and of those before the window how many are active. */
function tallyOf(
  all: readonly RawLifecycle[],
  { from, to, days }: ReturnType<typeof windowEnding>,
  timeZone: string,
): Tally {
  const interactions = all.map(interactionOf);
  const customers = new Set(interactions.map(({ customerId }) => customerId));
  const moves = [...customers].flatMap((customer) =>
    movesOf(
      interactions.filter(({ customerId }) => customerId === customer),
      { standing: [], now, retentionDays },
    ),
  );
  const period = { from: slotRange(from, timeZone).from, until: slotRange(to, timeZone).until };
  const isWithin = (at: string) => at >= period.from && at < period.until;
  const before = foldRecords(
    "move",
    moves.filter(({ at }) => at < period.from),
  );
  const within = foldRecords(
    "move",
    moves.filter(({ at }) => isWithin(at)),
  );
  const bought = foldRecords(
    "interaction",
    interactions.filter(({ occurredAt }) => isWithin(occurredAt)),
  );
  const sums = mergeTallies(overallTally(within), overallTally(bought));
  return { ...withActive(sums, netOf(overallTally(before)), { days, ...period }), grossMarginPercent: 40 };
}

let made = 0;
const event = (customer: string, type: string, occurredAt: string, value?: string, currency = "EUR"): RawLifecycle => ({
  id: String(++made),
  customer,
  type,
  occurredAt,
  ...(value !== undefined && { amount: { value, currency } }),
});

const at = (day: string, time = "12:00"): string => `${day}T${time}:00.000Z`;
const activated = (customer: string, day: string) => event(customer, "customer.activated", at(day));
const cancelled = (customer: string, day: string) => event(customer, "customer.cancelled", at(day));
const bought = (customer: string, day: string, value: string, currency?: string) =>
  event(customer, "purchase.completed", at(day), value, currency);
const times = (count: number, one: (customer: string) => RawLifecycle): RawLifecycle[] =>
  Array.from({ length: count }, (_, index) => one(`c${index}`));

/** November 2026, a window of 30 days. */
const november = windowEnding("2026-11-30", 30);
const measured = (kpi: CustomerKpi, all: readonly RawLifecycle[]) => rows[kpi].measure(tallyOf(all, november, "UTC"));

describe("customers who come and go", () => {
  // Of 20 active on 1 November c0 and c1 were lost, c1 came back; c90 was new, c91 new and lost again.
  const worked = [
    ...times(20, (customer) => activated(customer, "2026-10-05")),
    cancelled("c0", "2026-11-10"),
    cancelled("c1", "2026-11-16"),
    bought("c1", "2026-11-20", "10.10"),
    bought("c90", "2026-11-11", "89.90"),
    activated("c91", "2026-11-06"),
    cancelled("c91", "2026-11-26"),
  ];

  it("are lost at 10 % when 2 of 20 were, whoever came and went meanwhile", () => {
    expect(measured("churn_rate", worked)).toEqual({
      value: 10,
      n: 20,
      // Wilson of 2 in 20, computed apart.
      interval: { low: printed("2.79"), high: printed("30.10") },
      isSmall: true,
    });
  });

  it("are retained at 90 %: 20 at the end, of whom two became active within", () => {
    expect(measured("retention_rate", worked)).toMatchObject({
      value: 90,
      n: 20,
      interval: { low: printed("69.90"), high: printed("97.21") },
    });
  });

  it("are worth what they bring at the margin until they are lost", () => {
    // Days as active, of 30: c2 … c19 540, c0 9.5, c1 15.5 + 10.5, c90 19.5, c91 20: together 615, on average 20.5.
    // 100.00 / 20.5 / (30 / 30.4375) a month, 40 % of it earned, over 0.1 / (30 / 30.4375) lost a month.
    const figure = measured("clv", worked);
    expect(figure.value).toBeCloseTo(19.512195121951, 10);
    expect(figure).toMatchObject({ n: 20, interval: null, details: { EUR: { value: figure.value } } });
  });

  it("bring money of several currencies, which is not added up", () => {
    const abroad = [...worked, bought("c5", "2026-11-12", "300", "USD")];
    const { value, details } = measured("clv", abroad);
    expect(value).toBeNull();
    expect(details?.["EUR"]?.value).toBeCloseTo(19.512195121951, 10);
    expect(details?.["USD"]?.value).toBeCloseTo(3 * 19.512195121951, 10);
    const [one, other] = [worked, abroad].map((all) => tallyOf(all, november, "UTC")) as [Tally, Tally];
    expect(kpis.clv.compare(one, one)).toMatchObject({ difference: 0, low: null, verdict: "unclear" });
    expect(kpis.clv.compare(one, other)).toBeNull();
    const inDollars = worked.map((told) =>
      told.amount ? { ...told, amount: { ...told.amount, currency: "USD" } } : told,
    );
    expect(kpis.clv.compare(one, tallyOf(inDollars, november, "UTC"))).toBeNull();
  });

  it("have no value while nobody is lost, nor without a margin", () => {
    const kept = worked.filter(({ type }) => type !== "customer.cancelled");
    expect(measured("clv", kept)).toMatchObject({ value: null, details: { EUR: { value: null } } });
    const { grossMarginPercent: _, ...without } = tallyOf(worked, november, "UTC");
    expect(kpis.clv.measure(without)).toMatchObject({ value: null });
  });

  it("are lost of those at the start, however long they had been customers", () => {
    const ages = ["2015-01-01", "2025-11-29", "2025-11-30", "2026-10-31"];
    const gone = ages.flatMap((day, index) => [activated(`old${index}`, day), cancelled(`old${index}`, "2026-11-15")]);
    expect(measured("churn_rate", [...worked, ...gone])).toMatchObject({ value: 25, n: 24 });
  });

  it("count as lost of the start only from the quarter-hour before it", () => {
    const late = [
      event("late", "customer.activated", at("2026-10-31", "23:59")),
      event("early", "customer.activated", at("2026-11-01", "00:00")),
      cancelled("late", "2026-11-15"),
      cancelled("early", "2026-11-15"),
    ];
    expect(tallyOf(late, november, "UTC")).toMatchObject({ activeAtStart: 1, lostOfStart: 1, newAtEnd: 0 });
  });

  it("bring every cent, however many and however large", () => {
    const many = [
      bought("c2", "2026-11-02", "999999999999999.999999"),
      ...Array.from({ length: 1000 }, () => bought("c3", "2026-11-03", "0.1")),
      bought("c4", "2026-11-04", "-99.999999"),
    ];
    const tally = tallyOf(many, november, "UTC");
    expect([tally["revenue:EUR"], tally["revenueMillionths:EUR"]]).toEqual([999999999999900, 100_000_000]);
  });

  const customer = fc.constantFrom("a", "b", "c", "d", "e");
  const type = fc.constantFrom("customer.activated", "customer.cancelled", "purchase.completed", "ticket.solved");
  /** Ninety days in quarter-hours, one of which has 25 hours in New York. */
  const when = fc
    .integer({ min: 0, max: 90 * 96 })
    .map((slot) => new Date(Date.parse("2026-09-01T00:00:00Z") + slot * 900_000).toISOString());
  const amount = fc.record({
    value: fc.constantFrom("49.90", "0.01", "1000", "-5", "12.345678"),
    currency: fc.constantFrom("EUR", "USD"),
  });
  const events = fc.array(
    fc
      .record({
        customer,
        type,
        occurredAt: when,
        amount: fc.option(amount, { nil: undefined }),
        test: fc.constantFrom(false, false, true),
      })
      .map(({ amount: told, ...one }) => ({ ...one, ...(told && { amount: told }) })),
    { maxLength: 40 },
  );

  it.prop(
    [
      events,
      fc.constantFrom("UTC", "America/New_York", "Asia/Kathmandu"),
      fc.integer({ min: 20, max: 85 }),
      fc.constantFrom(1, 5, 14),
    ],
    {
      numRuns: 50,
    },
  )("are as the reference follows them one by one", (told, timeZone, last, length) => {
    const all = told.map((one, index) => ({ ...one, id: String(index).padStart(3, "0") }));
    const window = windowEnding(addToDay("2026-09-01", last), length);
    // In whichever order they were told.
    const tally = tallyOf([...all].reverse(), window, timeZone);
    for (const kpi of customerKpis) {
      const { isSmall: _, ...figure } = rows[kpi].measure(tally);
      expectClose(figure, customerReference(kpi, all, { ...window, timeZone }, 40), kpi);
    }
  });
});

function expectClose(actual: unknown, expected: unknown, path: string): void {
  if (typeof actual === "number" && typeof expected === "number") expect(actual, path).toBeCloseTo(expected, 7);
  else if (typeof actual === "object" && typeof expected === "object" && actual && expected) {
    expect(Object.keys(actual).sort(), path).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(actual))
      expectClose(value, (expected as Record<string, unknown>)[key], `${path}.${key}`);
  } else expect(actual, path).toBe(expected);
}
