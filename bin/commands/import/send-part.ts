/** Sends a part of the rows as a batch, and what there was no time for again, until each has an answer. */
import { createHash } from "node:crypto";
import type { RecordBatchResult } from "../../../client/api.ts";
import { sleep } from "../../../client/retry.ts";
import type { Fault } from "../../../functions/domain/errors.ts";
import type { Api } from "../api.ts";
import { failed } from "../failure.ts";
import type { Row } from "./row.ts";
import type { Fate } from "./tally.ts";

export interface Sent {
  readonly row: Row;
  readonly fate: Fate;
  readonly faults: readonly Fault[];
}

export interface Sending extends Pick<Api, "client" | "signal"> {
  /** Whether customers are invited as by any other report. */
  readonly invites: boolean;
  /** Of each request, when the service is not to be reached or is busy. */
  readonly retries: number;
}

/** Rounds without a single answer. */
const maxIdleRounds = 6;
const firstRestMs = 250;

export async function sendPart(part: readonly Row[], sending: Sending): Promise<readonly Sent[]> {
  const sent = new Map<Row, Sent>();
  for (const row of part) if (row.fault) sent.set(row, { row, fate: "refused", faults: [row.fault] });
  let waiting = part.filter((row) => !sent.has(row));
  for (let idle = 0; waiting.length > 0; ) {
    const answers = await record(waiting, sending);
    for (const [index, row] of waiting.entries()) {
      const became = readAnswer(row, answers[index]);
      if (became) sent.set(row, became);
    }
    const left = waiting.filter((row) => !sent.has(row));
    idle = left.length < waiting.length ? 0 : idle + 1;
    if (idle === maxIdleRounds) throw failed("Hearback answers no more than that rows are to be sent again later.");
    if (left.length > 0) await sleep(firstRestMs * 2 ** idle, sending.signal);
    waiting = left;
  }
  return part.flatMap((row) => sent.get(row) ?? []);
}

type Answer = RecordBatchResult["items"][number];

async function record(rows: readonly Row[], { client, signal, invites, retries }: Sending): Promise<readonly Answer[]> {
  const batch = { items: rows.map(({ value }) => toReport(value, invites)) };
  // Every row has an id, by which it is recorded once.
  const { items } = await client.interactions.recordBatch(batch, { signal, retries, isHarmlessTwice: true });
  if (items.length === rows.length) return items;
  throw failed(`Hearback answered ${items.length} rows of ${rows.length}.`);
}

function readAnswer(row: Row, answer: Answer | undefined): Sent | undefined {
  if (answer === undefined) return undefined;
  if ("outcome" in answer) {
    return { row, fate: answer.outcome === "invited" ? "invited" : { reason: answer.reason }, faults: [] };
  }
  // What failed on the other side may go well the next time.
  if (answer.status === "retry" || answer.status === 429 || answer.status >= 500) return undefined;
  const { detail, errors = [{ path: "", message: detail }] } = answer;
  return { row, fate: "refused", faults: errors };
}

/** A row without an id gets one of what it says: the same row, sent again or imported again, is then the same interaction. */
export function toReport(value: unknown, invites: boolean): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { id = `import-${digest(value)}`, send, ...rest } = value as { id?: unknown; send?: unknown };
  const via = invites ? send : { ...Object(send), via: "none" };
  return { id, ...rest, ...(via !== undefined && { send: via }) };
}

const digest = (value: object): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
