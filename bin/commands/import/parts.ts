/** Rows in parts that a batch takes. */
import type { Row } from "./row.ts";

const maxRows = 500;
/** A batch takes 4 MB, in which a character may be several bytes. */
const maxCharacters = 1_000_000;

/** Without the first so many rows, which an earlier import has done. */
export async function* partsOf(rows: AsyncIterable<Row>, done: number): AsyncGenerator<readonly Row[]> {
  let part: Row[] = [];
  let characters = 0;
  let seen = 0;
  for await (const row of rows) {
    seen += 1;
    if (seen <= done) continue;
    const length = row.fault ? 0 : JSON.stringify(row.value).length;
    if (part.length === maxRows || (part.length > 0 && characters + length > maxCharacters)) {
      yield part;
      part = [];
      characters = 0;
    }
    part.push(row);
    characters += length;
  }
  if (part.length > 0) yield part;
}
