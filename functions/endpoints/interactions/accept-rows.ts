/**
 * Accepting the rows of a batch: several at once, each for itself, as long as there is time. Rows that name the same customer
 * go one after the other as they stand, so that the first of two with one id is accepted and the second is its repetition.
 */
import type * as z from "zod/mini";
import { normaliseAddress } from "../../domain/address.ts";
import type { Caller } from "../../domain/api-key.ts";
import { traceOf } from "../../domain/error-trace.ts";
import { AppError, isAppError } from "../../domain/errors.ts";
import { inParallel } from "../../domain/in-parallel.ts";
import type { Services } from "../../domain/ports/services.ts";
import { checkValue } from "../../http/check-value.ts";
import { problemOf } from "../../http/problem.ts";
import { briefFaults } from "../brief-faults.ts";
import { acceptReport } from "./accept-report.ts";
import { type BatchRow, type RowAnswer, retry } from "./batch-row.ts";
import { viewOutcome } from "./interaction-outcome.ts";
import { InteractionReport } from "./interaction-report.ts";
import { withinTime } from "./within-time.ts";

export interface Batch {
  readonly rows: readonly BatchRow[];
  readonly caller: Caller;
  readonly idempotencyKey: string | undefined;
  readonly requestId: string;
  millisecondsLeft(): number;
}

/** A row that is begun later might not be done in time. */
const millisecondsToBegin = 2000;
/** Rows that hang then are not waited for. */
const millisecondsToAnswer = 800;

/** Answers in the order of the rows. */
export async function acceptRows(batch: Batch, services: Services): Promise<RowAnswer[]> {
  const { rows, millisecondsLeft } = batch;
  const answers = new Map<number, RowAnswer>();
  const checked = rows.map(checkRow);
  for (const [index, { faults }] of checked.entries()) if (faults) answers.set(index, refused(faults));
  const reports = checked.flatMap(({ report }, index) => (report ? [{ index, report }] : []));
  const hasTime = () => millisecondsLeft() > millisecondsToBegin;
  const work = inParallel(
    chainsOf(reports),
    async (chain) => {
      for (const row of chain) if (hasTime()) answers.set(row.index, await acceptRow(row, batch, services));
    },
    hasTime,
  );
  await withinTime(work, millisecondsLeft() - millisecondsToAnswer);
  return rows.map(({ place }, index) => ({ ...place, ...(answers.get(index) ?? outOfTime) }));
}

type Told = z.output<typeof InteractionReport>;

interface Reported {
  readonly index: number;
  readonly report: Told;
}

function checkRow({ value, faults: earlier }: BatchRow) {
  if (earlier) return { faults: earlier };
  const { data: report, faults } = checkValue(InteractionReport, value);
  return faults ? { faults } : { report };
}

/** Rows in their order, together where one identity or one after the other links them. */
function chainsOf(rows: readonly Reported[]): readonly Reported[][] {
  const chains = new Map<string, Reported[]>();
  for (const row of rows) {
    const names = namesOf(row.report);
    const linked = new Set(names.flatMap((name) => chains.get(name) ?? []));
    const chain = [...linked, row].sort((one, other) => one.index - other.index);
    for (const name of [...linked].flatMap(({ report }) => namesOf(report)).concat(names)) chains.set(name, chain);
  }
  return [...new Set(chains.values())];
}

const namesOf = ({ customer: { id, email } }: Told): string[] => [
  ...(email === undefined ? [] : [`email:${normaliseAddress(email)}`]),
  ...(id === undefined ? [] : [`id:${id}`]),
];

/** Whatever becomes of it is an answer: it harms no other row. */
async function acceptRow({ index, report }: Reported, batch: Batch, services: Services): Promise<RowAnswer> {
  const { caller, idempotencyKey, requestId } = batch;
  // No key of a single one holds a space.
  const rowKey = idempotencyKey === undefined ? undefined : `${idempotencyKey} ${index}`;
  try {
    const { interaction } = await acceptReport(report, caller, rowKey, services);
    return await viewOutcome(interaction, services);
  } catch (error) {
    if (isAppError(error) && error.code !== "unavailable") return refusal(error);
    if (!isAppError(error)) services.log.error("a row of a batch failed", { requestId, index, ...traceOf(error) });
    return failed;
  }
}

const outOfTime = retry("There was no time left for the row. Send it again.");
const failed = retry("The row failed on our side. Send it again.");

const refused = (faults: AppError["faults"]): RowAnswer =>
  refusal(new AppError("invalid", "The row is not valid.", { faults }));

function refusal(error: AppError): RowAnswer {
  const { requestId: _, errors, ...problem } = problemOf(error, "");
  return { ...problem, ...(errors && { errors: briefFaults(errors) }) };
}
