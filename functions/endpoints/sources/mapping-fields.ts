/**
 * A mapping as the API takes it: its form here, what goes together in domain/mapping-check.ts. Conditions and rules may hold
 * others. There is a schema for each depth instead of one that calls itself, so that what is sent cannot decide how deep
 * we go.
 */
import * as z from "zod/mini";
import type { Fault } from "../../domain/errors.ts";
import type { Mapping } from "../../domain/mapping.ts";
import { mappingFaults, mappingLimits } from "../../domain/mapping-check.ts";
import { checkValue } from "../../http/check-value.ts";
import { number, wholeNumber } from "../fields.ts";

const maxCharacters = 32_000;

const text = z.string().check(z.maxLength(200));

const scalar = z.union([text, number, z.boolean()], "is not a text of at most 200 characters, a number, true or false");

const some = (item: z.core.$ZodType) => z.array(item).check(z.minLength(1));

/** The SDK refuses to store an object that has a field of such a name. */
const key = text.check(
  z.refine((name) => name !== "constructor" && name !== "__proto__", "is a name that cannot be used"),
);

type Forms = Readonly<Record<string, z.core.$ZodType>>;

/** An object of one of several forms, which it shows by a field of that name; what is wrong is told of that form alone. */
const oneForm = (forms: Forms) =>
  z.unknown().check((payload) => {
    const { value } = payload;
    const form = Object.entries(forms).find(([name]) => Object.hasOwn(Object(value), name))?.[1];
    const none = [{ path: "", message: `is not an object with one of ${Object.keys(forms).join(", ")}` }];
    payload.issues.push(...(form ? (checkValue(form, value).faults ?? []) : none).map(toIssue(value)));
  });

const toIssue =
  (input: unknown) =>
  ({ path, message }: Fault): z.core.$ZodRawIssue => ({ code: "custom", input, path: path.split("."), message });

/** As many levels of forms that hold others as a mapping may have; the last holds none. */
const nested = (plain: Forms, holding: (inner: z.core.$ZodType) => Forms) =>
  Array.from({ length: mappingLimits.depth - 1 }).reduce<z.core.$ZodType>(
    (inner) => oneForm({ ...plain, ...holding(inner) }),
    oneForm(plain),
  );

const condition = nested(
  {
    equals: z.strictObject({ path: text, equals: scalar }),
    oneOf: z.strictObject({ path: text, oneOf: some(scalar) }),
    exists: z.strictObject({ path: text, exists: z.boolean() }),
  },
  (inner) => ({ all: z.strictObject({ all: some(inner) }), any: z.strictObject({ any: some(inner) }) }),
);

const decimals = wholeNumber(0, mappingLimits.decimals);

const rule = nested(
  {
    const: z.strictObject({ const: scalar }),
    path: z.strictObject({
      path: text,
      when: z.exactOptional(condition),
      except: z.exactOptional(some(scalar)),
      table: z.exactOptional(z.record(key, scalar)),
      default: z.exactOptional(scalar),
      time: z.exactOptional(z.enum(["seconds", "milliseconds", "utc"])),
      decimals: z.exactOptional(
        z.union(
          [decimals, z.strictObject({ path: text, table: z.record(key, decimals), default: decimals })],
          `is neither a whole number up to ${mappingLimits.decimals} nor an object of path, table and default`,
        ),
      ),
    }),
  },
  (inner) => ({
    first: z.strictObject({ first: some(inner) }),
    join: z.strictObject({ join: some(inner), with: z.exactOptional(z.string().check(z.maxLength(20))) }),
  }),
);

const rules = z.record(key, rule);

const shape = z
  .strictObject({
    base: z.exactOptional(z.array(text).check(z.minLength(1), z.maxLength(5))),
    when: z.exactOptional(condition),
    types: z.exactOptional(
      some(
        z.strictObject({
          type: z.string().check(z.minLength(1), z.maxLength(100)),
          when: condition,
          fields: z.exactOptional(rules),
        }),
      ),
    ),
    fields: rules,
  })
  .check(
    z.refine(
      (mapping) => JSON.stringify(mapping).length <= maxCharacters,
      `is longer than ${maxCharacters} characters`,
    ),
    ({ issues, value }) => {
      issues.push(...mappingFaults(value as Mapping).map(toIssue(value)));
    },
  );

/** Of its form the API's document tells no more: docs/connect.md does. */
export const MappingShown = z.record(z.string(), z.unknown());

export const MappingFields = z.pipe(MappingShown, shape) as unknown as z.ZodMiniType<Mapping, Record<string, unknown>>;
