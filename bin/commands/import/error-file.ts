/** What was refused, line by line, in a CSV file beside the one that is imported. It is there once something was. */
import { open, rm, truncate } from "node:fs/promises";
import type { Fault } from "../../../functions/domain/errors.ts";
import { csvLine } from "../csv-line.ts";

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
    const lines = refusals.flatMap(({ line, faults }) =>
      faults.map(({ path, message }) => csvLine([String(line), path, message])),
    );
    const text = (this.bytes === 0 ? csvLine(["line", "field", "error"]) : "") + lines.join("");
    const file = await open(this.path, "a");
    try {
      await file.appendFile(text);
      this.bytes = (await file.stat()).size;
    } finally {
      await file.close();
    }
  }
}
