import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeItems } from "../support/copy-table.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { contractions } from "./contractions.ts";
import { byKind, type Item, readGolden, releaseBefore, releases } from "./golden.ts";
import { documentedKinds, writtenKinds } from "./kinds.ts";
import { live } from "./life.ts";
import { missed, shapesOf, unneeded } from "./shape.ts";

const before = await releaseBefore();
const newest = (await releases()).at(-1) ?? before;
const meant = contractions.filter(({ lastWrittenBy }) => lastWrittenBy === before);

describe("what this code writes", () => {
  let hearback: TestHearback;
  let written: readonly Item[];
  beforeAll(async () => {
    hearback = await startHearback();
    await live(hearback);
    written = await takeItems(hearback.dynamodb, hearback.tableName);
  });
  afterAll(() => hearback.close());

  it("has all that the release before reads, each of the type that it was", async () => {
    const [old, now] = [shapesOf((await readGolden(before)).items), shapesOf(written)];
    expect(missed(old, now, meant), "See Change a stored record in CONTRIBUTING.md.").toEqual([]);
    expect(unneeded(old, now, meant), "These stand in contractions.ts and are written again.").toEqual([]);
  });

  it("is of kinds that are documented, and of which golden records are kept", async () => {
    const kinds = await writtenKinds();
    expect(await documentedKinds()).toEqual(kinds);
    expect([...byKind(written).keys()].sort(), "test/records/life.ts makes one of each kind.").toEqual(kinds);
    const kept = byKind((await readGolden(newest)).items);
    const missing = kinds.filter((kind) => !kept.has(kind));
    expect(missing, `None is kept: npm run records -- VERSION, ${newest} or what comes next`).toEqual([]);
  });
});

describe("a record that is written otherwise", () => {
  const shape = (...items: Item[]) => shapesOf(items.map((item) => ({ record: { S: "goal" }, ...item })));
  const old = shape({ by: { S: "2027-01-01" }, history: { L: [{ M: { at: { S: "" } } }] } });

  it("may have more, and an optional attribute of another record", () => {
    const more = { by: { S: "x" }, history: { L: [{ M: { at: { S: "" }, n: { N: "1" } } }] }, from: { S: "x" } };
    expect(missed(old, shape(more), [])).toEqual([]);
  });

  it.each([
    ["lost an attribute", { by: { S: "x" }, history: { L: [{ M: {} }] } }, "goal: history.*.at is no longer written."],
    ["changed a type", { by: { N: "1" }, history: { L: [{ M: { at: { S: "" } } }] } }, "goal: by was S and is N now."],
  ])("is noticed when it has %s, unless that is meant", (_, item, sentence) => {
    expect(missed(old, shape(item as Item), [])).toEqual([sentence]);
    const [, attribute = ""] = /^goal: (\S+)/.exec(sentence) ?? [];
    const meant = [{ record: "goal", attribute }];
    expect(missed(old, shape(item as Item), meant)).toEqual([]);
    expect(unneeded(old, old, meant)).toEqual(meant);
  });

  it("is noticed when it is missing in some records only, and when a kind is gone", () => {
    const whole = { by: { S: "x" }, history: { L: [{ M: { at: { S: "" } } }] } };
    expect(missed(old, shape(whole, { history: { L: [] } }), [])).toEqual(["goal: by is no longer in every record."]);
    expect(missed(old, new Map(), [])).toEqual(["goal: * is no longer written."]);
  });
});
