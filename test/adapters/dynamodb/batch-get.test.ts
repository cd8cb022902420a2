import type { BatchGetItemCommandInput, BatchGetItemCommandOutput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Table } from "../../../functions/adapters/dynamodb/table.ts";
import { startHearback, type TestHearback } from "../../support/hearback.ts";

const keyOf = (n: number) => ({ pk: `batch#${n}`, sk: "item" });
const count = 230;

describe("case 23: many items read at once", () => {
  let hearback: TestHearback;
  let table: Table;
  /** Keys of each request. */
  let asked: number[] = [];
  /** How many keys of a request the engine leaves unread. */
  let leaves = (_keys: number): number => 0;
  beforeAll(async () => {
    hearback = await startHearback();
    const { dynamodb, tableName, clock } = hearback;
    leaveUnread(dynamodb);
    table = new Table(dynamodb, tableName, () => clock.now());
    await Promise.all(Array.from({ length: count }, (_, n) => table.put({ ...keyOf(n), n })));
  });
  beforeEach(() => {
    asked = [];
    leaves = () => 0;
  });
  afterAll(() => hearback.close());

  /** As DynamoDB does when it lacks capacity. */
  function leaveUnread({ middlewareStack }: DynamoDBClient): void {
    middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== "BatchGetItemCommand") return next(args);
          const { RequestItems = {} } = args.input as BatchGetItemCommandInput;
          const [name = "", { Keys = [], ...how } = {}] = Object.entries(RequestItems)[0] ?? [];
          asked.push(Keys.length);
          const left = Keys.slice(Keys.length - leaves(Keys.length));
          const read = Keys.slice(0, Keys.length - left.length);
          if (read.length === 0)
            return { response: {}, output: { Responses: {}, UnprocessedKeys: RequestItems } as never };
          const answer = await next({ ...args, input: { RequestItems: { [name]: { Keys: read, ...how } } } as never });
          const output = answer.output as BatchGetItemCommandOutput;
          if (left.length > 0) output.UnprocessedKeys = { [name]: { Keys: left, ...how } };
          return answer;
        },
      { step: "initialize", name: "leaveUnread", priority: "low" },
    );
  }

  const numbersOf = (items: readonly Record<string, unknown>[]) =>
    items.map(({ n }) => Number(n)).sort((a, b) => a - b);
  const all = Array.from({ length: count }, (_, n) => n);

  it("are asked for in hundreds, each once, and those that are not there are left out", async () => {
    const keys = [...all, ...all, -1, -2].map(keyOf);
    expect(numbersOf(await table.getAll(keys))).toEqual(all);
    expect(asked).toEqual([100, 100, 32]);
    expect(await table.getAll([])).toEqual([]);
  });

  it("are asked for again where the engine left some unread", async () => {
    leaves = (keys) => (asked.length < 4 ? Math.ceil(keys / 2) : 0);
    expect(numbersOf(await table.getAll(all.map(keyOf)))).toEqual(all);
    expect(asked.length).toBeGreaterThan(3);
  });

  it("are unavailable when the engine keeps leaving them", async () => {
    leaves = (keys) => keys;
    await expect(table.getAll(all.map(keyOf))).rejects.toMatchObject({ code: "unavailable" });
    expect(asked.length).toBeLessThan(12);
  });
});
