/** What was refused, line by line, in a CSV file beside the one that is imported. It is there once something was. */
import { open, rm, truncate } from "node:fs/promises";
import type { Fault } from "../../../functions/domain/errors.ts";
import { toCsv } from "../../../functions/http/csv-page.ts";

export interface Refusal {
  readonly line: number;
  readonly faults: readonly Fault[];
}

export class ErrorFile {
  readonly path: string;
  bytes: number;

  private constructor(path: string, bytes: number) {
    this.path = path;
    this.bytes = bytes;
  }

  /** Takes back what was written after the checkpoint was. */
  static async open(imported: string, bytes: number): Promise<ErrorFile> {
    const path = `${imported}.errors.csv`;
    if (bytes === 0) await rm(path, { force: true });
    else await truncate(path, bytes).catch(() => {});
    return new ErrorFile(path, bytes);
  }

  async add(refusals: readonly Refusal[]): Promise<void> {
    if (refusals.length === 0) return;
    const rows = refusals.flatMap(({ line, faults }) =>
      faults.map(({ path, message }) => ({ line, field: path, error: message })),
    );
    const text = toCsv(["line", "field", "error"], rows);
    const names = text.indexOf("\r\n") + 2;
    const file = await open(this.path, "a");
    try {
      await file.appendFile(this.bytes === 0 ? text : text.slice(names));
      this.bytes = (await file.stat()).size;
    } finally {
      await file.close();
    }
  }
}
