/**
 * What runs by itself, one after the other: schedules, stream and queue. Moving the clock goes in steps of at most an hour
 * with every job run at each, so that whatever would have happened on the way happens.
 */
import type { Log } from "../functions/domain/ports/environment.ts";
import { type Instant, secondsBetween } from "../functions/domain/time.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export const jobNames = [
  "dispatch-invitations",
  "record-mail-events",
  "react-to-changes",
  "compute-kpis",
  "check-laws",
] as const;
export type JobName = (typeof jobNames)[number];

export interface JobParts {
  readonly clock: VirtualClock;
  readonly log: Log;
  readonly markRestSeconds: number;
  drainStream(): Promise<number>;
  drainMailEvents(): Promise<number>;
  dispatch(): Promise<unknown>;
  compute(): Promise<unknown>;
  checkLaws(): Promise<unknown>;
}

const stepSeconds = 3600;
const daySeconds = 86_400;

export class JobRunner {
  readonly names = jobNames;
  readonly #parts: JobParts;
  #last: Promise<unknown> = Promise.resolve();
  #timers: NodeJS.Timeout[] = [];
  #closed = false;
  /** The first check is a day after the start. */
  #checkedAt: Instant;

  constructor(parts: JobParts) {
    this.#parts = parts;
    this.#checkedAt = parts.clock.now();
  }

  /** Polls stream and queue often, and ticks the schedules every `scheduleSeconds`. */
  start(scheduleSeconds: number): void {
    this.#every(250, () => this.#drain());
    this.#every(scheduleSeconds * 1000, async () => {
      await this.#parts.dispatch();
      await this.#parts.compute();
      await this.#checkDaily();
    });
  }

  /** Runs one job now, after whatever is running. */
  run(job: string): Promise<unknown> {
    const { dispatch, drainMailEvents, drainStream, checkLaws } = this.#parts;
    return this.#alone(async () => {
      switch (job as JobName) {
        case "dispatch-invitations":
          return dispatch();
        case "record-mail-events":
          return { handled: await drainMailEvents() };
        case "react-to-changes":
          return { handled: await drainStream() };
        case "compute-kpis":
          return this.#computeAll();
        case "check-laws":
          return checkLaws();
        default:
          throw new Error(`There is no job ${job}.`);
      }
    });
  }

  /** Moves the clock; answers when every job has run at every step. */
  advance(seconds: number): Promise<void> {
    const { clock, dispatch, compute } = this.#parts;
    return this.#alone(async () => {
      await this.#drain();
      for (let left = seconds; left > 0; left -= stepSeconds) {
        await clock.advance(Math.min(left, stepSeconds));
        await dispatch();
        await this.#drain();
        await compute();
        await this.#checkDaily();
      }
      await this.#computeAll();
    });
  }

  /** Stops ticking and waits for what is running. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#last;
  }

  /** Folds what has changed up to now: marks rest a moment before they are folded. */
  async #computeAll(): Promise<unknown> {
    const { clock, markRestSeconds, compute } = this.#parts;
    if ((await this.#drain()) > 0) await clock.sleep(markRestSeconds * 1000);
    return compute();
  }

  async #checkDaily(): Promise<void> {
    const { clock, checkLaws } = this.#parts;
    const now = clock.now();
    if (secondsBetween(this.#checkedAt, now) < daySeconds) return;
    this.#checkedAt = now;
    await checkLaws();
  }

  async #drain(): Promise<number> {
    const { drainMailEvents, drainStream } = this.#parts;
    return (await drainMailEvents()) + (await drainStream());
  }

  #every(milliseconds: number, tick: () => Promise<unknown>): void {
    let isWaiting = false;
    const timer = setInterval(() => {
      if (isWaiting || this.#closed) return;
      isWaiting = true;
      void this.#alone(tick)
        .catch((error: unknown) => this.#parts.log.error("a job failed", { error: String(error) }))
        .finally(() => {
          isWaiting = false;
        });
    }, milliseconds);
    this.#timers.push(timer);
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => {});
    return done;
  }
}
