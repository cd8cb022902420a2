/**
 * The pace that the mail service grants: calls evenly spaced, and no more of them than are left of the day. Turns are given out
 * one after the other, however many wait. A call that was held up is made up for, but never so that any second sees more calls
 * than are granted.
 */
import type { Mail, SendQuota, SendResult } from "../domain/mail.ts";
import type { Clock } from "../domain/ports/environment.ts";
import type { Mailer } from "../domain/ports/mail.ts";
import { epochMs } from "../domain/time.ts";

/** The service counts by its own clock, and what is sent evenly does not arrive so. */
const reserve = 1.005;
const slowDownMs = 1000;

export class Pace {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  /** When the latest calls began, as many as are granted a second. */
  readonly #begun: number[];
  #left: number;
  #nextMs = 0;
  #turns: Promise<void> = Promise.resolve();

  constructor(quota: SendQuota, clock: Clock) {
    this.#clock = clock;
    this.#intervalMs = (1000 / quota.perSecond) * reserve;
    this.#begun = Array.from({ length: Math.max(1, Math.floor(quota.perSecond)) }, () => Number.NEGATIVE_INFINITY);
    this.#left = quota.remaining;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Waits for the next turn. False when nothing is left of the day. */
  async turn(): Promise<boolean> {
    if (this.isSpent) return false;
    this.#left -= 1;
    this.#turns = this.#turns.then(() => this.#take());
    await this.#turns;
    return true;
  }

  async #take(): Promise<void> {
    const nowMs = epochMs(this.#clock.now());
    const fullMs = (this.#begun[0] ?? 0) + this.#begun.length * this.#intervalMs;
    const slotMs = Math.max(nowMs, this.#nextMs, fullMs);
    // Whoever has nothing to send saves nothing up for later.
    this.#nextMs = (this.#nextMs < nowMs - slowDownMs ? slotMs : Math.max(this.#nextMs, fullMs)) + this.#intervalMs;
    if (slotMs > nowMs) await this.#clock.sleep(slotMs - nowMs);
    this.#begun.shift();
    this.#begun.push(epochMs(this.#clock.now()));
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
