/** A schema of an endpoint as JSON Schema. */
import * as z from "zod/mini";
import type { Schema } from "./hoist-schemas.ts";

/** What is given has no other fields; what is answered may get further ones one day, which no caller should refuse. */
export function readSchema(schema: z.core.$ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...read } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // Of the library: the format says it, in a word instead of a line.
      if (jsonSchema.format === "date-time" || jsonSchema.format === "date") delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return read;
}
