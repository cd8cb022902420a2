import { describe, expect } from "vitest";
import { type SourceKindName, sourceKinds } from "../../functions/sources/kinds.ts";
import { readJson } from "../../functions/sources/read-body.ts";
import { SourceFault, type SourceKind } from "../../functions/sources/source.ts";
import { fc, it } from "../support/property.ts";
import { signed } from "./deliveries.ts";

const kinds = Object.entries(sourceKinds) as [SourceKindName, SourceKind][];
const eventsOf = (kind: SourceKindName, body: string | Uint8Array): readonly unknown[] =>
  sourceKinds[kind].events(signed(kind, Buffer.from(body)));

/** The sentence that a body is refused with. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof SourceFault) return error.message;
    throw error;
  }
  return "is taken";
}

describe("a body of every kind", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["empty", "", "The body is empty."],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), "The body is not valid UTF-8."],
    ["half a character", Buffer.from('"é"').subarray(0, 2), "The body is not valid UTF-8."],
    ["no JSON", "id=1&email=jo@example.com", "The body is not valid JSON."],
    ["JSON cut short", '{"id":"jo@example.com', "The body is not valid JSON."],
    ["a form of its own JSON", "{'id':1}", "The body is not valid JSON."],
    ["base64 of JSON", Buffer.from('{"id":1}').toString("base64"), "The body is not valid JSON."],
    ["very deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "The body is nested more than 64 levels deep."],
    [
      "very deep objects",
      `${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`,
      "The body is nested more than 64 levels deep.",
    ],
  ])("that is %s is refused in a sentence that holds nothing of it", (_what, body, sentence) => {
    for (const [kind] of kinds)
      expect(
        refusal(() => eventsOf(kind, body)),
        kind,
      ).toBe(sentence);
  });

  it.each(["[]", '[{"id":1}]', "null", "7", '"text"', "true"])("that is %s is no event but HubSpot's", (body) => {
    for (const [kind] of kinds.filter(([name]) => name !== "hubspot")) {
      expect(
        refusal(() => eventsOf(kind, body)),
        kind,
      ).toBe("The body is not a JSON object.");
    }
  });

  it("may hold many events, or none, where it is HubSpot's", () => {
    expect(eventsOf("hubspot", JSON.stringify(Array(100).fill({})))).toHaveLength(100);
    expect(eventsOf("hubspot", "[]")).toEqual([]);
  });

  it.prop([fc.uint8Array()])("is read or refused, and nothing else, whatever its bytes", (body) => {
    for (const [kind] of kinds) expect(refusal(() => eventsOf(kind, body))).toMatch(/^(?:is taken|The body .*\.)$/);
  });

  it("may begin with a byte order mark", () => {
    expect(eventsOf("stripe", '\ufeff{"id":"evt_1"}')).toEqual([{ id: "evt_1" }]);
  });
});

describe("the JSON of a body", () => {
  const read = (text: string): unknown => readJson(Buffer.from(text));

  it("keeps the digits of numbers that JavaScript would round, as text", () => {
    expect(read('{"id":820982911946154508,"n":[-9007199254740993,9007199254740991],"s":"820982911946154508"}')).toEqual(
      {
        id: "820982911946154508",
        n: ["-9007199254740993", 9007199254740991],
        s: "820982911946154508",
      },
    );
    expect(read(" 12345678901234567890 ")).toBe("12345678901234567890");
  });

  it("leaves numbers with a point or exponent, and digits within text, as they are", () => {
    expect(read('{"a":12345678901234567.25,"b":1e30,"c":"x 820982911946154508 \\" 820982911946154508"}')).toEqual({
      a: 12345678901234568,
      b: 1e30,
      c: 'x 820982911946154508 " 820982911946154508',
    });
    expect(read('{"a":12345678901234567890e2}')).toEqual({ a: JSON.parse("12345678901234567890e2") });
  });

  it.prop([fc.json()])("is what JSON says, but for such numbers", (text) => {
    const expected = JSON.parse(text, (_key, value: unknown) =>
      Number.isInteger(value) && !Number.isSafeInteger(value) ? "large" : value,
    );
    const found: unknown = JSON.parse(JSON.stringify(read(text)), (_key, value: unknown) =>
      (typeof value === "string" && /^-?\d{16,}$/.test(value)) ||
      (Number.isInteger(value) && !Number.isSafeInteger(value))
        ? "large"
        : value,
    );
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  });

  it("is refused where a name comes twice, as from a customer whose name has quotes in it", () => {
    const name = 'Jo","email":"eve@example.com';
    expect(refusal(() => read(`{"customer":{"email":"jo@example.com","name":"${name}"}}`))).toBe("is given twice");
  });

  it("makes a property called __proto__ and no prototype", () => {
    const value = read('{"__proto__":{"polluted":true}}') as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("may be nested 64 levels deep", () => {
    expect(read(`${"[".repeat(64)}${"]".repeat(64)}`)).toBeDefined();
    expect(refusal(() => read(`${"[".repeat(65)}${"]".repeat(65)}`))).toMatch(/64 levels/);
  });

  it("is read in time that grows with its length and no faster", () => {
    const began = performance.now();
    for (const text of [
      `{"a":"${'\\"'.repeat(120_000)}","n":12345678901234567890}`,
      `[${"12345678901234567890,".repeat(12_000)}0]`,
      `{"a":${"9".repeat(200_000)}}`,
      `["${"1".repeat(200_000)}"]`,
    ]) {
      read(text);
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
