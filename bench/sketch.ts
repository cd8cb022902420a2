/** The percentile sketch: what it takes in a slot's fold, how far its percentiles are off, and merging it beside sorting. */
import { packFolds } from "../functions/adapters/dynamodb/stored-folds.ts";
import { overall, overallFold } from "../functions/domain/kpi/fold.ts";
import { binOf, quantile } from "../functions/domain/kpi/log-histogram.ts";
import { histogramIn, mergeTallies, type Tally } from "../functions/domain/kpi/tally.ts";
import { timeOf } from "./folding.ts";
import { secondsToAnswer } from "./many-answers.ts";
import { median } from "./median.ts";
import type { Section } from "./report.ts";

/** Of a day: a hundred slots of as many values. */
const slots = 96;
const perSlot = 250;
const rounds = 15;

export function measureSketch(): Section {
  const raw = Array.from({ length: slots }, (_, slot) =>
    Array.from({ length: perSlot }, (_, n) => secondsToAnswer(slot * perSlot + n)),
  );
  const tallies = raw.map(sketchOf);
  const [first = {}] = tallies;
  const bytes = packFolds(new Map([[overall, overallFold(first)]])).byteLength;
  const sorted = raw.flat().sort((a, b) => a - b);
  const merged = histogramIn(tallies.reduce(mergeTallies), "answerTime");
  const errors = Array.from({ length: 99 }, (_, percent) => {
    const p = (percent + 1) / 100;
    const position = (sorted.length - 1) * p;
    const [low = 0, high = low] = sorted.slice(Math.floor(position));
    const truth = low + (position - Math.floor(position)) * (high - low);
    return (100 * Math.abs((quantile(merged, p) ?? 0) - truth)) / truth;
  });
  const merge = () => quantile(histogramIn(tallies.reduce(mergeTallies), "answerTime"), 0.9);
  const sort = () => raw.flat().sort((a, b) => a - b)[Math.floor(slots * perSlot * 0.9)];
  const ratios = Array.from({ length: rounds }, () => timeOf(merge, 1) / timeOf(sort, 1));
  return {
    title: "Percentiles",
    about: `Times to answer of ${slots} slots with ${perSlot} answers each, in bins that grow by 4 %, beside the raw values.`,
    unit: "",
    figures: [
      { what: "bytes of a slot's sketch, packed", value: bytes },
      { what: "bytes of the raw values as doubles", value: perSlot * 8 },
      { what: "worst error of p1 to p99, %", value: Math.max(...errors), budget: 2 },
      { what: "merging the slots and reading p90, times of sorting the raw values", value: median(ratios), budget: 1 },
    ],
  };
}

function sketchOf(values: readonly number[]): Tally {
  const tally: Record<string, number> = {};
  for (const value of values) {
    const name = `answerTime:${binOf(value)}`;
    tally[name] = (tally[name] ?? 0) + 1;
  }
  return tally;
}
