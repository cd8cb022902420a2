/** A bill for people at a terminal. */
import { table } from "../print.ts";
import type { Bill, BillLine } from "./bill.ts";
import { mailPlans } from "./price-list.ts";

export function billText({
  volume,
  region,
  measuredAt,
  lines,
  besidesMail,
  watching,
  mail,
  tracing,
  others,
}: Bill): string {
  const { surveys, answers, reminders } = volume;
  const running = { service: "all of these", line: "", ...besidesMail };
  const rows = [...lines.map(rowOf), sumOf(running), ...[...watching, ...mail].map(rowOf)];
  const totals = mail.map(({ plan, total }) => sumOf({ service: "total", line: mailPlans[plan], ...total }));
  const prices = [...lines, ...watching, ...mail].map(({ price }) => price.date).sort();
  const asked = `${whole(surveys)} surveys, ${whole(answers)} answers`;
  const head = `A month with ${reminders > 0 ? `${asked}, ${whole(reminders)} reminders` : asked}, in dollars`;
  const notes = [
    `List prices of ${region} from ${prices[0]} to ${prices.at(-1)}; operations counted on ${measuredAt}, Lambda's time assumed.`,
    "FREE is what AWS gives every account each month, as long as nothing else of the account uses it.",
    "New SES accounts begin on Essentials; hearback doctor tells which plan yours is on, and how to change it.",
    `With tracing active X-Ray adds ${money(tracing.dollars)}, less ${money(tracing.free)} free. Not in it: storage, traffic.`,
  ];
  return `${head}\n\n${table(["service", "line", padded("quantity"), padded("list"), padded("free"), padded("left")], [...rows, ...totals], "")}\n${notes.join("\n")}\n${othersText(others, answers)}`;
}

const columnWidth = 12;
const padded = (text: string): string => text.padStart(columnWidth);

const left = ({ dollars, free }: { readonly dollars: number; readonly free: number }): number => dollars - free;

const rowOf = (line: BillLine): string[] => {
  const [service = "", name = "", , ...dollars] = sumOf(line);
  return [service, name, padded(whole(line.quantity)), ...dollars];
};

function sumOf(sum: Pick<BillLine, "service" | "line" | "dollars" | "free">): string[] {
  const { service, line, dollars, free } = sum;
  return [service, line, "", ...[dollars, free, left(sum)].map((value) => padded(money(value)))];
}

function othersText(others: Bill["others"], answers: number): string {
  const rows = others.map(({ product, dollars, charges, date, source }) =>
    [`\n${product}  ${money(dollars)}  for ${charges}.`, `  ${source}, read ${date}`].join("\n"),
  );
  return `\nWhat others charge for ${whole(answers)} answers, beside their plans\n${rows.join("\n")}\n`;
}

const whole = (value: number): string =>
  value < 10 ? String(Number(value.toFixed(2))) : Math.round(value).toLocaleString("en");

const money = (value: number): string =>
  value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
