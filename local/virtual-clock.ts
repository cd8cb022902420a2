/** A clock that runs with the real one at an offset that only grows, and is kept in the data folder. */
import type { Clock } from "../functions/domain/ports/environment.ts";
import { toInstant } from "../functions/domain/time.ts";
import { readKept, writeKept } from "./kept-file.ts";

export class VirtualClock implements Clock {
  readonly #file: string | undefined;
  #offsetMs: number;

  private constructor(file: string | undefined, offsetMs: number) {
    this.#file = file;
    this.#offsetMs = offsetMs;
  }

  /** Takes up the offset kept in a file; without one nothing is kept. */
  static async open(file?: string): Promise<VirtualClock> {
    const kept =
      file === undefined ? undefined : await readKept(file, Number.isFinite as (value: unknown) => value is number);
    return new VirtualClock(file, kept ?? 0);
  }

  /** From the next noon of UTC on: what is tested or measured comes out the same whenever it is run, and meets no midnight. */
  static async fromNoon(): Promise<VirtualClock> {
    const [day, halfDay] = [86_400, 43_200];
    const clock = await VirtualClock.open();
    const now = Date.parse(clock.now()) / 1000;
    await clock.advance(Math.ceil((now - halfDay) / day) * day + halfDay - now);
    return clock;
  }

  now(): string {
    return toInstant(Date.now() + this.#offsetMs);
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  async advance(seconds: number): Promise<void> {
    this.#offsetMs += seconds * 1000;
    if (this.#file !== undefined) await writeKept(this.#file, this.#offsetMs);
  }
}
