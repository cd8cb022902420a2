import { describe, expect } from "vitest";
import { countIn, histogramIn, mergeTallies, type Tally } from "../../../functions/domain/kpi/tally.ts";
import { fc, it } from "../../support/property.ts";

const name = fc.constantFrom(
  "sent",
  "delivered",
  "score:9",
  "score:-1",
  "scores:9",
  "answerTime:0",
  "answerTime:-1000",
);
const tally: fc.Arbitrary<Tally> = fc.dictionary(name, fc.nat({ max: 1000 }));

describe("merging tallies", () => {
  it("adds what has the same name and keeps what has not", () => {
    expect(mergeTallies({ sent: 2, bounced: 1 }, { sent: 3, complained: 1 })).toEqual({
      sent: 5,
      bounced: 1,
      complained: 1,
    });
  });

  it.prop([tally, tally, tally])("comes to the same in any order", (a, b, c) => {
    expect(mergeTallies(a, b)).toEqual(mergeTallies(b, a));
    expect(mergeTallies(mergeTallies(a, b), c)).toEqual(mergeTallies(a, mergeTallies(b, c)));
    expect(mergeTallies(a, {})).toEqual({ ...a });
  });

  it.prop([tally, tally])("leaves what it merges as it was", (a, b) => {
    const before = [{ ...a }, { ...b }];
    mergeTallies(a, b);
    expect([{ ...a }, { ...b }]).toEqual(before);
  });
});

describe("a histogram in a tally", () => {
  it("is what is named like it, and nothing that is named alike", () => {
    const scores = histogramIn({ "score:9": 2, "score:-1": 1, score: 5, "scores:9": 7, "underscore:9": 7 }, "score");
    expect([...scores]).toEqual([
      [9, 2],
      [-1, 1],
    ]);
    expect(countIn(scores)).toBe(3);
  });

  it("is empty where there is none", () => {
    expect(histogramIn({ sent: 1 }, "score").size).toBe(0);
    expect(countIn(new Map())).toBe(0);
  });
});
