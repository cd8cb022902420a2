/**
 * Rows of a CSV file whose first row names the fields: `customer.email`, `attributes.plan`. It is separated by commas, semicolons
 * or tabs, as spreadsheets write it. An empty cell is an absent field, and what is empty is no row.
 */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { faultsOfHeader, toReported } from "../../../functions/endpoints/interactions/batch-csv.ts";
import { failed, wrongUsage } from "../failure.ts";
import { shortened } from "../print.ts";
import { maxRowLength, type Row } from "./row.ts";

/** `name` is the file's, for what is wrong with all of it. */
export async function* csvRows(text: AsyncGenerator<string>, name: string): AsyncGenerator<Row> {
  let names: readonly string[] | undefined;
  for await (const { cells, line } of recordsOf(text, name)) {
    if (names === undefined) {
      names = cells.map((cell) => cell.trim());
      checkNames(names, name);
    } else {
      const { value, faults: [fault] = [] } = toReported({ cells }, names);
      yield { line, value, ...(fault && { fault }) };
    }
  }
}

interface Record {
  readonly cells: readonly string[];
  readonly line: number;
}

async function* recordsOf(text: AsyncGenerator<string>, name: string): AsyncGenerator<Record> {
  const { value: start = "" } = await text.next();
  const options = { delimiter: separatorOf(start), max_record_size: maxRowLength };
  const parser = parse({
    ...options,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const all = Readable.from(following(start, text));
  all.on("error", (error) => parser.destroy(error)).pipe(parser);
  let end = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      // It tells the line where a row ends.
      const line = info.lines - record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      end = info.lines;
      if (record.some((cell) => cell.trim() !== "")) yield { cells: record, line };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const isLong = error.code === "CSV_MAX_RECORD_SIZE";
    const why = isLong ? `is longer than ${maxRowLength} characters` : "opens a quotation mark that is never closed";
    throw failed(`${name}: the row after line ${end} ${why}; what comes before it has been imported.`, error);
  } finally {
    all.destroy();
  }
}

async function* following(start: string, text: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* text;
}

/** The one that the first line has most of. */
function separatorOf(start: string): string {
  const [line = ""] = start.split(/[\r\n]/, 1);
  const count = (separator: string): number => line.split(separator).length;
  return [",", ";", "\t"].reduce((most, next) => (count(next) > count(most) ? next : most));
}

function checkNames(names: readonly string[], file: string): void {
  const [fault] = faultsOfHeader(names);
  if (fault) throw wrongUsage(`${file}: ${shortened(fault.path)} ${fault.message}.`);
}
