import { describe, expect } from "vitest";
import { JsonFault, parseStrictly } from "../../functions/domain/strict-json.ts";
import { fc, it } from "../support/property.ts";

const read = (text: string, maxDepth = 20) => parseStrictly(Buffer.from(text), maxDepth);

/** The sentence, and the path of the member where it is of one. */
function faultOf(text: string | Uint8Array, maxDepth = 20): [message: string, path: string | undefined] {
  try {
    parseStrictly(Buffer.from(text), maxDepth);
  } catch (error) {
    if (error instanceof JsonFault) return [error.message, error.path];
  }
  return expect.fail("It was taken.");
}

describe("JSON that strangers send", () => {
  it.prop([fc.json({ maxDepth: 5 })])("is read as JSON.parse reads it, where each name is there once", (text) => {
    expect(read(text)).toEqual({ value: JSON.parse(text), text });
  });

  it.each([
    ['{"a":1,"a":2}', "a"],
    ['{"a":1,"b":{"c":1,"c":2}}', "b.c"],
    ['{"items":[{"x":1},{"x":1,"y":2,"x":3}]}', "items.1.x"],
    ['[[1],[2,{"a":1, "a" : 2}]]', "1.1.a"],
    ['{"\\u0061":1,"a":2}', "a"],
    ['{"a\\\\":1,"a\\\\":2}', "a\\"],
    ['{"\\"":1,"x":{},"\\"":2}', '"'],
    ['{"":1,"":2}', ""],
    ['{"__proto__":1,"__proto__":2}', "__proto__"],
  ])("is refused with two members of one name: %s", (text, path) => {
    expect(faultOf(text)).toEqual(["is given twice", path]);
  });

  it.each([
    '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
    '{"a":"a","b":"a","c":["a","a"]}',
    '{"a":"{\\"a\\":1","b":"\\\\"}',
    '{"a":"x,y:[","b":":"}',
    '["a","a",{"a":[]},"b"]',
  ])("is taken where what looks like a second one is none: %s", (text) => {
    expect(read(text).value).toEqual(JSON.parse(text));
  });

  it("is refused beyond a depth, of objects and lists alike", () => {
    expect(read('{"a":[{}]}', 3).value).toEqual({ a: [{}] });
    expect(read("[[],[],{}]", 2).value).toEqual([[], [], {}]);
    const message = "The body is nested more than 2 levels deep.";
    expect(faultOf('{"a":[{}]}', 2)).toEqual([message, undefined]);
    expect(faultOf("[[[]]]", 2)).toEqual([message, undefined]);
  });

  it("is refused in other encodings and when it is none, in words that hold nothing of it", () => {
    expect(faultOf(Uint8Array.of(0x22, 0xe9, 0x22))).toEqual(["The body is not valid UTF-8.", undefined]);
    for (const text of ["", "{", "secret", '{"a":}', "{'a':1}", "[1,]"]) {
      expect(faultOf(text), text).toEqual(["The body is not valid JSON.", undefined]);
    }
  });

  it("may begin with a byte order mark, as some senders write it", () => {
    expect(read('\uFEFF{"a":1}').value).toEqual({ a: 1 });
  });
});
