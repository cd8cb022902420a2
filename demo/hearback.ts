/** Hearback as the business sees it, over HTTP, and the local routes that move its clock and hold its mails. */
import { failed } from "../bin/commands/failure.ts";
import { addSeconds, epochMs, type Instant, secondsBetween, toInstant } from "../functions/domain/time.ts";

export interface ReceivedMail {
  readonly id: string;
  readonly to: string | readonly string[];
  readonly links: readonly string[];
}

export class Hearback {
  readonly url: string;
  readonly #apiKey: string;
  /** How far its clock is ahead of the real one. */
  #aheadMs: number | undefined;

  constructor({ url, apiKey }: { readonly url: string; readonly apiKey: string }) {
    this.url = url;
    this.#apiKey = apiKey;
  }

  /** Throws Failure when it is not a Hearback on this machine, or does not know the key. */
  async meet(): Promise<void> {
    const answer = await this.#fetch("GET", "/_local/inbox");
    if (!answer.ok) throw failed(`${this.url} is no local Hearback: it has no inbox. Only npm start has one.`);
    const { timeZone } = await this.call<{ timeZone: string }>("GET", "/v1/workspace");
    if (timeZone !== "UTC") {
      throw failed(`The demo plays in UTC, and the days of this workspace begin in ${timeZone}; change that first.`);
    }
  }

  /** The API. What it refuses is a Failure. */
  async call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    const answer = await this.#fetch(method, path, body, { authorization: `Bearer ${this.#apiKey}` });
    return this.#read<T>(answer, `${method} ${path.replace(/\?.*/, "")}`);
  }

  /** All items of a list. */
  async *list<T>(path: string): AsyncGenerator<T> {
    let cursor: string | undefined;
    do {
      const from = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await this.call<{ items: T[]; nextCursor?: string }>("GET", `${path}&limit=200${from}`);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
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
    return this.#read<T>(await this.#fetch(method, path, body), `${method} ${path}`);
  }

  async #fetch(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { "content-type": "application/json" };
    try {
      return await fetch(this.url + path, { method, headers: { ...headers, ...type }, ...json });
    } catch (error) {
      throw failed(`Nothing answers at ${this.url}. Is npm start running there?`, error);
    }
  }

  async #read<T>(answer: Response, what: string): Promise<T> {
    const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
    const content = isJson ? ((await answer.json()) as unknown) : undefined;
    if (answer.ok && isJson) return content as T;
    if (answer.status === 401) throw failed(`${this.url} does not know this key; npm start prints the right one.`);
    const { detail = "an answer that is no JSON" } = Object(content) as { detail?: string };
    throw failed(`${what} was answered with ${answer.status}: ${detail}`);
  }
}

/** Six in the morning of the day after, in UTC: before anything happens, and the same whenever the demo is started. */
export const nextMorning = (now: Instant): Instant => `${addSeconds(now, 86_400).slice(0, 10)}T06:00:00.000Z`;
