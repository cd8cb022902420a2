import { type AppError, invalid } from "./errors.ts";

/** Of a cursor that this list has not given out, or not in this form. */
export const foreignCursor = (): AppError =>
  invalid("query.cursor", "is not a cursor of this list: send nextCursor as it came, or none to begin anew");
