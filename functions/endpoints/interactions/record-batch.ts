import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { acceptRows } from "./accept-rows.ts";
import { readBatchCsv } from "./batch-csv.ts";
import { type BatchRow, isProblem, isToRetry, maxRows, RowAnswer } from "./batch-row.ts";

const maxBodyKilobytes = 4096;

export const recordBatch = endpoint(
  {
    route: routes.recordBatch,
    summary:
      `Records up to ${maxRows} interactions, each as POST /v1/interactions would; a row that is wrong harms no other. ` +
      "As text/csv the first row names the fields, such as customer.email. A row with an id is recorded once however often " +
      "it comes; one without is, where the same batch comes with the same Idempotency-Key.",
    body: z.pipe(
      z.strictObject({
        items: z
          .array(z.unknown())
          .check(z.minLength(1), z.maxLength(maxRows), z.describe("Each as for POST /v1/interactions")),
      }),
      z.transform(({ items }): readonly BatchRow[] => items.map((value) => ({ value }))),
    ),
    readCsv: readBatchCsv,
    maxBodyKilobytes,
    returns: {
      200: z.object({
        items: z.array(RowAnswer).check(z.describe("What became of each, in the order of the rows")),
        errors: z.int().check(z.describe("Rows that were not recorded, those to be sent again among them")),
      }),
    },
  },
  async ({ caller, body: rows, idempotencyKey, requestId, millisecondsLeft }, services) => {
    const items = await acceptRows({ rows, caller, idempotencyKey, requestId, millisecondsLeft }, services);
    const errors = items.filter(isProblem).length;
    return { status: 200, body: { items, errors }, isUnfinished: items.some(isToRetry) };
  },
);
