/**
 * Rows of a CSV file whose first row names the fields: `customer.email`, `attributes.plan`. It is separated by commas, semicolons
 * or tabs, as spreadsheets write it. An empty cell is an absent field, and what is empty is no row.
 */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { fieldKinds, kindOfField } from "../../../functions/domain/mapped-field.ts";
import { failed, wrongUsage } from "../failure.ts";
import { shortened } from "../print.ts";
import { maxRowLength, type Row } from "./row.ts";

const attributes = "attributes.";

/** `name` is the file's, for what is wrong with all of it. */
export async function* csvRows(text: AsyncGenerator<string>, name: string): AsyncGenerator<Row> {
  let names: readonly string[] | undefined;
  for await (const { cells, line } of recordsOf(text, name)) {
    if (names === undefined) {
      names = cells.map((cell) => cell.trim());
      checkNames(names, name);
    } else {
      yield rowOf(cells, names, line);
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
  for (const [index, name] of names.entries()) {
    const what = name === "" ? `${file}: column ${index + 1}` : `${file}: the column ${shortened(name)}`;
    const isKnown = Object.hasOwn(fieldKinds, name) || (name.startsWith(attributes) && name.length > attributes.length);
    if (!isKnown) throw wrongUsage(`${what} is no field of an interaction, such as customer.email.`);
    if (names.indexOf(name) < index) throw wrongUsage(`${what} is there twice.`);
  }
  if (!names.includes("type")) throw wrongUsage(`${file} has no column type, which says what happened.`);
  const hasCustomer = names.includes("customer.email") || names.includes("customer.id");
  if (!hasCustomer) throw wrongUsage(`${file} has neither a column customer.email nor customer.id.`);
}

function rowOf(cells: readonly string[], names: readonly string[], line: number): Row {
  if (cells.length !== names.length) {
    return { line, fault: { path: "", message: `has ${cells.length} cells, and the row of names ${names.length}` } };
  }
  const value: { [field: string]: unknown } = {};
  for (const [index, name] of names.entries()) {
    const cell = cells[index] ?? "";
    if (cell !== "") put(value, name, inForm(name, cell));
  }
  return { line, value };
}

/** An attribute's name may hold dots itself. */
function put(report: { [field: string]: unknown }, name: string, value: unknown): void {
  const dot = name.indexOf(".");
  if (dot < 0) report[name] = value;
  else report[name.slice(0, dot)] = { ...Object(report[name.slice(0, dot)]), [name.slice(dot + 1)]: value };
}

/** What is not in its form is passed on: the API says so. */
function inForm(name: string, cell: string): unknown {
  const kind = kindOfField(name);
  if (kind === "number" && /^-?\d+(?:\.\d+)?$/.test(cell)) return Number(cell);
  if (kind === "truth" && /^(?:true|false)$/i.test(cell)) return cell.toLowerCase() === "true";
  return cell;
}
