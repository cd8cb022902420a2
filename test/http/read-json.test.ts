import { describe, expect } from "vitest";
import { AppError } from "../../functions/domain/errors.ts";
import { readJson } from "../../functions/http/read-json.ts";
import { fc, it } from "../support/property.ts";

const read = (text: string): unknown => readJson(Buffer.from(text));

/** The status-giving code and the paths, or the value. */
function outcomeOf(text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, ...error.faults.map(({ path, message }) => `${path} ${message}`)];
  }
}

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

describe("JSON of a caller", () => {
  it.prop([fc.jsonValue({ stringUnit: "binary" }), fc.constantFrom(0, 1)])(
    "is read as JSON.parse reads it where no name comes twice",
    (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(read(text)).toEqual(JSON.parse(text));
    },
  );

  it.prop([fc.string({ unit: "binary" }), fc.jsonValue(), fc.jsonValue()])(
    "is refused where any name comes twice, whatever is between",
    (name, one, two) => {
      const key = JSON.stringify(name);
      const text = `{${key}: ${JSON.stringify(one)} , "between${name.length}": [{}, "x"],\n${key}\t:${JSON.stringify(two)}}`;
      expect(outcomeOf(text)).toEqual(["invalid", `${JSON.parse(key)} is given twice`]);
    },
  );

  it.each([
    ['{"a":1,"a":1}', "a"],
    ['{"a":{"b":[0,{"c":1,"d":2,"c":3}]}}', "a.b.1.c"],
    ['{"a":[[],{"x":"]},","x":0}]}', "a.1.x"],
    ['{"\\u0061":1,"a":2}', "a"],
    ['{"a\\"":1,"a\\"":2}', 'a"'],
    ['{"a\\\\":1,"b":"\\\\\\"","a\\\\":2}', "a\\"],
    ['{"__proto__":{},"__proto__":[]}', "__proto__"],
    ['{"":1,"":2}', ""],
  ])("is refused as %s, and told where", (text, path) => {
    expect(outcomeOf(text)).toEqual(["invalid", `${path} is given twice`]);
  });

  it.each([
    '{"a":"a","b":["a","a"],"c":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\"a\\":1,","b":"{\\"a\\":{\\"a\\":"}',
    '"a"',
    " 5 ",
  ])("may say the same again in another place: %s", (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it("may be 32 levels deep and no deeper, be it 100,000", () => {
    expect(read(nested(32))).toEqual(JSON.parse(nested(32)));
    for (const levels of [33, 1000, 100_000]) expect(outcomeOf(nested(levels))).toEqual(["malformed"]);
    expect(outcomeOf(`${`{"a":`.repeat(40)}1${"}".repeat(40)}`)).toEqual(["malformed"]);
    expect(read(JSON.stringify("[".repeat(1000)))).toBe("[".repeat(1000));
  });

  it("may be of many brackets and members side by side", () => {
    const wide = JSON.stringify(Array.from({ length: 20_000 }, (_, n) => ({ [`n${n}`]: [] })));
    expect(read(wide)).toHaveLength(20_000);
  });

  it("takes time by its length alone, whatever it is made of", () => {
    const bytes = 256 * 1024;
    const bodies = [
      `"${"\\\\".repeat(bytes / 2)}"`,
      `"${'\\"'.repeat(bytes / 2)}"`,
      `{"a"${" ".repeat(bytes)}:1}`,
      `[${'"",'.repeat(bytes / 3)}""]`,
      `{${Array.from({ length: bytes / 8 }, (_, n) => `"${n}":0`).join(",")}}`,
    ];
    for (const body of bodies) {
      const begun = performance.now();
      read(body);
      expect(performance.now() - begun, body.slice(0, 20)).toBeLessThan(1000);
    }
  });

  it("keeps names that programs trip over as fields of their own", () => {
    const value = read('{"__proto__":{"test":true},"constructor":1,"toString":2}') as object;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect("test" in {}).toBe(false);
  });
});
