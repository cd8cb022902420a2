/** What a month costs: counted operations times dated prices, and what others charge for the answers of that month. */
import { plainCommand } from "./command.ts";
import { type Bill, billOf } from "./cost/bill.ts";
import { billText } from "./cost/bill-text.ts";
import { priceLists, standardRegion } from "./cost/price-list.ts";
import { wrongUsage } from "./failure.ts";

/** Beyond it a single dispatcher, and a price list without volume discounts, say nothing. */
const most = 100_000_000;

const regions = Object.keys(priceLists);

export const cost = plainCommand({
  name: "cost",
  summary: "Tells what a month costs on AWS, line by line, and what other services charge for it.",
  details: `Operations are counted by npm run bench, prices are AWS's list prices with their date; --json has the source of each.
Surveys are taken to come at an even rate, in one workspace.`,
  options: {
    surveys: { value: "N", help: "surveys mailed in the month, such as 100000", required: true },
    answers: { value: "N", help: "answers to them, such as 20000", required: true },
    reminders: { value: "N", help: "reminders mailed besides (default 0)" },
    region: { value: "REGION", help: `whose prices: ${regions.join(", ")} (default ${standardRegion})` },
  },
  async run({ values: { surveys, answers, reminders = "0", region = standardRegion } }) {
    const volume = {
      surveys: countOf("surveys", surveys),
      answers: countOf("answers", answers),
      reminders: countOf("reminders", reminders),
    };
    if (volume.answers > volume.surveys) throw wrongUsage("--answers is above --surveys: a survey has one answer.");
    const prices = Object.hasOwn(priceLists, region) ? priceLists[region] : undefined;
    if (!prices) throw wrongUsage(`--region is none whose prices are known here: ${regions.join(", ")}.`);
    const bill: Bill = billOf(volume, region, prices);
    return { json: bill, text: billText(bill) };
  },
});

function countOf(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw wrongUsage(`--${option} is not a whole number such as 20000.`);
  const count = Number(text);
  if (count > most) throw wrongUsage(`--${option} is above ${most}.`);
  return count;
}
