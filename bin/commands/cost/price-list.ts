/** AWS's list prices on demand as they stand in prices.json, each with where it was read and when. */
import type { Consumption } from "./month.ts";
import prices from "./prices.json" with { type: "json" };

export interface Price {
  readonly dollars: number;
  /** For so many. */
  readonly per: number;
  /** What AWS gives each account every month for nothing, without end. */
  readonly free: number;
  readonly source: string;
  /** On which it was so. */
  readonly date: string;
}

export const mailPlans = { alaCarte: "à la carte", essentials: "Essentials" } as const;
export type MailPlan = keyof typeof mailPlans;

export type PriceList = Readonly<Record<Exclude<keyof Consumption, "mails">, Price>> & {
  readonly mail: Readonly<Record<MailPlan, Price>>;
};

export const priceLists: Readonly<Record<string, PriceList>> = prices;

export const standardRegion = "us-east-1";

export const dollarsOf = ({ dollars, per }: Price, quantity: number): number => (quantity / per) * dollars;
