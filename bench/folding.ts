/** How fast records are folded, beside a bare loop that sums one number of each, and what memory a million of them take. */
import { foldRecords } from "../functions/domain/kpi/fold-kinds.ts";
import { addSeconds } from "../functions/domain/time.ts";
import { type Answer, answerOf } from "./many-answers.ts";
import { median } from "./median.ts";
import type { Section } from "./report.ts";

const begin = "2026-11-22T09:30:00.000Z";
const answers = 100_000;
const streamed = 1_000_000;
const rounds = 9;
const megabyte = 1024 * 1024;

export function measureFolding(): Section {
  const memory = memoryOfStreaming();
  const array = [...stream(answers)];
  const bare = array.map(({ sentAt: _, ...answer }) => ({ ...answer, segments: {} }));
  const ofAll = ratio(() => foldRecords("response", array), array);
  const ofScores = ratio(() => foldRecords("response", bare), bare);
  return {
    title: "Folding",
    about: `Answers with four segments and a time to answer, as times of a bare loop that sums the scores of the same array of ${answers.toLocaleString("en")}; medians of ${rounds} rounds in turn, on one core.`,
    unit: "",
    figures: [
      { what: "times of the bare loop", value: ofAll, budget: 20, why },
      { what: "the same without segments and times", value: ofScores },
      { what: `MB more in use while ${streamed.toLocaleString("en")} are streamed`, value: memory, budget: 256 },
    ],
  };
}

const why =
  "an answer is counted overall and in four segments, its score and its time in each, which takes ten additions in columns that are found by name, and two dates are read; the bare loop is one addition that the compiler unrolls";

function* stream(count: number): Generator<Answer> {
  for (let n = 0; n < count; n++) yield answerOf(n, "srv_1", addSeconds(begin, n % 900));
}

function memoryOfStreaming(): number {
  const before = process.memoryUsage.rss();
  let most = before;
  function* watched(): Generator<Answer> {
    let n = 0;
    for (const answer of stream(streamed)) {
      if (++n % 10_000 === 0) most = Math.max(most, process.memoryUsage.rss());
      yield answer;
    }
  }
  foldRecords("response", watched());
  return (most - before) / megabyte;
}

let kept = 0;

function ratio(fold: () => unknown, array: readonly Answer[]): number {
  const loop = (): void => {
    let sum = 0;
    for (const { score } of array) sum += score;
    kept += sum;
  };
  const ratios = [];
  for (let round = 0; round < rounds; round++) ratios.push(timeOf(fold, 1) / timeOf(loop, 10));
  if (kept === 0) throw new Error("The bare loop summed nothing.");
  return median(ratios);
}

export function timeOf(work: () => unknown, times: number): number {
  const begun = process.hrtime.bigint();
  for (let n = 0; n < times; n++) work();
  return Number(process.hrtime.bigint() - begun) / times;
}
