/**
 * The pace that the mail service grants: calls evenly spaced, and no more of them than are left of the day. Slots are given out
 * in order, so that calls that wait side by side keep the same distance as calls that follow each other.
 */
import type { Mail, SendQuota, SendResult } from "../domain/mail.ts";
import type { Clock, Mailer } from "../domain/ports.ts";
import { epochMs } from "../domain/time.ts";

/** The service counts by its own clock: a hundredth slower than granted is never too fast. */
const reserve = 1.01;
const slowDownMs = 1000;

export class Pace {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  #left: number;
  #nextMs = 0;

  constructor(quota: SendQuota, clock: Clock) {
    this.#clock = clock;
    this.#intervalMs = (1000 / quota.perSecond) * reserve;
    this.#left = quota.remaining;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Waits for the next slot. False when nothing is left of the day. */
  async turn(): Promise<boolean> {
    if (this.isSpent) return false;
    this.#left -= 1;
    const nowMs = epochMs(this.#clock.now());
    const slotMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = slotMs + this.#intervalMs;
    if (slotMs > nowMs) await this.#clock.sleep(slotMs - nowMs);
    return true;
  }

  /** The service found it too fast. */
  slowDown(): void {
    this.#nextMs = Math.max(this.#nextMs, epochMs(this.#clock.now())) + slowDownMs;
  }
}

/** A mailer that keeps the pace, whoever calls it. */
export const paced = (mailer: Mailer, pace: Pace): Mailer => ({
  quota: () => mailer.quota(),
  async send(mail: Mail): Promise<SendResult> {
    if (!(await pace.turn())) return { result: "throttled", scope: "day" };
    const result = await mailer.send(mail);
    if (result.result === "throttled" && result.scope === "rate") pace.slowDown();
    return result;
  },
});
