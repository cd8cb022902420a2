import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type StoredFold, toStoredValues, toValues } from "../../../functions/adapters/dynamodb/stored-folds.ts";
import { foldResponses } from "../../../functions/domain/kpi/fold.ts";
import { anyAnswers, counted, hostileValues, valuesOf } from "../../domain/kpi/counted.ts";

/** As it comes back from the table. */
const stored = (folds: readonly StoredFold[]): StoredFold[] => unmarshall(marshall({ folds }))["folds"];

describe("a stored fold", () => {
  it("is a list with short names", () => {
    const folds = foldResponses([counted({ score: 9, segments: { agent: { value: "a-7", label: "Sam" } } })]);
    const storedOf = (dimension: string) => toStoredValues(folds.get(dimension) ?? new Map());
    expect(storedOf("all")).toEqual([{ v: "all", s: { 9: 1 } }]);
    expect(storedOf("agent")).toEqual([{ v: "a-7", l: "Sam", a: "2026-11-22T09:30:00.000Z", s: { 9: 1 } }]);
  });

  it.each(hostileValues)("comes back with a value named %j", (value) => {
    const folds = foldResponses([counted({ score: 3, segments: { agent: { value, label: value } } })]);
    const back = toValues(stored(toStoredValues(folds.get("agent") ?? new Map())));
    expect(back.get(value)).toEqual(folds.get("agent")?.get(value));
    expect(back.size).toBe(1);
  });

  it.prop([anyAnswers])("comes back as it was", (answers) => {
    for (const [, values] of foldResponses(answers)) {
      expect(valuesOf(toValues(stored(toStoredValues(values))))).toEqual(valuesOf(values));
    }
  });
});
