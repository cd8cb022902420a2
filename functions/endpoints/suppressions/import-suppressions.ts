import * as z from "zod/mini";
import type { Caller } from "../../domain/api-key.ts";
import { type Fault, isAppError } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { SuppressionWish } from "../../domain/suppression.ts";
import { addSeconds, type Instant } from "../../domain/time.ts";
import { checkValue } from "../../http/check-value.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { instant } from "../fields.ts";
import { rowsOf } from "../rows.ts";
import { requireLive, suppressFor } from "./suppress-for.ts";
import { email, reason } from "./suppression-fields.ts";

const maxRows = 1000;
/** Their customers are read in one request. */
const rowsAtOnce = 50;
/** No rows are begun after this, so that the answer leaves before the function's time is over. */
const secondsToBegin = 7;

const Row = z.strictObject({
  email,
  reason,
  at: z.exactOptional(instant).check(z.describe("When it came to that; default now")),
});

const RowFault = z.object({ index: z.int(), path: z.string(), message: z.string() });

export const importSuppressions = endpoint(
  {
    route: routes.importSuppressions,
    summary: "Ends all mailing of many addresses, as another service knows them. A row that is wrong harms no other.",
    body: z.strictObject({
      items: rowsOf(Row, maxRows).check(z.describe("Each as for a single one")),
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
    const results = checkRows(items, services.clock.now());
    await writeAll(results, caller, services);
    const errors = results.flatMap(({ faults = [] }, index) => faults.map((fault) => ({ index, ...fault })));
    const added = results.filter(({ isNew }) => isNew === true).length;
    const known = results.filter(({ isNew }) => isNew === false).length;
    return { status: 200, body: { added, known, errors } };
  },
);

/** A row on its way: what it wishes for, and what came of it. */
interface Result {
  readonly wish?: SuppressionWish;
  faults?: readonly Fault[];
  isNew?: boolean;
}

const checkRows = (rows: readonly unknown[], now: Instant): Result[] =>
  rows.map((row) => {
    const { data, faults } = checkValue(Row, row);
    if (faults) return { faults };
    if (data.at !== undefined && data.at > now)
      return { faults: [{ path: "at", message: "lies ahead: send when it was, or leave it out" }] };
    return { wish: { at: now, ...data } };
  });

async function writeAll(results: readonly Result[], caller: Caller, services: Services): Promise<void> {
  const { clock } = services;
  const endsAt = addSeconds(clock.now(), secondsToBegin);
  const waiting = results.filter(({ wish }) => wish !== undefined);
  while (waiting.length > 0) {
    const begun = waiting.splice(0, rowsAtOnce);
    const fault = clock.now() < endsAt ? await writeSome(begun, caller, services) : outOfTime;
    if (fault) for (const result of begun) result.faults = [fault];
  }
}

/** Answers what kept them all from being written, if anything did; to send them again is harmless. */
async function writeSome(results: readonly Result[], caller: Caller, services: Services): Promise<Fault | undefined> {
  try {
    const wishes = results.flatMap(({ wish }) => wish ?? []);
    const written = await suppressFor(caller, wishes, services);
    for (const [index, result] of results.entries()) result.isNew = written[index]?.isNew === true;
    return undefined;
  } catch (error) {
    if (isAppError(error, "unavailable")) return busy;
    throw error;
  }
}

const outOfTime: Fault = { path: "", message: "was not begun before time was up: send the row again" };
const busy: Fault = { path: "", message: "was not written, because the service is busy: send the row again" };
