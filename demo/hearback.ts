/** Hearback as the business sees it, through its client, and the local routes that move its clock and hold its mails. */
import { failed } from "../bin/commands/failure.ts";
import { HearbackClient } from "../client/hearback-client.ts";
import { HearbackError } from "../client/hearback-error.ts";
import { addSeconds, epochMs, type Instant, secondsBetween, toInstant } from "../functions/domain/time.ts";

export interface ReceivedMail {
  readonly id: string;
  readonly to: string | readonly string[];
  readonly links: readonly string[];
}

export class Hearback {
  readonly url: string;
  readonly api: HearbackClient;
  /** How far its clock is ahead of the real one. */
  #aheadMs: number | undefined;

  constructor(place: { readonly url: string; readonly apiKey: string }) {
    this.url = place.url;
    this.api = new HearbackClient(place);
  }

  /** Throws Failure when it is not a Hearback on this machine, or does not know the key. */
  async meet(): Promise<void> {
    const answer = await this.#fetch("GET", "/_local/inbox");
    if (!answer.ok) throw failed(`${this.url} is no local Hearback: it has no inbox. Only npm start has one.`);
    const { timeZone } = await this.api.workspace.get().catch((error: unknown) => {
      const isUnknownKey = error instanceof HearbackError && error.status === 401;
      throw isUnknownKey ? failed(`${this.url} does not know this key; npm start prints the right one.`) : error;
    });
    if (timeZone !== "UTC") {
      throw failed(`The demo plays in UTC, and the days of this workspace begin in ${timeZone}; change that first.`);
    }
  }

  /** The clock runs with the real one, so that it need not be asked each time. */
  async now(): Promise<Instant> {
    this.#aheadMs ??= await this.#advance(0);
    return toInstant(Date.now() + this.#aheadMs);
  }

  /** Answers when every job has run on the way. The clock goes forwards only. */
  async advanceTo(moment: Instant): Promise<void> {
    const seconds = Math.ceil(secondsBetween(await this.now(), moment));
    if (seconds > 0) this.#aheadMs = await this.#advance(seconds);
  }

  async pass(seconds: number): Promise<void> {
    this.#aheadMs = await this.#advance(seconds);
  }

  async inbox(): Promise<ReceivedMail[]> {
    return this.#local("GET", "/_local/inbox");
  }

  async refuseMail(messageId: string): Promise<void> {
    await this.#local("POST", "/_local/mail-events", { messageId, type: "Bounce", bounceType: "Permanent" });
  }

  async #advance(advanceSeconds: number): Promise<number> {
    const { now } = await this.#local<{ now: Instant }>("POST", "/_local/clock", { advanceSeconds });
    return epochMs(now) - Date.now();
  }

  async #local<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    const answer = await this.#fetch(method, path, body);
    if (!answer.ok) throw failed(`${method} ${path} was answered with ${answer.status}.`);
    return (await answer.json()) as T;
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { "content-type": "application/json" };
    const json = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    try {
      return await fetch(this.url + path, { method, ...json });
    } catch (error) {
      throw failed(`Nothing answers at ${this.url}. Is npm start running there?`, error);
    }
  }
}

/** Six in the morning of the day after, in UTC: before anything happens, and the same whenever the demo is started. */
export const nextMorning = (now: Instant): Instant => `${addSeconds(now, 86_400).slice(0, 10)}T06:00:00.000Z`;
