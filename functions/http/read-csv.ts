/**
 * CSV as spreadsheets write it: separated by commas, semicolons or tabs, with any line ends, and with a quotation mark in the
 * middle of a cell taken as one. What is empty, a line or a row of nothing but separators, is no row. Whatever a cell holds is
 * text.
 */
import { CsvError, parse } from "csv-parse/sync";
import { AppError, invalid } from "../domain/errors.ts";

export interface CsvRow {
  /** Of the file, from 1, where the row starts: a cell may hold line breaks. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The row of names and those that follow it. Throws malformed for what is no UTF-8 or no CSV, invalid for too many rows. */
export function readCsv(file: Uint8Array, maxRows: number): { header: CsvRow; rows: readonly CsvRow[] } {
  const bytes = Buffer.from(decode(file));
  const lines = new LineCounter(bytes);
  const rows: CsvRow[] = [];
  const note = (cells: string[], { bytes: end }: { bytes: number }): undefined => {
    const line = lines.passRow(end);
    if (cells.every((cell) => cell.trim() === "")) return;
    if (rows.length > maxRows) throw tooMany(maxRows);
    rows.push({ line, cells });
  };
  const delimiter = separatorOf(bytes);
  try {
    parse(bytes, { ...options, delimiter, on_record: note });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError("malformed", `The quotation mark that opens in the row of line ${lines.line} is never closed.`);
  }
  const [header, ...others] = rows;
  if (!header) throw new AppError("malformed", "The file is empty. Its first row names the columns.");
  return { header, rows: others };
}

const options = {
  // A program that joins files joins their line ends.
  record_delimiter: ["\r\n", "\n", "\r"],
  skip_empty_lines: true,
  // A mark that is not where it should be is one of the text, and swallows no row after it.
  relax_quotes: true,
  relax_column_count: true,
};

const separators = [",", ";", "\t"];

/** Of the first line, since no column's name holds one. Where commas are decimal marks, spreadsheets write semicolons. */
function separatorOf(bytes: Buffer): string {
  const [firstLine = ""] = /[^\r\n]+/.exec(bytes.toString("utf8", 0, 10_000)) ?? [];
  return separators.find((separator) => firstLine.includes(separator)) ?? ",";
}

const tooMany = (maxRows: number): AppError =>
  invalid("rows", `are more than ${maxRows}: send them in parts, each with the row of names`);

const saveAsUtf8 = "Save it in UTF-8 (in Excel: CSV UTF-8) and send it again.";

/** API Gateway hands on text in which what it could not read has been replaced, so the bytes tell no more than that does. */
function decode(file: Uint8Array): string {
  const text = new TextDecoder().decode(file);
  if (isUtf16(text)) throw new AppError("malformed", `The file is in UTF-16. ${saveAsUtf8}`);
  const replaced = text.indexOf("\ufffd");
  if (replaced >= 0) {
    const where = `Line ${lineAt(text, replaced)} is not in UTF-8; Latin-1 or Windows-1252 is likely.`;
    throw new AppError("malformed", `${where} ${saveAsUtf8}`);
  }
  const nul = text.indexOf("\u0000");
  if (nul >= 0)
    throw new AppError("malformed", `Line ${lineAt(text, nul)} holds a NUL, which is no character of a text.`);
  return text;
}

/** Neither byte of its mark is ever one of UTF-8; and of Latin letters every other byte is NUL. */
function isUtf16(text: string): boolean {
  if (text.startsWith("\ufffd\ufffd")) return true;
  let nuls = 0;
  for (let at = text.indexOf("\u0000"); at >= 0; at = text.indexOf("\u0000", at + 1)) nuls += 1;
  return nuls > text.length / 4;
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split(/\r\n|\r|\n/).length;

const cr = 13;
const lf = 10;

/** The parser's own count takes a CRLF inside of a cell for two lines. */
class LineCounter {
  readonly #bytes: Uint8Array;
  #at = 0;
  #line = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Of the next row: empty lines before it are passed. */
  get line(): number {
    while (this.#bytes[this.#at] === cr || this.#bytes[this.#at] === lf) this.#pass();
    return this.#line;
  }

  /** Goes on to where a row ends; answers where it started. */
  passRow(end: number): number {
    const start = this.line;
    while (this.#at < end) this.#pass();
    return start;
  }

  #pass(): void {
    const byte = this.#bytes[this.#at++];
    if (byte === lf || (byte === cr && this.#bytes[this.#at] !== lf)) this.#line += 1;
  }
}
