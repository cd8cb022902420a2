import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keys } from "../../../functions/adapters/dynamodb/keys.ts";
import { packFolds } from "../../../functions/adapters/dynamodb/stored-folds.ts";
import { Table } from "../../../functions/adapters/dynamodb/table.ts";
import { type Folds, overallFold, type Values } from "../../../functions/domain/kpi/fold.ts";
import type { FoldKey } from "../../../functions/domain/ports/figures.ts";
import { contentOf } from "../../domain/kpi/counted.ts";
import { startHearback, type TestHearback } from "../../support/hearback.ts";

describe("the fold of a slot", () => {
  let hearback: TestHearback;
  let table: Table;
  beforeAll(async () => {
    hearback = await startHearback();
    table = new Table(hearback.dynamodb, hearback.tableName, () => hearback.clock.now());
  });
  afterAll(() => hearback.close());

  const keyOf = (surveyId: string): FoldKey => ({ workspaceId: hearback.seed.workspaceId, kind: "response", surveyId });
  const ofValues = (values: readonly string[]): Values =>
    new Map(values.map((value) => [value, { value, tally: { "score:9": 1 } }]));
  const small: Folds = new Map([
    ["all", overallFold({ "score:9": 1 })],
    ["agent", ofValues(["a-7"])],
    ["channel", ofValues(["chat"])],
  ]);

  const standing = async (slot: string, surveyId: string) =>
    (await hearback.services.figures.slotFolds(hearback.seed.workspaceId, "response", slot)).get(surveyId);
  const save = async (slot: string, surveyId: string, content: Folds) => {
    const version = (await standing(slot, surveyId))?.version ?? 0;
    expect(await hearback.services.figures.saveSlotFold(keyOf(surveyId), slot, { version, content })).toBe(true);
  };
  const countItems = async (slot: string) => {
    const { pk, sk } = keys.slotFold(keyOf("srv_1"), slot);
    let count = 0;
    for await (const _ of table.query({ partition: ["pk", pk], beginsWith: ["sk", sk], consistent: true })) count++;
    return count;
  };

  it("is one item with all its dimensions", async () => {
    const slot = "2026-11-22T09:30:00.000Z";
    await save(slot, "srv_1", small);
    expect(contentOf((await standing(slot, "srv_1"))?.content ?? new Map())).toEqual(contentOf(small));
    expect(await countItems(slot)).toBe(1);
  });

  it("has several when it is too large for one, and is whole again when it is not", async () => {
    const slot = "2026-11-22T10:30:00.000Z";
    const { figures, ids } = hearback.services;
    const random = () => Array.from({ length: 5 }, () => ids.random(16)).join("");
    const names = [..."abcdefghij"].map((name) => `attributes.${name}`);
    const large: Folds = new Map([
      ...small,
      ...names.map((name) => [name, ofValues(Array.from({ length: 450 }, random))] as const),
    ]);
    const read = async () =>
      (await figures.slotFoldsBetween(hearback.seed.workspaceId, "response", slot, "2026-11-22T10:45:00.000Z")).map(
        ({ folds }) => contentOf(folds),
      );
    await save(slot, "srv_1", small);
    await save(slot, "srv_1", large);
    expect(await read()).toEqual([contentOf(large)]);
    expect(await countItems(slot)).toBe(large.size);
    const emptied: Folds = new Map([...names.map((name): [string, Values] => [name, new Map()]), ...small]);
    await save(slot, "srv_1", emptied);
    expect(await read()).toEqual([contentOf(emptied)]);
  });

  it("is read as it was stored before, in an item for each dimension", async () => {
    const slot = "2026-11-22T11:30:00.000Z";
    for (const [dimension, values] of small) {
      const folds = packFolds(new Map([[dimension, values]]));
      await table.put({ ...keys.slotFold(keyOf("srv_1"), slot, "srv_1", dimension), version: 3, folds });
    }
    expect((await standing(slot, "srv_1"))?.version).toBe(3);
    expect(contentOf((await standing(slot, "srv_1"))?.content ?? new Map())).toEqual(contentOf(small));
  });
});

describe("the folds of a day and of a window", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  const tally = { "score:9": 2, "answerTime:80": 1, "answerTime:240": 1 };
  const whole: Folds = new Map([
    ["all", overallFold(tally)],
    ["agent", new Map([["a-7", { value: "a-7", label: { text: "Sam", at: "2026-11-20T09:00:00.000Z" }, tally }]])],
  ]);
  const counts: Folds = new Map([
    ["all", overallFold({ "score:9": 2 })],
    ["agent", new Map([["a-7", { ...whole.get("agent")?.get("a-7"), value: "a-7", tally: { "score:9": 2 } }]])],
  ]);
  const keyOf = (): FoldKey => ({ workspaceId: hearback.seed.workspaceId, kind: "response", surveyId: "srv_1" });
  const none = { version: 0, dimensions: [] };

  /** Bytes of what comes back. */
  const weighing = async <T>(read: () => Promise<T>): Promise<[T, number]> => {
    let bytes = 0;
    hearback.dynamodb.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        bytes += JSON.stringify(answer.output).length;
        return answer;
      },
      { step: "initialize", name: "weigh" },
    );
    const found = await read();
    hearback.dynamodb.middlewareStack.remove("weigh");
    return [found, bytes];
  };

  it("come whole, or without the bins that only percentiles want, which then are not sent", async () => {
    const { figures } = hearback.services;
    const [day, computedAt] = ["2026-11-20", "2026-11-20T10:00:00.000Z"];
    expect(await figures.saveDay(keyOf(), { day, folds: whole, computedAt }, none)).toBe(true);
    const snapshot = { day, current: whole, previous: whole, computedAt };
    expect(await figures.saveSnapshot(keyOf(), 30, snapshot, none)).toBe(true);
    const part = { ...keyOf(), dimension: "agent" };
    const readAll = async (withoutBins: boolean): Promise<Folds[]> => {
      const wanted = { ...part, withoutBins };
      const [found] = await figures.days(wanted, day, day);
      const window = await figures.snapshot(wanted, 30);
      return [found?.folds, window?.current, window?.previous].map((folds) => folds ?? new Map());
    };
    const [all, bytesOfAll] = await weighing(() => readAll(false));
    const [some, bytesOfSome] = await weighing(() => readAll(true));
    expect(all.map(contentOf)).toEqual([whole, whole, whole].map(contentOf));
    expect(some.map(contentOf)).toEqual([counts, counts, counts].map(contentOf));
    expect(bytesOfSome).toBeLessThan(bytesOfAll * 0.8);
  });
});
