/** JSON as callers send it. */
import { AppError, invalid } from "../domain/errors.ts";
import { JsonFault, parseStrictly } from "../domain/strict-json.ts";

/** No body of ours is nested half as deep. */
const maxDepth = 32;

/** Throws malformed for what is no JSON or too deep, invalid for a field that is given twice. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return parseStrictly(bytes, maxDepth).value;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw error.path === undefined ? new AppError("malformed", error.message) : invalid(error.path, error.message);
  }
}
