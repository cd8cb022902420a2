/** How fast records are folded, beside a bare loop that sums one number of each, and what memory a million of them take. */
import { foldRecords } from "../functions/domain/kpi/fold-kinds.ts";
import { epochMs, toInstant } from "../functions/domain/time.ts";
import { type Answer, answerOf } from "./many-answers.ts";
import type { Section } from "./report.ts";

const begin = epochMs("2026-11-22T09:30:00.000Z");
const answers = 100_000;
const streamed = 1_000_000;
const rounds = 100;
const megabyte = 1024 * 1024;

export function measureFolding(): Section {
  const memory = memoryOfStreaming();
  // Copied, so that they lie side by side: over scattered records the bare loop would wait for memory most of its time.
  const array = Array.from(stream(answers), (answer) => ({ ...answer }));
  const bare = array.map(({ surveyId, score, countedAt, test }) => ({
    surveyId,
    score,
    segments: {},
    countedAt,
    test,
  }));
  const ofScores = ratio(() => foldRecords("response", bare), bare);
  const ofAll = ratio(() => foldRecords("response", array), array);
  return {
    title: "Folding",
    about: `Answers as times of a bare loop that sums the scores of the same array of ${answers.toLocaleString("en")}; the fastest of ${rounds} rounds in turn, on one core.`,
    unit: "",
    figures: [
      { what: "scores, times of the bare loop", value: ofScores, budget: 20 },
      { what: "the same with a time to answer and four segments", value: ofAll, budget: 20, why },
      { what: `MB more in use while ${streamed.toLocaleString("en")} are streamed`, value: memory, budget: 256 },
    ],
  };
}

const why =
  "an answer is then counted in five places, its score and its time in each, which takes ten additions, four values found by name, two times read digit by digit and a logarithm; the bare loop is one addition that the compiler unrolls, a nanosecond";

/** In the order of a slot's index, evenly over a quarter-hour. */
function* stream(count: number): Generator<Answer> {
  for (let n = 0; n < count; n++) yield answerOf(n, "srv_1", toInstant(begin + Math.floor((n * 900_000) / count)));
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

/** The fastest of many rounds: how fast the code is, not how busy the machine. */
function ratio(fold: () => unknown, array: readonly Answer[]): number {
  const sums = new Set<number>();
  const loop = () => sums.add(sumOf(array));
  const times = Array.from({ length: rounds }, () => ({ folding: timeOf(fold, 1), looping: timeOf(loop, 10) }));
  if (sums.size !== 1) throw new Error("The bare loop did not sum the same in every round.");
  const fastest = (part: "folding" | "looping") => Math.min(...times.map((time) => time[part]));
  return fastest("folding") / fastest("looping");
}

function sumOf(array: readonly Answer[]): number {
  let sum = 0;
  for (let index = 0; index < array.length; index++) sum += (array[index] as Answer).score;
  return sum;
}

export function timeOf(work: () => unknown, times: number): number {
  const begun = process.hrtime.bigint();
  for (let n = 0; n < times; n++) work();
  return Number(process.hrtime.bigint() - begun) / times;
}
