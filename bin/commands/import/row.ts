/** A row of a file that is imported: a report, or what is wrong with what stands there. */
import type { Fault } from "../../../functions/domain/errors.ts";

export interface Row {
  /** Of the file, from 1, where the row starts. */
  readonly line: number;
  /** To be a report; the API says whether it is one. */
  readonly value?: unknown;
  readonly fault?: Fault;
}

/** In characters; no report needs as much, and a file without line ends must not be held in memory. */
export const maxRowLength = 64 * 1024;

export const tooLong: Fault = { path: "", message: `is longer than ${maxRowLength} characters` };
