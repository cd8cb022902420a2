/** Dollars of a month with 100,000 surveys sent and 20,000 answered, by the arithmetic of `hearback cost` over what was counted now. */
import { type BillLine, billOf } from "../bin/commands/cost/bill.ts";
import { priceLists, standardRegion } from "../bin/commands/cost/price-list.ts";
import type { Steps } from "./capacity/steps.ts";
import type { Section } from "./report.ts";

const volume = { surveys: 100_000, answers: 20_000, reminders: 0 };

export function costSection(steps: Steps): Section {
  const prices = priceLists[standardRegion];
  if (!prices) throw new Error(`The price file has no ${standardRegion}.`);
  const { lines, besidesMail, watching, mail, tracing } = billOf(volume, standardRegion, prices, steps);
  const figureOf = ({ service, line, dollars }: BillLine) => ({ what: `${service}, ${line}`, value: dollars });
  return {
    title: `Dollars for ${volume.surveys.toLocaleString("en")} sent and ${volume.answers.toLocaleString("en")} answered in a month`,
    about: `Counted operations at ${standardRegion}'s list prices, without free tiers; billed time assumed. Watching and traces apart.`,
    unit: "$",
    figures: [
      ...lines.map(figureOf),
      {
        what: "all but SES and watching",
        value: besidesMail.dollars,
        budget: 1.2,
        why: `the amounts that AWS gives every account each month leave ${(besidesMail.dollars - besidesMail.free).toFixed(2)} at this size; beyond it takes fewer writes, nearly half of the sum`,
      },
      ...[...watching, ...mail].map(figureOf),
      { ...figureOf(tracing), what: "X-Ray, unless `tracing` is off" },
    ],
  };
}
