/**
 * Customer lifetime value, by currency, because amounts of several make no sum: what an average customer brings in a month, of
 * which the gross margin is earned for as many months as customers stay, 1 / monthly churn. A month is a twelfth of a year, and
 * the churn of a month is that of the window divided by its months. There is none while nobody was lost.
 */
import { bareDifference, type Difference, type Figure, isSmall } from "./figure.ts";
import { revenueIn } from "./revenue.ts";
import { sumIn, type Tally } from "./tally.ts";

const daysPerMonth = 365.25 / 12;

/** Its value where there is one currency; its details in each. */
export function lifetimeValue(tally: Tally): Figure {
  const n = sumIn(tally, "activeAtStart");
  const values = [...revenueIn(tally)].map(([currency, revenue]) => [currency, inCurrency(revenue, tally)] as const);
  const [first, ...others] = values;
  return {
    value: first === undefined || others.length > 0 ? null : first[1],
    n,
    interval: null,
    isSmall: isSmall(n),
    details: Object.fromEntries(values.map(([currency, value]) => [currency, { value, interval: null }])),
  };
}

/** null where the two windows have not the same one currency. */
export function lifetimeValueDifference(current: Tally, previous: Tally): Difference | null {
  const [now, before] = [current, previous].map((tally) => [...revenueIn(tally).keys()].join());
  return now === before ? bareDifference(lifetimeValue(current), lifetimeValue(previous)) : null;
}

/** null without a margin, and while nobody was lost. */
function inCurrency(revenue: number, tally: Tally): number | null {
  const [lost, active] = [sumIn(tally, "lostOfStart"), sumIn(tally, "activeAtStart")];
  const average = sumIn(tally, "activeOnAverage");
  const margin = tally["grossMarginPercent"];
  if (margin === undefined || lost === 0 || active === 0 || average <= 0) return null;
  const months = sumIn(tally, "days") / daysPerMonth;
  const monthlyChurn = lost / active / months;
  return ((revenue / average / months) * (margin / 100)) / monthlyChurn;
}
