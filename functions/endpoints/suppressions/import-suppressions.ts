import * as z from "zod/mini";
import type { Caller } from "../../domain/api-key.ts";
import { type Fault, isAppError } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports.ts";
import { addSeconds } from "../../domain/time.ts";
import { checkValue } from "../../http/check-value.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { instant } from "../fields.ts";
import { requireLive, suppressFor } from "./suppress-for.ts";
import { email, reason } from "./suppression-fields.ts";

const maxRows = 1000;
/** Rows that are written at the same time. */
const atOnce = 25;
/** No row is begun after this, so that the answer leaves before the function's time is over. */
const secondsToBegin = 6;

const Row = z.strictObject({
  email,
  reason,
  at: z.exactOptional(instant).check(z.describe("When it came to that; default now")),
});

const RowFault = z.object({ index: z.int(), path: z.string(), message: z.string() });
type RowFault = z.infer<typeof RowFault>;

export const importSuppressions = endpoint(
  {
    route: routes.importSuppressions,
    summary: "Ends all mailing of many addresses, as another service knows them. A row that is wrong harms no other.",
    body: z.strictObject({
      items: z
        .array(z.unknown())
        .check(z.minLength(1), z.maxLength(maxRows), z.describe("Each `{email, reason?, at?}`, as for a single one")),
    }),
    returns: {
      200: z.object({
        added: z.int().check(z.describe("Rows that were not suppressed before")),
        known: z.int().check(z.describe("Rows that were")),
        errors: z.array(RowFault).check(z.describe("What is wrong, with the row's place in items, from 0")),
      }),
    },
  },
  async ({ caller, body: { items } }, services) => {
    requireLive(caller);
    const results = await writeAll(items, caller, services);
    const added = results.filter((result) => result === "added").length;
    const known = results.filter((result) => result === "known").length;
    const errors = results.flatMap((result) => (typeof result === "string" ? [] : result));
    return { status: 200, body: { added, known, errors } };
  },
);

type Result = "added" | "known" | RowFault[];

/** In the order of the rows, whichever is done first. */
async function writeAll(rows: readonly unknown[], caller: Caller, services: Services): Promise<Result[]> {
  const { clock } = services;
  const endsAt = addSeconds(clock.now(), secondsToBegin);
  const results: Result[] = [];
  const waiting = rows.entries();
  const work = async (): Promise<void> => {
    for (const [index, row] of waiting) {
      const result = clock.now() < endsAt ? await writeRow(row, caller, services) : [outOfTime];
      results[index] = typeof result === "string" ? result : result.map((fault) => ({ index, ...fault }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function writeRow(
  row: unknown,
  caller: Caller,
  services: Services,
): Promise<"added" | "known" | readonly Fault[]> {
  const { data, faults } = checkValue(Row, row);
  if (faults) return faults;
  const now = services.clock.now();
  const { email, reason, at = now } = data;
  if (at > now) return [{ path: "at", message: "lies ahead" }];
  try {
    const { isNew } = await suppressFor(caller, email, { reason, at }, services);
    return isNew ? "added" : "known";
  } catch (error) {
    if (isAppError(error, "unavailable")) return [busy];
    throw error;
  }
}

const outOfTime: Fault = { path: "", message: "was not begun before time was up: send the row again" };
const busy: Fault = { path: "", message: "was not written, because the service is busy: send the row again" };
