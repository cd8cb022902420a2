import { describe, expect } from "vitest";
import { applyMapping, type FieldRules, type Mapping } from "../../functions/domain/mapping.ts";
import { mappingFaults, mappingLimits } from "../../functions/domain/mapping-check.ts";
import type { Condition } from "../../functions/domain/mapping-condition.ts";
import { parsePath, readPath } from "../../functions/domain/mapping-path.ts";
import type { FieldRule } from "../../functions/domain/mapping-rule.ts";
import { fc, it } from "../support/property.ts";

/** What one rule makes of an event, in a field that takes any single value. */
const made = (rule: FieldRule, event: unknown, field = "attributes.it") => {
  const mapped = applyMapping({ fields: { [field]: rule } }, event);
  if (!("report" in mapped)) return mapped;
  const [part = "", name] = field.split(".");
  const value = mapped.report[part];
  return name === undefined ? value : (value as Record<string, unknown> | undefined)?.[name];
};

const reportOf = (fields: FieldRules, event: unknown) => {
  const mapped = applyMapping({ fields }, event);
  return "report" in mapped ? mapped.report : mapped;
};

describe("a path", () => {
  const event = {
    data: {
      items: [
        { name: "size", value: "L" },
        { name: "color", value: "red" },
      ],
      "0": "zero",
      length: 7,
    },
    list: ["a", "b"],
  };

  it.each([
    ["data.items.1.value", "red"],
    ["data.items[name=color].value", "red"],
    ["data.0", "zero"],
    ["data.length", 7],
    ["list.1", "b"],
    ["", event],
  ])("%j leads to what stands there", (path, value) => {
    expect(readPath(event, path)).toEqual(value);
  });

  it.each([
    "data.items[name=weight].value",
    "data.items.2",
    "data.none.deeper",
    "list.length",
    "list.-1",
    "list.01",
    "list.a",
  ])("%j leads to nothing", (path) => {
    expect(readPath(event, path)).toBeUndefined();
  });

  it.each([
    "__proto__",
    "constructor",
    "constructor.name",
    "toString",
    "data.__proto__.polluted",
    "list.map",
    "data.items.0.constructor",
  ])("%j sees nothing that an object only inherits", (path) => {
    expect(readPath(event, path)).toBeUndefined();
  });

  it("sees a property of that name where the event has one of its own", () => {
    const own: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":"c"}');
    expect(readPath(own, "__proto__.x")).toBe(1);
    expect(readPath(own, "constructor")).toBe("c");
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it.each([
    "a..b",
    ".a",
    "a.",
    "a[b]",
    "a[b=]",
    "a[=c]",
    "a[b=c",
    "a]b",
    "a=b",
    "x".repeat(201),
    `${"a.".repeat(12)}a`,
  ])("is not written like %j", (path) => {
    expect(parsePath(path)).toBeUndefined();
    expect(readPath({ a: 1 }, path)).toBeUndefined();
  });
});

describe("a condition", () => {
  const event = { type: "closed", count: 4, ok: true, empty: "", none: null, item: { a: 1 } };
  const isMeant = (when: Condition) => !("ignored" in applyMapping({ when, fields: {} }, event));

  it.each<[Condition, boolean]>([
    [{ path: "type", equals: "closed" }, true],
    [{ path: "type", equals: "Closed" }, false],
    [{ path: "count", equals: "4" }, true],
    [{ path: "count", equals: 4 }, true],
    [{ path: "ok", equals: "true" }, true],
    [{ path: "item", equals: "[object Object]" }, false],
    [{ path: "none", equals: "null" }, false],
    [{ path: "nothing", equals: "undefined" }, false],
    [{ path: "type", oneOf: ["solved", "closed"] }, true],
    [{ path: "type", oneOf: [] }, false],
    [{ path: "type", exists: true }, true],
    [{ path: "item", exists: true }, true],
    [{ path: "empty", exists: true }, false],
    [{ path: "none", exists: false }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [
      {
        all: [
          { path: "type", equals: "closed" },
          { path: "count", equals: 5 },
        ],
      },
      false,
    ],
    [{ any: [{ path: "type", equals: "open" }, { all: [{ path: "count", equals: 4 }] }] }, true],
  ])("%j is %s", (condition, holds) => {
    expect(isMeant(condition)).toBe(holds);
  });

  it("that does not hold has the event ignored, in words that hold nothing of it", () => {
    expect(applyMapping({ when: { path: "type", equals: "x" }, fields: {} }, { type: "secret" })).toEqual({
      ignored: "The condition of the mapping does not hold.",
    });
  });
});

describe("the types of a mapping", () => {
  const mapping: Mapping = {
    types: [
      { type: "ticket.solved", when: { path: "s", equals: 4 }, fields: { channel: { const: "solved" } } },
      { type: "ticket.closed", when: { path: "s", oneOf: [4, 5] } },
    ],
    fields: { channel: { const: "any" }, issueId: { path: "t" } },
  };

  it("are tried in order, and the first whose condition holds adds its own rules", () => {
    expect(applyMapping(mapping, { s: 4, t: "1" })).toMatchObject({
      report: { type: "ticket.solved", channel: "solved", issueId: "1" },
    });
    expect(applyMapping(mapping, { s: 5, t: "1" })).toMatchObject({
      report: { type: "ticket.closed", channel: "any" },
    });
  });

  it("none of which fits have the event ignored, and tell which there are", () => {
    expect(applyMapping(mapping, { s: 6 })).toEqual({ ignored: "It is none of ticket.solved, ticket.closed." });
  });
});

describe("a rule", () => {
  it("gives a constant, whatever the event", () => {
    expect(made({ const: "web" }, null)).toBe("web");
    expect(made({ const: false }, [])).toBe(false);
  });

  it.each([null, "", undefined])("finds nothing in %j", (value) => {
    expect(made({ path: "a" }, { a: value })).toBeUndefined();
    expect(made({ path: "a", default: "d" }, { a: value })).toBe("d");
  });

  it("finds nothing in the values that say so", () => {
    expect(made({ path: "a", except: [0] }, { a: 0 })).toBeUndefined();
    expect(made({ path: "a", except: [0] }, { a: "0" })).toBeUndefined();
    expect(made({ path: "a", except: [0] }, { a: "00" })).toBe("00");
  });

  it("looks only where its condition holds", () => {
    const rule: FieldRule = { path: "name", when: { path: "kind", equals: "user" } };
    expect(made(rule, { kind: "user", name: "Jo" })).toBe("Jo");
    expect(made(rule, { kind: "admin", name: "Sam" })).toBeUndefined();
  });

  it("translates by its table, and by nothing that the table only inherits", () => {
    const rule: FieldRule = { path: "a", table: { "1": "email", "2": "phone" } };
    expect(made(rule, { a: 1 })).toBe("email");
    expect(made(rule, { a: "2" })).toBe("phone");
    expect(made(rule, { a: 3 })).toBeUndefined();
    expect(made({ ...rule, default: "other" }, { a: 3 })).toBe("other");
    for (const a of ["constructor", "__proto__", "toString", { toString: 1 }, ["1"]]) {
      expect(made(rule, { a })).toBeUndefined();
    }
  });

  it("takes the first of several that finds something", () => {
    const rule: FieldRule = { first: [{ path: "a" }, { path: "b" }, { const: "none" }] };
    expect(made(rule, { a: "", b: "b" })).toBe("b");
    expect(made(rule, {})).toBe("none");
  });

  it("joins all of several, or finds nothing", () => {
    const rule: FieldRule = { join: [{ path: "a" }, { path: "b" }] };
    expect(made(rule, { a: "Jo", b: "Li" })).toBe("Jo Li");
    expect(made({ ...rule, with: "-" }, { a: 1, b: 2 })).toBe("1-2");
    expect(made(rule, { a: "Jo" })).toBeUndefined();
  });

  it.each([
    [1050, 2, "10.50"],
    [5, 2, "0.05"],
    [0, 2, "0.00"],
    [-199, 2, "-1.99"],
    ["1234", 3, "1.234"],
    [500, 0, "500"],
    [Number.MAX_SAFE_INTEGER / 10 - 0.1, 2, "9007199254740.99"],
  ])("sets the point of %j with %i decimals", (value, decimals, text) => {
    expect(made({ path: "a", decimals }, { a: value })).toBe(text);
  });

  it("takes the number of decimals from another value", () => {
    const rule: FieldRule = { path: "a", decimals: { path: "c", table: { jpy: 0, kwd: 3 }, default: 2 } };
    expect(made(rule, { a: 1050, c: "jpy" })).toBe("1050");
    expect(made(rule, { a: 1050, c: "kwd" })).toBe("1.050");
    expect(made(rule, { a: 1050, c: "eur" })).toBe("10.50");
    expect(made(rule, { a: 1050, c: "constructor" })).toBe("10.50");
    expect(made(rule, { a: 1050 })).toBe("10.50");
  });

  it.each([10.5, "10.50", "ten", true, [], {}, 1e21, "9".repeat(16)])(
    "finds no amount in %j, and says where",
    (value) => {
      expect(made({ path: "total.a", decimals: 2 }, { total: { a: value } })).toEqual({
        faults: [{ path: "attributes.it", message: "is not a whole number of minor units (total.a)" }],
      });
    },
  );

  it.each<[unknown, "seconds" | "milliseconds" | "utc", string]>([
    [1_795_339_800, "seconds", "2026-11-22T09:30:00.000Z"],
    ["1795339800", "seconds", "2026-11-22T09:30:00.000Z"],
    [1_795_339_800_123, "milliseconds", "2026-11-22T09:30:00.123Z"],
    ["2026-11-22T09:30:00", "utc", "2026-11-22T09:30:00.000Z"],
    ["2026-11-22 09:30:00", "utc", "2026-11-22T09:30:00.000Z"],
    ["2026-11-22T09:30Z", "utc", "2026-11-22T09:30:00.000Z"],
    ["2026-11-22T10:30:00.000+0100", "utc", "2026-11-22T09:30:00.000Z"],
    ["2026-11-22T04:30:00-05:00", "utc", "2026-11-22T09:30:00.000Z"],
    ["2026-11-22T09:30:00.123456Z", "utc", "2026-11-22T09:30:00.123Z"],
  ])("reads %j as a time in %s", (value, time, instant) => {
    expect(made({ path: "a", time }, { a: value }, "occurredAt")).toBe(instant);
  });

  it.each<[unknown, "seconds" | "milliseconds" | "utc"]>([
    ["1700…abc", "seconds"],
    ["1700000000abc", "seconds"],
    [-1, "seconds"],
    [1e30, "seconds"],
    ["9".repeat(15), "seconds"],
    [true, "milliseconds"],
    ["2026-11-22", "utc"],
    ["2026-13-22T09:30:00", "utc"],
    ["2026-11-22T09Z", "utc"],
    ["2026-11-22T09:30.5Z", "utc"],
    ["22.11.2026 09:30", "utc"],
    [["2026-11-22T09:30:00"], "utc"],
  ])("reads no time in %j as %s", (value, time) => {
    expect(made({ path: "a", time }, { a: value }, "occurredAt")).toMatchObject({
      faults: [{ path: "occurredAt", message: expect.stringMatching(/^is not a time .*\(a\)$/) }],
    });
  });

  it("names the field and the path of a fault, and never the value", () => {
    const event = { who: { email: { secret: "jo@example.com" } }, tags: ["jo@example.com"], n: 2 ** 60 };
    const fields = {
      "customer.email": { path: "who.email" },
      channel: { path: "tags" },
      id: { path: "n" },
      product: { join: [{ path: "tags" }, { path: "n" }] },
    };
    const mapped = applyMapping({ fields }, event);
    expect(mapped).toEqual({
      faults: [
        { path: "customer.email", message: "is an object (who.email)" },
        { path: "channel", message: "is a list (tags)" },
        { path: "id", message: "is a number too large to be exact (n)" },
        { path: "product", message: "is not a single value (tags)" },
      ],
    });
    expect(JSON.stringify(mapped)).not.toContain("jo@");
  });
});

describe("a field", () => {
  it("that is a key takes a number as text, trimmed and otherwise untouched", () => {
    expect(made({ path: "a" }, { a: 42 }, "id")).toBe("42");
    expect(made({ path: "a" }, { a: " a-7 " }, "agent.id")).toBe("a-7");
    expect(made({ path: "a" }, { a: "x".repeat(300) }, "id")).toBe("x".repeat(300));
    expect(made({ path: "a" }, { a: "   " }, "id")).toBeUndefined();
  });

  it.each([
    ["Router\r\nX", "Router X"],
    ["  two   words ", "two words"],
    ["a\u202eb\u0000c", "a b c"],
    ["x".repeat(300), "x".repeat(200)],
    [`${"x".repeat(199)}😀`, "x".repeat(199)],
    ["\u2028\u0007", undefined],
    ["=?utf-8?q?a?=", undefined],
  ])("of words makes %j one line that fits", (value, line) => {
    expect(made({ path: "a" }, { a: value }, "product")).toBe(line);
  });

  it("of a locale or zone takes the vendor's spelling, and is left out where it cannot be read", () => {
    expect(made({ path: "a" }, { a: "pt_BR" }, "customer.locale")).toBe("pt-BR");
    expect(made({ path: "a" }, { a: "auto" }, "customer.locale")).toBeUndefined();
    expect(made({ path: "a" }, { a: "Europe/Berlin" }, "customer.timeZone")).toBe("Europe/Berlin");
    expect(made({ path: "a" }, { a: "Eastern Time (US & Canada)" }, "customer.timeZone")).toBeUndefined();
  });

  it("of a number or of true and false takes them as text, since templates know nothing else", () => {
    expect(made({ path: "a" }, { a: "312" }, "handleTimeSeconds")).toBe(312);
    expect(made({ path: "a" }, { a: "3e2" }, "handleTimeSeconds")).toBe("3e2");
    expect(made({ path: "a" }, { a: "true" }, "resolvedOnFirstContact")).toBe(true);
    expect(made({ path: "a" }, { a: "false" }, "test")).toBe(false);
    expect(made({ path: "a" }, { a: "constructor" }, "test")).toBe("constructor");
  });

  it("of an amount needs its other half, like an agent its id", () => {
    const fields: FieldRules = {
      "amount.value": { path: "v" },
      "amount.currency": { path: "c" },
      "agent.id": { path: "i" },
      "agent.name": { path: "n" },
    };
    expect(reportOf(fields, { v: "1.50", c: "eur", i: 7, n: "Sam" })).toEqual({
      amount: { value: "1.50", currency: "EUR" },
      agent: { id: "7", name: "Sam" },
    });
    expect(reportOf(fields, { v: "1.50", n: "Sam" })).toEqual({});
  });

  it("in attributes may have a name with dots, and never becomes a prototype", () => {
    expect(reportOf({ "attributes.a.b": { const: 1 } }, {})).toEqual({ attributes: { "a.b": 1 } });
    const report = reportOf({ "attributes.__proto__": { const: "x" } }, {}) as { attributes: object };
    expect(Object.getPrototypeOf(report.attributes)).toBe(Object.prototype);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it("tells where it was found", () => {
    const rule: FieldRule = { first: [{ path: "a.b" }, { path: "c" }] };
    expect(applyMapping({ fields: { id: rule, type: { const: "x" } } }, { c: "1" })).toMatchObject({
      from: { id: "c", type: "" },
    });
  });
});

describe("a base", () => {
  const mapping: Mapping = { base: ["data", ""], fields: {} };

  it("is taken as it stands, unknown fields and all", () => {
    const report = { type: "x", customer: { id: "c" }, attributes: { a: [1] }, colour: "red" };
    expect(applyMapping(mapping, report)).toMatchObject({ report });
    expect(applyMapping(mapping, { type: "outer", data: report })).toMatchObject({ report });
  });

  it("gives way to what the fields find, within its parts too", () => {
    const fields: FieldRules = { "customer.id": { path: "who" }, id: { path: "event" } };
    const event = { who: "c-1", event: "e-1", data: { id: "old", customer: { email: "jo@example.com" } } };
    expect(applyMapping({ base: ["data"], fields }, event)).toMatchObject({
      report: { id: "e-1", customer: { email: "jo@example.com", id: "c-1" } },
    });
  });

  it.each([null, 7, "text", [], [{}]])("that is %j is none", (data) => {
    expect(applyMapping({ base: ["data"], fields: {} }, { data })).toEqual({ report: {}, from: {} });
  });

  it("keeps a field called __proto__ as a field, for the report's own check to refuse", () => {
    const mapped = applyMapping(mapping, JSON.parse('{"__proto__":{"type":"x"}}'));
    expect("report" in mapped && Object.keys(mapped.report)).toEqual(["__proto__"]);
    expect("report" in mapped && Object.getPrototypeOf(mapped.report)).toBe(Object.prototype);
  });
});

/** As JSON can be, with names that mean something to the language. */
const hostileEvent = fc
  .object({ key: fc.constantFrom("a", "b", "0", "c", "__proto__", "constructor", "toString", "valueOf"), maxDepth: 3 })
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

describe("a mapping that is given", () => {
  const fields: FieldRules = { type: { const: "x" } };
  const deep = (levels: number): FieldRule => (levels === 1 ? { const: 1 } : { first: [deep(levels - 1)] });

  it("may use everything there is", () => {
    const mapping: Mapping = {
      base: ["", "data"],
      when: { any: [{ all: [{ path: "a", exists: true }] }, { path: "b", oneOf: [1] }] },
      types: [{ type: "t", when: { path: "a[b=c].d", equals: 1 }, fields: { "attributes.a-b_c.d": { path: "x" } } }],
      fields: {
        id: { join: [{ path: "a" }, { first: [{ path: "b", when: { path: "c", exists: true } }] }] },
        "amount.value": { path: "v", decimals: { path: "c", table: { jpy: 0 }, default: 2 } },
      },
    };
    expect(mappingFaults(mapping)).toEqual([]);
  });

  it.each<[string, Mapping, string]>([
    ["an unknown field", { fields: { ...fields, "customer.age": { const: 1 } } }, "fields.customer.age"],
    ["a part as a whole", { fields: { ...fields, customer: { path: "c" } } }, "fields.customer"],
    [
      "an attribute that is no name",
      { fields: { ...fields, "attributes.a b": { const: 1 } } },
      "fields.attributes.a b",
    ],
    ["a prototype", { fields: { ...fields, "attributes.__proto__": { const: 1 } } }, "fields.attributes.__proto__"],
    ["an inherited name", { fields: { ...fields, constructor: { const: 1 } } }, "fields.constructor"],
    [
      "a path that is none",
      { fields: { ...fields, id: { first: [{ path: "a" }, { path: "a..b" }] } } },
      "fields.id.first.1.path",
    ],
    ["an empty path", { fields: { ...fields, id: { path: "" } } }, "fields.id.path"],
    ["a condition's path", { when: { all: [{ path: "[", exists: true }] }, fields }, "when.all.0.path"],
    ["a type's path", { types: [{ type: "t", when: { path: ".", exists: true } }], fields: {} }, "types.0.when.path"],
    ["a base that is no path", { base: ["a..b"], fields: {} }, "base.0"],
    ["no type", { fields: { id: { const: 1 } } }, "fields.type"],
    ["decimals below zero", { fields: { ...fields, id: { path: "a", decimals: -1 } } }, "fields.id.decimals"],
    [
      "too many decimals",
      { fields: { ...fields, id: { path: "a", decimals: { path: "b", table: { x: 7 }, default: 2 } } } },
      "fields.id.decimals",
    ],
    [
      "too deep a rule",
      { fields: { ...fields, id: deep(mappingLimits.depth + 1) } },
      `fields.id${".first.0".repeat(mappingLimits.depth)}`,
    ],
  ])("is refused with the path of %s", (_what, mapping, path) => {
    expect(mappingFaults(mapping).map((fault) => fault.path)).toEqual([path]);
  });

  it("is refused when a delivery would have to pay for too much", () => {
    const many: FieldRule = { first: Array.from({ length: mappingLimits.parts }, () => ({ path: "a" })) };
    expect(mappingFaults({ fields: { ...fields, id: many } })).toMatchObject([{ path: "", message: /more than 500/ }]);
    const table = Object.fromEntries(Array.from({ length: mappingLimits.parts }, (_, n) => [`k${n}`, n]));
    expect(mappingFaults({ fields: { ...fields, id: { path: "a", table } } })).toHaveLength(1);
    const types = Array.from({ length: mappingLimits.types + 1 }, () => ({ type: "t", when: { all: [] } }));
    expect(mappingFaults({ types, fields: {} }).map(({ path }) => path)).toContain("types");
  });

  it("may nest to the limit and no deeper, and is not followed further", () => {
    expect(mappingFaults({ fields: { ...fields, id: deep(mappingLimits.depth) } })).toEqual([]);
    expect(mappingFaults({ fields: { ...fields, id: deep(5000) } })).toHaveLength(1);
  });

  it.prop([
    hostileEvent,
    fc.array(fc.constantFrom("a", "b", "0", "__proto__", "a[b=0]", "constructor"), { maxLength: 4 }),
  ])("never throws, whatever the event", (event, steps) => {
    const path = steps.join(".");
    const mapping: Mapping = {
      base: [path, ""],
      when: {
        any: [
          { path, exists: true },
          { path, equals: "x" },
          { path: "a", exists: false },
        ],
      },
      fields: {
        id: { path },
        "amount.value": { path, decimals: 2 },
        occurredAt: { first: [{ path, time: "utc" }] },
        product: { join: [{ path }, { path: "b" }] },
        "attributes.x": { path, table: { a: 1 }, default: 2 },
      },
    };
    expect(applyMapping(mapping, event)).toBeTypeOf("object");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});
