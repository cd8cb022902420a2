import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { inSchemaOrder } from "../../functions/http/in-schema-order.ts";

const Agent = z.object({ id: z.string(), name: z.optional(z.string()) });
const Answer = z.object({
  id: z.string(),
  agent: z.nullable(Agent),
  texts: z.record(z.string(), Agent),
  items: z.array(
    z.union([
      z.object({ kind: z.literal("a"), at: z.string() }),
      z.object({ kind: z.literal("b"), by: z._default(Agent, { id: "" }) }),
    ]),
  ),
});

const told = (value: unknown): string => JSON.stringify(inSchemaOrder(Answer, value));

describe("the order of an answer's fields", () => {
  it("is that of the schema, however deep", () => {
    const value = {
      items: [
        { at: "9:00", kind: "a" },
        { by: { name: "Sam", id: "a-7" }, kind: "b" },
      ],
      agent: { name: "Sam", id: "a-7" },
      id: "1",
    };
    expect(told(value)).toBe(
      '{"id":"1","agent":{"id":"a-7","name":"Sam"},"items":[{"kind":"a","at":"9:00"},{"kind":"b","by":{"id":"a-7","name":"Sam"}}]}',
    );
  });

  it("is by name in a record, and for what the schema does not know, which is told all the same", () => {
    const value = { zoo: 1, ant: null, texts: { nl: { id: "2" }, en: { name: "Jo", id: "1" } }, id: "1" };
    expect(told(value)).toBe('{"id":"1","texts":{"en":{"id":"1","name":"Jo"},"nl":{"id":"2"}},"ant":null,"zoo":1}');
  });

  it("leaves what is no object as it is", () => {
    expect([null, undefined, "page", 0, []].map((value) => inSchemaOrder(Answer, value))).toEqual([
      null,
      undefined,
      "page",
      0,
      [],
    ]);
  });
});
