import { describe, expect } from "vitest";
import {
  fromBase62,
  idPattern,
  joinId,
  responseIdOf,
  splitId,
  toBase62,
  workspaceOfKey,
  workspaceOfSource,
} from "../../functions/domain/ids.ts";
import { fc, it } from "../support/property.ts";

const bytes = (size: 8 | 16 | 32) => fc.uint8Array({ minLength: size, maxLength: size });
const half = bytes(16).map(toBase62);
const short = bytes(8).map(toBase62);
const kinds = Object.entries(idPattern);

/** An id of any kind, by the names of its kinds. */
const anyId = fc.oneof(
  fc.record({ kind: fc.constant("workspace"), id: short.map((own) => `ws_${own}`) }),
  fc.record({ kind: fc.constant("survey"), id: short.map((own) => `srv_${own}`) }),
  fc.record({ kind: fc.constant("key"), id: fc.tuple(short, short).map((parts) => `key_${parts.join("")}`) }),
  fc.record({ kind: fc.constant("source"), id: fc.tuple(short, short).map((parts) => `src_${parts.join("")}`) }),
  fc.record({ kind: fc.constant("customer"), id: half.map((own) => `cus_${own}`) }),
  ...(["int", "inv", "rsp"] as const).map((prefix) =>
    fc.record({
      kind: fc.constant({ int: "interaction", inv: "invitation", rsp: "response" }[prefix]),
      id: fc.tuple(half, half).map(([customer, own]) => joinId(prefix, `cus_${customer}`, own)),
    }),
  ),
);

describe("bytes in base62", () => {
  it.each([
    [8, 11],
    [16, 22],
    [32, 43],
  ] as const)("of %i bytes are %i characters, from the smallest to the largest", (size, width) => {
    const [least, most] = [new Uint8Array(size), new Uint8Array(size).fill(255)];
    expect(toBase62(least)).toBe("0".repeat(width));
    expect(toBase62(most)).toMatch(new RegExp(`^[0-9A-Za-z]{${width}}$`));
    expect([fromBase62(toBase62(least), size), fromBase62(toBase62(most), size)]).toEqual([least, most]);
  });

  it("count in digits, capitals and small letters", () => {
    const of = (value: number) => toBase62(Uint8Array.of(0, 0, 0, 0, 0, 0, value >> 8, value & 255)).replace(/^0+/, "");
    expect([9, 10, 35, 36, 61, 62, 62 * 62].map(of)).toEqual(["9", "A", "Z", "a", "z", "10", "100"]);
  });

  it.prop([bytes(8), bytes(16), bytes(32)])("come back as they were, always as wide", (eight, sixteen, more) => {
    for (const all of [eight, sixteen, more]) {
      expect(fromBase62(toBase62(all), all.length as 8 | 16 | 32)).toEqual(all);
    }
    expect([eight, sixteen, more].map((all) => toBase62(all).length)).toEqual([11, 22, 43]);
  });

  it.prop([bytes(16), bytes(16)])("differ where the bytes differ", (a, b) => {
    expect(toBase62(a) === toBase62(b)).toBe(Buffer.from(a).equals(b));
  });
});

describe("an id", () => {
  it.prop([anyId])("is of its own kind and of no other", ({ kind, id }) => {
    expect(kinds.filter(([, pattern]) => pattern.test(id)).map(([name]) => name)).toEqual([kind]);
  });

  it.prop([anyId, fc.constantFrom(..."0aZ_-#/ \n\r\0é\u2028")])(
    "is none with anything before or behind it",
    (one, more) => {
      const { id } = one;
      for (const text of [
        id + more,
        more + id,
        id.slice(0, -1),
        id.slice(1),
        id.slice(0, -1) + more.replace(/\w/, "-"),
      ]) {
        expect(kinds.filter(([, pattern]) => pattern.test(text))).toEqual([]);
      }
    },
  );

  it.prop([anyId, anyId])("is the beginning of no other", ({ id: a }, { id: b }) => {
    expect(a !== b && (a.startsWith(b) || b.startsWith(a))).toBe(false);
  });

  it.prop([half, half, fc.constantFrom("int", "inv", "rsp")])(
    "holds its customer and its own part",
    (customer, own, prefix) => {
      const customerId = `cus_${customer}`;
      expect(splitId(joinId(prefix, customerId, own))).toEqual({ customerId, own });
    },
  );

  it.prop([half, half])("of a response is its invitation's under another prefix", (customer, own) => {
    const invitation = joinId("inv", `cus_${customer}`, own);
    const response = responseIdOf(invitation);
    expect(response).toMatch(idPattern.response);
    expect(splitId(response)).toEqual(splitId(invitation));
  });

  it.prop([short, short])("of a key or source holds its workspace", (workspace, own) => {
    for (const id of [workspaceOfKey(`key_${workspace}${own}`), workspaceOfSource(`src_${workspace}${own}`)]) {
      expect(id).toBe(`ws_${workspace}`);
      expect(id).toMatch(idPattern.workspace);
    }
  });
});
