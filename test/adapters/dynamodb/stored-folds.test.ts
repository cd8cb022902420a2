import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect } from "vitest";
import { pagesOf } from "../../../functions/adapters/dynamodb/pages-of-folds.ts";
import { packFolds, parted, unpackFolds } from "../../../functions/adapters/dynamodb/stored-folds.ts";
import { type Folds, mergeFolds, overallFold, type Values } from "../../../functions/domain/kpi/fold.ts";
import {
  anyAnswers,
  anyTimedAnswers,
  contentOf,
  counted,
  foldResponses,
  hostileValues,
} from "../../domain/kpi/counted.ts";
import { fc, it } from "../../support/property.ts";

/** As it comes back from the table. */
const stored = (folds: Folds): Folds => unpackFolds(unmarshall(marshall({ folds: packFolds(folds) }))["folds"]);

const agent = (value: string, tally: Record<string, number>): Folds =>
  new Map([["agent", new Map([[value, { value, tally }]])]]);

describe("a stored fold", () => {
  it.each(hostileValues)("comes back with a value named %j", (value) => {
    const folds = foldResponses([counted({ score: 3, segments: { agent: { value, label: value } } })]);
    expect(contentOf(stored(folds))).toEqual(contentOf(folds));
  });

  it.prop([anyAnswers])("comes back as it was", (answers) => {
    const folds = foldResponses(answers);
    expect(contentOf(stored(folds))).toEqual(contentOf(folds));
  });

  const name = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc
      .tuple(fc.constantFrom("score", "handleTime", "outcome", ""), fc.oneof(fc.integer(), fc.constant("07")))
      .map((of) => of.join(":")),
  );
  it.prop([fc.dictionary(name, fc.double({ noNaN: true, noDefaultInfinity: true }))])(
    "comes back with sums of every name and size",
    (tally) => {
      // JSON knows no negative zero, and no sum is one.
      const sums = Object.fromEntries(Object.entries(tally).map(([key, sum]) => [key, sum + 0]));
      expect(stored(agent("a-7", sums)).get("agent")?.get("a-7")?.tally).toEqual(sums);
    },
  );

  it.prop([anyTimedAnswers])(
    "comes back of its two parts, of which one holds all that is no bin and every name",
    (answers) => {
      const whole = foldResponses(answers);
      const { folds, bins } = parted(whole);
      expect(contentOf(mergeFolds([stored(folds), stored(bins)]))).toEqual(contentOf(whole));
      const sums = (of: Folds) => [...of.values()].flatMap((values) => [...values.values()]).map(({ tally }) => tally);
      expect(
        sums(folds)
          .flatMap(Object.keys)
          .filter((name) => name.startsWith("answerTime:")),
      ).toEqual([]);
      expect(
        sums(bins)
          .flatMap(Object.keys)
          .filter((name) => !name.startsWith("answerTime:")),
      ).toEqual([]);
    },
  );

  it("is refused in a form that is not known, in place of being read as none", () => {
    const [, ...packed] = packFolds(new Map([["all", overallFold({ asked: 2 })]]));
    expect(() => unpackFolds(Uint8Array.of(8, ...packed))).toThrow(/^Folds of form 8 are not known here/);
  });

  it("takes few bytes for twenty values with percentiles", () => {
    const bins = (seed: number) =>
      Object.fromEntries(Array.from({ length: 60 }, (_, bin) => [`handleTime:${100 + bin}`, 1 + ((bin * seed) % 40)]));
    const agents = Array.from({ length: 20 }, (_, index) =>
      agent(`a-${index}`, { handle: 900, handleSum: 1234567, ...bins(index) }),
    );
    // Two of them, of a window and the one before, are two read units at most.
    expect(packFolds(mergeFolds(agents)).length).toBeLessThan(8192);
  });
});

describe("a day of many values", () => {
  const values = (count: number): Values =>
    new Map(
      Array.from({ length: count }, (_, index) => `${index}`.padStart(1000, "v")).map((value) => [
        value,
        { value, tally: { sent: 1 } },
      ]),
    );
  const folds = (count: number): Folds =>
    new Map([
      ["all", overallFold({ sent: count })],
      ["agent", values(count)],
    ]);

  it("is one item while it fits, with the overall fold in it", () => {
    const [page, ...further] = pagesOf(folds(150), "agent");
    expect([page.get("all")?.size, page.get("agent")?.size, further.length]).toEqual([1, 150, 0]);
    expect([...pagesOf(folds(3), "all")[0].keys()]).toEqual(["all"]);
  });

  it("is cut by what it takes, and none is lost", () => {
    const pages = pagesOf(folds(900), "agent");
    expect(pages.length).toBe(5);
    expect(contentOf(new Map([["agent", mergeFolds(pages).get("agent") ?? new Map()]]))).toEqual(
      contentOf(new Map([["agent", values(900)]])),
    );
  });
});
