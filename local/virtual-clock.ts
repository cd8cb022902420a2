/** A clock that runs with the real one at an offset that only grows, and is kept in the data folder. */
import { readFile, rename, writeFile } from "node:fs/promises";
import type { Clock } from "../functions/domain/ports.ts";
import { toInstant } from "../functions/domain/time.ts";
import { StartError } from "./start-error.ts";

export class VirtualClock implements Clock {
  readonly #file: string | undefined;
  #offsetMs: number;

  private constructor(file: string | undefined, offsetMs: number) {
    this.#file = file;
    this.#offsetMs = offsetMs;
  }

  /** Takes up the offset kept in a file; without one nothing is kept. */
  static async open(file?: string): Promise<VirtualClock> {
    const kept = file === undefined ? undefined : await readFile(file, "utf8").catch(() => undefined);
    const offsetMs = kept === undefined ? 0 : Number(kept);
    if (!Number.isFinite(offsetMs))
      throw new StartError(`${file} does not hold a clock. Start with --fresh to empty the data folder.`);
    return new VirtualClock(file, offsetMs);
  }

  now(): string {
    return toInstant(Date.now() + this.#offsetMs);
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  async advance(seconds: number): Promise<void> {
    this.#offsetMs += seconds * 1000;
    if (this.#file === undefined) return;
    await writeFile(`${this.#file}.new`, String(this.#offsetMs));
    await rename(`${this.#file}.new`, this.#file);
  }
}
