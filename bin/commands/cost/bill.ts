/** A month's bill: each line at the list price and below what AWS gives for nothing, and what others charge for as many answers. */
import measured from "./measured.json" with { type: "json" };
import { type Consumption, monthOf, type Steps, type Volume } from "./month.ts";
import { dollarsOf, type MailPlan, mailPlans, type Price, type PriceList } from "./price-list.ts";
import saas from "./saas.json" with { type: "json" };

export interface BillLine {
  readonly service: string;
  readonly line: string;
  readonly quantity: number;
  /** At the list price. */
  readonly dollars: number;
  /** What AWS's free amounts take off, for an account that uses them for nothing else. */
  readonly free: number;
  readonly price: Price;
}

export interface Bill {
  readonly volume: Volume;
  readonly region: string;
  readonly measuredAt: string;
  readonly lines: readonly BillLine[];
  /** Whatever the plan, without mail and watching. */
  readonly besidesMail: { readonly dollars: number; readonly free: number };
  /** Alarms, metrics and the dashboard, which hardly cost more when more is sent. */
  readonly watching: readonly BillLine[];
  /** With the total of everything on that plan. */
  readonly mail: readonly (BillLine & {
    readonly plan: MailPlan;
    readonly total: { readonly dollars: number; readonly free: number };
  })[];
  /** Only where `tracing` is active. */
  readonly tracing: BillLine;
  readonly others: readonly {
    readonly product: string;
    readonly charges: string;
    readonly dollars: number;
    readonly source: string;
    readonly date: string;
  }[];
}

type Resource = Exclude<keyof Consumption, "mails">;
type Watching = keyof typeof watching;

/** In the order in which they are shown. */
const resources: Readonly<Record<Exclude<Resource, Watching | "traces">, readonly [service: string, line: string]>> = {
  dynamodbWriteUnits: ["DynamoDB", "write units"],
  dynamodbReadUnits: ["DynamoDB", "read units"],
  httpApiRequests: ["API Gateway", "requests"],
  lambdaRequests: ["Lambda", "calls"],
  lambdaGigabyteSeconds: ["Lambda", "GB-seconds"],
  snsPublishes: ["SNS", "mail events"],
  sqsRequests: ["SQS", "requests"],
  logGigabytes: ["CloudWatch", "GB of logs"],
};
const watching = {
  alarmMetrics: ["CloudWatch", "metrics of alarms"],
  ownMetrics: ["CloudWatch", "metrics of its own"],
  dashboards: ["CloudWatch", "dashboards"],
} as const;

export function billOf(volume: Volume, region: string, prices: PriceList, steps: Steps = measured.steps): Bill {
  const month = monthOf(volume, steps);
  const linesOf = (of: Readonly<Partial<Record<Resource, readonly [service: string, line: string]>>>): BillLine[] =>
    Object.entries(of).map(([resource, [service, line]]) =>
      lineOf(service, line, month[resource as Resource], prices[resource as Resource]),
    );
  const lines = linesOf(resources);
  const watched = linesOf(watching);
  const plans = Object.keys(mailPlans) as MailPlan[];
  return {
    volume,
    region,
    measuredAt: measured.at,
    lines,
    besidesMail: sumOf(lines),
    watching: watched,
    mail: plans.map((plan) => {
      const line = lineOf("SES", `mails, ${mailPlans[plan]}`, month.mails, prices.mail[plan]);
      return { plan, ...line, total: sumOf([...lines, ...watched, line]) };
    }),
    tracing: lineOf("X-Ray", "traces", month.traces, prices.traces),
    others: saas.map(({ dollarsPerAnswer, ...other }) => ({ ...other, dollars: volume.answers * dollarsPerAnswer })),
  };
}

const lineOf = (service: string, line: string, quantity: number, price: Price): BillLine => ({
  service,
  line,
  quantity,
  dollars: dollarsOf(price, quantity),
  free: dollarsOf(price, Math.min(quantity, price.free)),
  price,
});

function sumOf(lines: readonly BillLine[]): { dollars: number; free: number } {
  const sum = (what: "dollars" | "free") => lines.reduce((total, line) => total + line[what], 0);
  return { dollars: sum("dollars"), free: sum("free") };
}
