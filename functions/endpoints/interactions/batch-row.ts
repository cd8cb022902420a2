/** A row of a batch: what was sent, where it stands in the file it came in, and what is answered to it. */
import * as z from "zod/mini";
import type { Fault } from "../../domain/errors.ts";
import { Problem } from "../../http/problem.ts";
import { Invited, NotInvited } from "./interaction-outcome.ts";

export const maxRows = 500;

export interface BatchRow {
  /** To be a report. */
  readonly value: unknown;
  /** What was wrong with it before it could be read as one. */
  readonly faults?: readonly Fault[];
  readonly place?: Place;
}

export interface Place {
  readonly row: number;
  readonly line: number;
}

const place = {
  row: z.optional(z.int()).check(z.describe("Of a CSV file, from 1, without the row of names")),
  line: z.optional(z.int()).check(z.describe("Of a CSV file, from 1, where the row starts")),
};

const { requestId: _, ...problem } = Problem.shape;

export const RowAnswer = z.union([
  z.extend(Invited, place),
  z.extend(NotInvited, place),
  z.extend(z.object({ ...problem }), place).check(z.describe("What is wrong with the row; nothing came of it")),
  z
    .object({ status: z.literal("retry"), detail: z.string(), ...place })
    .check(z.describe("The row may not have been recorded: send it again")),
]);
export type RowAnswer = z.input<typeof RowAnswer>;

export const isProblem = (answer: RowAnswer): boolean => "status" in answer;
export const isToRetry = (answer: RowAnswer): boolean => "status" in answer && answer.status === "retry";

export const retry = (detail: string): RowAnswer => ({ status: "retry", detail });
