import { describe, expect, it } from "vitest";
import type { Mapping } from "../../functions/domain/mapping.ts";
import { mappingFaults, mappingLimits } from "../../functions/domain/mapping-check.ts";
import type { Condition } from "../../functions/domain/mapping-condition.ts";
import type { FieldRule } from "../../functions/domain/mapping-rule.ts";

const noPath = "is not a path such as data.items.0.title or items[name=color].value";
const typed = { const: "ticket.solved" };
const faultsOf = (fields: Record<string, FieldRule>, rest: Partial<Mapping> = {}) =>
  mappingFaults({ fields: { type: typed, ...fields }, ...rest } as Mapping);
const nested = (levels: number, inside: FieldRule): FieldRule =>
  levels === 0 ? inside : { first: [nested(levels - 1, inside)] };
const nestedCondition = (levels: number, inside: Condition): Condition =>
  levels === 0 ? inside : { any: [nestedCondition(levels - 1, inside)] };
const paid: Condition = { path: "state", equals: "paid" };
const copies = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

describe("what is wrong with a mapping", () => {
  it("is nothing where it says what each field is of", () => {
    const faults = faultsOf(
      {
        "customer.email": { first: [{ path: "user.email" }, { path: "contacts[kind=mail].value" }] },
        "customer.name": { join: [{ path: "user.first" }, { path: "user.last" }] },
        "amount.value": { path: "total", decimals: { path: "currency", table: { JPY: 0 }, default: 2 } },
        "attributes.plan": { path: "plan", when: paid, except: ["none"], table: { p: "pro" } },
      },
      { base: ["", "data"], when: { all: [paid, { any: [{ path: "kind", oneOf: ["a", "b"] }] }] } },
    );
    expect(faults).toEqual([]);
  });

  it("is told with the place where each path stands that cannot be read", () => {
    const bad = { path: "a..b" };
    const faults = faultsOf(
      {
        "customer.id": { path: "" },
        "customer.email": { first: [{ path: "email" }, bad] },
        "customer.name": { join: [bad] },
        channel: { path: "channel", when: { any: [paid, { ...bad, exists: true }] } },
        "amount.value": { path: "total", decimals: { ...bad, table: {}, default: 2 } },
      },
      {
        base: ["data[]"],
        when: { all: [{ ...bad, equals: 1 }] },
        types: [{ when: { ...bad, oneOf: ["x"] }, fields: { product: bad } }] as unknown as NonNullable<
          Mapping["types"]
        >,
      },
    );
    expect(faults).toEqual(
      [
        "base.0",
        "when.all.0.path",
        "fields.customer.id.path",
        "fields.customer.email.first.1.path",
        "fields.customer.name.join.0.path",
        "fields.channel.when.any.1.path",
        "fields.amount.value.decimals.path",
        "types.0.when.path",
        "types.0.fields.product.path",
      ].map((path) => ({ path, message: noPath })),
    );
  });

  it("is a field that interactions do not have, or an attribute that no object may have", () => {
    const unknown = ["colour", "attributes.", `attributes.${"a".repeat(65)}`, "attributes.__proto__", "xattributes.a"];
    for (const field of unknown) {
      expect(faultsOf({ [field]: { const: 1 } }), field).toEqual([
        { path: `fields.${field}`, message: "is not a field of an interaction" },
      ]);
    }
    expect(faultsOf({ [`attributes.${"a".repeat(64)}`]: { const: 1 } })).toEqual([]);
  });

  it("is that nothing says of which type an interaction is", () => {
    expect(mappingFaults({ fields: {} } as Mapping)).toEqual([
      { path: "fields.type", message: "is missing, and there are no types" },
    ]);
    expect(mappingFaults({ base: ["data"], fields: {} } as Mapping)).toEqual([]);
    expect(mappingFaults({ types: [{ when: paid }], fields: {} } as unknown as Mapping)).toEqual([]);
  });

  it.each([-1, 1.5, 7])("is an amount of %d decimals", (count) => {
    const message = "is not a whole number from 0 to 6";
    expect(faultsOf({ "amount.value": { path: "total", decimals: count } })).toEqual([
      { path: "fields.amount.value.decimals", message },
    ]);
    const byCurrency = { path: "currency", table: { JPY: count }, default: 2 };
    expect(faultsOf({ "amount.value": { path: "total", decimals: byCurrency } })).toMatchObject([{ message }]);
  });

  it("is not an amount of no decimals, or of six", () => {
    for (const decimals of [0, 6]) expect(faultsOf({ "amount.value": { path: "total", decimals } })).toEqual([]);
  });

  it("is more than six levels, of rules and conditions alike", () => {
    const { depth } = mappingLimits;
    const [rule, when] = [{ path: "a" }, { path: "a", exists: true }];
    expect(faultsOf({ channel: nested(depth - 1, rule) }, { when: nestedCondition(depth - 1, when) })).toEqual([]);
    const message = "is nested more than 6 levels deep";
    expect(faultsOf({ channel: nested(depth, rule) })).toEqual([
      { path: `fields.channel${".first.0".repeat(depth)}`, message },
    ]);
    expect(faultsOf({}, { when: nestedCondition(depth, when) })).toEqual([
      { path: `when${".any.0".repeat(depth)}`, message },
    ]);
    const guarded = { path: "a", when: nestedCondition(depth - 1, when) };
    expect(faultsOf({ channel: guarded })).toMatchObject([{ message }]);
    expect(faultsOf({ channel: { join: [nested(depth - 1, rule)] } })).toMatchObject([{ message }]);
    expect(faultsOf({}, { when: { all: [nestedCondition(depth - 1, when)] } })).toMatchObject([{ message }]);
  });

  it("is more types than fifty, and more rules and conditions than five hundred", () => {
    const { types, parts } = mappingLimits;
    const ofTypes = (count: number) =>
      faultsOf({}, { types: copies(count, { when: paid }) as unknown as NonNullable<Mapping["types"]> });
    expect(ofTypes(types)).toEqual([]);
    expect(ofTypes(types + 1)).toEqual([{ path: "types", message: "has more than 50 types" }]);
    const tooMany = [{ path: "", message: "has more than 500 rules and conditions" }];
    // The type and what holds the others are parts, too.
    const full: readonly FieldRule[] = [
      { first: copies(parts - 2, { path: "a" }) },
      { path: "a", table: Object.fromEntries(copies(parts - 2, "x").map((_, n) => [n, "x"])) },
      { path: "a", except: copies(parts - 2, 0) },
      { path: "a", when: { path: "b", oneOf: copies(parts - 3, 0) } },
      {
        path: "a",
        decimals: { path: "b", table: Object.fromEntries(copies(parts - 3, 0).map((_, n) => [n, 2])), default: 2 },
      },
    ];
    for (const [index, rule] of full.entries()) {
      expect(faultsOf({ channel: rule }), `rule ${index}`).toEqual([]);
      expect(faultsOf({ channel: rule, product: { const: 1 } }), `rule ${index} and one more`).toEqual(tooMany);
    }
  });
});
