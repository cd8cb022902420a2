/** Rows of a file that holds a JSON object on each line. Empty lines are no rows. */
import { maxRowLength, type Row, tooLong } from "./row.ts";

export async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<Row> {
  let number = 0;
  for await (const line of linesOf(text)) {
    number += 1;
    if (line.trim() !== "") yield rowOf(line, number);
  }
}

function rowOf(line: string, number: number): Row {
  if (line.length > maxRowLength) return { line: number, fault: tooLong };
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? { line: number, value } : { line: number, fault: { path: "", message: "is no JSON object" } };
  } catch {
    return { line: number, fault: { path: "", message: "is not JSON" } };
  }
}

/** Of a line that is too long only so much is kept as shows that it is. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let begun = "";
  for await (const chunk of text) {
    const [first = "", ...rest] = chunk.split("\n");
    begun = joined(begun, first);
    for (const next of rest) {
      yield begun;
      begun = joined("", next);
    }
  }
  if (begun !== "") yield begun;
}

const joined = (begun: string, more: string): string => begun + more.slice(0, maxRowLength + 1 - begun.length);
