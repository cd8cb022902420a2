/**
 * Amounts of money as sums of integers, so that no cent is lost however many are added: whole units of the currency, and
 * millionths of one for the rest, because not every currency has a hundred parts and amounts are told with up to six decimals.
 */
import type { Interaction } from "../interaction.ts";
import type { Sums } from "./fold-builder.ts";
import { sumIn, type Tally } from "./tally.ts";

const units = "revenue:";
const millionths = "revenueMillionths:";
const decimals = 6;

export function addRevenue({ value, currency }: NonNullable<Interaction["amount"]>, sums: Sums): void {
  const sign = value.startsWith("-") ? -1 : 1;
  const [whole = "", fraction = ""] = value.replace("-", "").split(".");
  sums.add(`${units}${currency}`, sign * Number(whole));
  sums.add(`${millionths}${currency}`, sign * Number(fraction.padEnd(decimals, "0")));
}

/** Revenue by currency, in order; of a currency whose amounts sum to nothing there is none. */
export function revenueIn(tally: Tally): ReadonlyMap<string, number> {
  const currencies = Object.keys(tally).flatMap((name) => {
    const prefix = [units, millionths].find((one) => name.startsWith(one));
    return prefix === undefined ? [] : [name.slice(prefix.length)];
  });
  const revenue = (currency: string) =>
    sumIn(tally, `${units}${currency}`) + sumIn(tally, `${millionths}${currency}`) / 10 ** decimals;
  const all = [...new Set(currencies)].sort().map((currency) => [currency, revenue(currency)] as const);
  return new Map(all.filter(([, sum]) => sum !== 0));
}
