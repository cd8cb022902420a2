import { describe, expect, it } from "vitest";
import type { Folds, Label, SegmentFold } from "../../../functions/domain/kpi/fold.ts";
import type { Tally } from "../../../functions/domain/kpi/tally.ts";
import { differenceOf } from "../../../functions/domain/laws/difference.ts";
import { madeAt } from "../builders.ts";

const foldsOf = (told: Record<string, Record<string, Omit<SegmentFold, "value">>>): Folds =>
  new Map(
    Object.entries(told).map(([dimension, values]) => [
      dimension,
      new Map(Object.entries(values).map(([value, fold]) => [value, { value, ...fold }])),
    ]),
  );
const inAll = (tally: Tally): Folds => foldsOf({ all: { all: { tally } } });
const byChannel = (values: Record<string, Tally>): Folds =>
  foldsOf({ channel: Object.fromEntries(Object.entries(values).map(([value, tally]) => [value, { tally }])) });
const agent = (label?: Label): Folds => foldsOf({ agent: { "a-1": { tally: { count: 2 }, ...(label && { label }) } } });
const named = (text: string, at = madeAt): Folds => agent({ text, at });
const none: Folds = new Map();

describe("folds that are the same", () => {
  it("hold the same sums in whatever order", () => {
    const stored = foldsOf({
      all: { all: { tally: { count: 3, "score:9": 1 } } },
      channel: { chat: { tally: { count: 2 } }, phone: { tally: { count: 1 } } },
    });
    const computed = foldsOf({
      channel: { phone: { tally: { count: 1 } }, chat: { tally: { count: 2 } } },
      all: { all: { tally: { "score:9": 1, count: 3 } } },
    });
    expect(differenceOf(stored, computed)).toBeUndefined();
  });

  it("may lack what holds nothing: a sum of zero, an empty tally, a dimension without values", () => {
    const empty = foldsOf({ all: { all: { tally: { count: 0 } } }, channel: { chat: { tally: {} } }, agent: {} });
    expect(differenceOf(empty, none)).toBeUndefined();
    expect(differenceOf(none, empty)).toBeUndefined();
  });

  it("may have added up fractions in another order, however large their sum", () => {
    expect(differenceOf(inAll({ seconds: 0.1 + 0.2 }), inAll({ seconds: 0.3 }))).toBeUndefined();
    expect(differenceOf(inAll({ seconds: 300_000.000_000_1 }), inAll({ seconds: 300_000 }))).toBeUndefined();
  });
});

describe("the first difference of folds", () => {
  it("names every sum on both sides", () => {
    expect(differenceOf(inAll({ "score:9": 1, "score:10": 2 }), inAll({ "score:9": 1, "score:10": 3 }))).toBe(
      "holds score:9 1 and score:10 2 in all where the records make score:9 1 and score:10 3",
    );
  });

  it("may be one answer in a million", () => {
    expect(differenceOf(inAll({ count: 1_000_000 }), inAll({ count: 1_000_001 }))).toBe(
      "holds count 1000000 in all where the records make count 1000001",
    );
  });

  it("may be that one side holds nothing", () => {
    expect(differenceOf(none, inAll({ count: 1 }))).toBe("holds nothing in all where the records make count 1");
    expect(differenceOf(byChannel({ chat: { count: 1 } }), none)).toBe(
      "holds count 1 for channel chat where the records make nothing",
    );
  });

  it("may be in one segment only, of values that only one side knows", () => {
    const stored = byChannel({ chat: { count: 1 }, phone: { count: 2 } });
    expect(differenceOf(stored, byChannel({ chat: { count: 1 } }))).toBe(
      "holds count 2 for channel phone where the records make nothing",
    );
    expect(differenceOf(byChannel({ chat: { count: 1 } }), stored)).toBe(
      "holds nothing for channel phone where the records make count 2",
    );
  });

  it("is the overall one, before those of the segments", () => {
    const stored = foldsOf({ channel: { chat: { tally: { count: 1 } } }, all: { all: { tally: { count: 1 } } } });
    const computed = foldsOf({ channel: { chat: { tally: { count: 2 } } }, all: { all: { tally: { count: 2 } } } });
    expect(differenceOf(stored, computed)).toBe("holds count 1 in all where the records make count 2");
  });
});

describe("the name that a segment has", () => {
  it("is told where it differs or is lacking", () => {
    expect(differenceOf(named("Ann"), named("Anna"))).toBe("says Ann for agent a-1 where the records say Anna");
    expect(differenceOf(agent(), named("Anna"))).toBe("says nothing for agent a-1 where the records say Anna");
    expect(differenceOf(named("Ann"), agent())).toBe("says Ann for agent a-1 where the records say nothing");
  });

  it("is lacking too where its segment is, though no sum tells", () => {
    const onlyNamed = foldsOf({ agent: { "a-1": { tally: {}, label: { text: "Anna", at: madeAt } } } });
    expect(differenceOf(none, onlyNamed)).toBe("says nothing for agent a-1 where the records say Anna");
    expect(differenceOf(onlyNamed, none)).toBe("says Anna for agent a-1 where the records say nothing");
  });

  it("differs where it was told at another time, which decides over the next one", () => {
    const later = "2026-11-22T09:31:00.000Z";
    expect(differenceOf(named("Anna"), named("Anna", later))).toBe(
      `says Anna for agent a-1, told last at ${madeAt}, where the records tell it last at ${later}`,
    );
    expect(differenceOf(named("Anna"), named("Anna", later), "unnamed")).toBeUndefined();
  });

  it("is the same where text and time are, and where there is none", () => {
    expect(differenceOf(named("Anna"), named("Anna"))).toBeUndefined();
    expect(differenceOf(agent(), agent())).toBeUndefined();
  });

  it("is left aside where it is not asked for, and sums are not", () => {
    expect(differenceOf(named("Ann"), named("Anna"), "unnamed")).toBeUndefined();
    expect(differenceOf(inAll({ count: 1 }), inAll({ count: 2 }), "unnamed")).toBeDefined();
  });
});
