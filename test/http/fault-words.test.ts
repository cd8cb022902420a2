import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { checkValue } from "../../functions/http/check-value.ts";

type Code = z.core.$ZodIssue["code"];
type Row = readonly [schema: z.core.$ZodType, value: unknown, path: string, message: string];

const kind = z.enum(["nps", "csat"]);
const whole = z.number().check(z.int(), z.minimum(0), z.maximum(365));

/** Every code that the library has: a new one is missed by the compiler. */
const rows: Readonly<Record<Code, readonly Row[]>> = {
  invalid_type: [
    [z.object({ name: z.string() }), {}, "name", "is missing"],
    [z.string(), undefined, "", "is missing"],
    [z.string(), 3, "", "must be a text"],
    [z.string(), null, "", "must be a text"],
    [whole, "3", "", "must be a number"],
    [whole, Number.POSITIVE_INFINITY, "", "must be a number"],
    [whole, 1.5, "", "must be a whole number"],
    [z.coerce.number(), "many", "", "must be a number"],
    [z.boolean(), "yes", "", "must be true or false"],
    [z.array(z.string()), {}, "", "must be a list"],
    [z.tuple([z.string()]), {}, "", "must be a list"],
    [z.object({}), [], "", "must be an object"],
    [z.strictObject({}), "x", "", "must be an object"],
    [z.record(z.string(), z.string()), 3, "", "must be an object"],
    [z.object({ id: z.exactOptional(z.never()) }), { id: 3 }, "id", "must be left out"],
  ],
  invalid_value: [
    [kind, "quiz", "", "must be one of nps, csat"],
    [z.object({ kind }), {}, "kind", "is missing"],
    [z.literal("survey/1"), "survey/2", "", "must be survey/1"],
  ],
  too_small: [
    [z.string().check(z.minLength(1)), "", "", "is empty"],
    [z.string().check(z.minLength(3)), "no", "", "has fewer than 3 characters"],
    [z.string().check(z.length(2)), "x", "", "has not just 2 characters"],
    [z.array(z.string()).check(z.minLength(1)), [], "", "is empty"],
    [z.tuple([z.int(), z.int()]), [6], "", "has fewer than 2 items"],
    [whole, -1, "", "is below 0"],
    [z.number().check(z.positive()), 0, "", "is not above 0"],
  ],
  too_big: [
    [z.string().check(z.maxLength(100)), "x".repeat(101), "", "is longer than 100 characters"],
    [z.string().check(z.length(2)), "yes", "", "has not just 2 characters"],
    [z.array(z.int()).check(z.maxLength(2)), [1, 2, 3], "", "has more than 2 items"],
    [z.tuple([z.int(), z.int()]), [1, 2, 3], "", "has more than 2 items"],
    [whole, 366, "", "is above 365"],
    [whole, 1e300, "", "is above 365"],
    [z.number().check(z.negative()), 0, "", "is not below 0"],
  ],
  invalid_format: [
    [z.iso.datetime(), "yesterday", "", "is not a time such as 2026-11-22T09:30:00Z"],
    [z.iso.date(), "2026-13-01", "", "is not a day such as 2026-11-22"],
    [z.string().check(z.regex(/^a$/)), "b", "", "is not written as it must be"],
    [z.string().check(z.regex(/^a$/, "is not an a")), "b", "", "is not an a"],
  ],
  not_multiple_of: [[z.number().check(z.multipleOf(5)), 7, "", "is not a multiple of 5"]],
  unrecognized_keys: [
    [z.strictObject({}), { colour: "red" }, "colour", "is not a known field: leave it out"],
    [z.object({ brand: z.strictObject({}) }), { brand: { hue: 3 } }, "brand.hue", "is not a known field: leave it out"],
  ],
  invalid_union: [
    [z.union([z.string(), z.boolean()]), null, "", "must be a text, or must be true or false"],
    [z.union([z.string(), z.boolean()]), undefined, "", "is missing"],
    [z.union([z.string(), z.boolean()], "is neither"), null, "", "is neither"],
    [
      z.discriminatedUnion("via", [z.object({ via: z.literal("email") }), z.object({ via: z.literal("link") })]),
      { via: "fax" },
      "via",
      "must be one of email, link",
    ],
    [z.xor([z.string(), z.string()]), "x", "", "may be read in more than one way"],
  ],
  invalid_key: [
    [
      z.record(z.string().check(z.regex(/^[a-z]+$/, "is not a locale")), z.string()),
      { "?": "x" },
      "?",
      "is not a locale",
    ],
  ],
  invalid_element: [[z.map(z.string(), z.int()), new Map([[{}, 1.5]]), "", "must be a text"]],
  custom: [
    [z.string().check(z.refine(() => false)), "x", "", "is not valid"],
    [z.string().check(z.refine(() => false, "holds line breaks")), "x", "", "holds line breaks"],
  ],
};

const everyRow = Object.entries(rows).flatMap(([code, those]) => those.map((row) => [code, ...row] as const));

describe("what is wrong with a value", () => {
  it.each(everyRow)("is said in our own words: %s", (code, schema, value, path, message) => {
    expect(z.safeParse(schema, value).error?.issues).toContainEqual(expect.objectContaining({ code }));
    expect(checkValue(schema, value).faults).toContainEqual({ path, message });
  });

  it("is said once where a value is of another type altogether", () => {
    const name = z.string().check(z.minLength(1), z.maxLength(100));
    expect(checkValue(z.object({ name }), { name: [] }).faults).toEqual([{ path: "name", message: "must be a text" }]);
  });

  it("is said of every place, with what the place stands in", () => {
    const schema = z.strictObject({ name: z.string(), days: z.array(whole) });
    expect(checkValue(schema, { days: [1, 400], colour: "red" }, "body").faults).toEqual([
      { path: "body.name", message: "is missing" },
      { path: "body.days.1", message: "is above 365" },
      { path: "body.colour", message: "is not a known field: leave it out" },
    ]);
  });
});
