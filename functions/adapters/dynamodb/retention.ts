/** How long records are kept: the table's TTL removes them, in epoch seconds, some time after. */
import { addDays, epochMs, type Instant } from "../../domain/time.ts";

export class Retention {
  readonly #days: number;

  constructor(days: number) {
    this.#days = days;
  }

  /** Epoch seconds at which a record made at an instant expires. */
  expiresAt(madeAt: Instant): number {
    return Math.floor(epochMs(addDays(madeAt, this.#days)) / 1000);
  }
}
