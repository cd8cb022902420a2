/** One call of the API over HTTP: made, made again where that is safe, and its answer read. */
import { errorOf, HearbackError } from "./hearback-error.ts";
import { isPassing, type RetrySettings, sleep, waitMs } from "./retry.ts";

export interface HearbackSettings extends Partial<RetrySettings> {
  /** Where Hearback answers, such as `https://feedback.example.com`. */
  readonly url: string;
  /** `hb_live_…` or `hb_test_…` */
  readonly apiKey: string;
  /** For each try; default 30,000. */
  readonly timeoutMs?: number;
  /** Default the platform's. */
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  /** Ends the call, its waiting too. */
  readonly signal?: AbortSignal | undefined;
  /** Default the client's. */
  readonly timeoutMs?: number | undefined;
  /** Default the client's. */
  readonly retries?: number | undefined;
  /** Of a POST: default a new one, the same for all tries. */
  readonly idempotencyKey?: string | undefined;
  /** Doing it twice is known to be harmless, so that it is tried again without an Idempotency-Key. */
  readonly isHarmlessTwice?: boolean | undefined;
}

export interface Call {
  readonly method: string;
  /** With `{…}` where a parameter goes. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  /** What is to be answered; default JSON. */
  readonly accept?: string;
}

/** An answer that has come to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Try {
  readonly url: string;
  readonly init: RequestInit;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export class Connection {
  readonly #url: string;
  readonly #apiKey: string;
  readonly #timeoutMs: number;
  readonly #fetch: typeof fetch;
  readonly #retrying: RetrySettings;

  /** Throws TypeError for an address or a key that cannot be one. */
  constructor(settings: HearbackSettings) {
    const { url, apiKey, timeoutMs = 30_000, retries = 4, random = Math.random } = settings;
    if (!/^https?:\/\/[^\s?#]+$/i.test(url)) throw new TypeError("url is not an address such as https://example.com.");
    if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError("apiKey is not an API key such as hb_live_….");
    this.#url = url.replace(/\/+$/, "");
    this.#apiKey = apiKey;
    this.#timeoutMs = timeoutMs;
    // The platform's wants to be called by its name alone.
    this.#fetch = settings.fetch ?? ((input, init) => fetch(input, init));
    this.#retrying = { retries, random, sleep: settings.sleep ?? sleep };
  }

  /** The answer that the call was a success with. Throws HearbackError, or the reason of the caller's signal. */
  async answer(call: Call, options: CallOptions = {}): Promise<Answer> {
    const { random, sleep: wait } = this.#retrying;
    const { signal, timeoutMs = this.#timeoutMs, retries = this.#retrying.retries } = options;
    const headers = this.#headersOf(call, options);
    const mayRepeat = call.method === "GET" || "idempotency-key" in headers || options.isHarmlessTwice === true;
    const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
    const init = { method: call.method, headers, ...body, redirect: "manual" } as const;
    const url = this.#url + pathOf(call) + searchOf(call.query);
    const what = `${call.method} ${call.path}`;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#try({ url, init, timeoutMs, signal }, what);
      if (!(answer instanceof HearbackError) && answer.status < 300) return answer;
      const isFailure = answer instanceof HearbackError;
      const waitsMs = waitMs(attempt, isFailure ? undefined : answer.headers, random);
      const goesOn = mayRepeat && attempt <= retries && waitsMs !== undefined && (isFailure || isPassing(answer));
      if (!goesOn) throw isFailure ? answer : errorOf(what, answer);
      await wait(waitsMs, signal);
    }
  }

  /** What is answered as JSON, or as text where it is something else. */
  async read(call: Call, options?: CallOptions): Promise<unknown> {
    const { headers, text } = await this.answer(call, options);
    return headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
  }

  #headersOf({ method, body, accept = "application/json" }: Call, options: CallOptions): Record<string, string> {
    const { isHarmlessTwice = false, idempotencyKey = isHarmlessTwice ? undefined : crypto.randomUUID() } = options;
    return {
      authorization: `Bearer ${this.#apiKey}`,
      accept,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(method === "POST" && idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    };
  }

  /** The answer with all of its body, or why there is none. Throws the reason of the caller's signal. */
  async #try({ url, init, timeoutMs, signal }: Try, what: string): Promise<Answer | HearbackError> {
    const tooLong = AbortSignal.timeout(timeoutMs);
    try {
      const either = signal ? AbortSignal.any([signal, tooLong]) : tooLong;
      const response = await this.#fetch(url, { ...init, signal: either });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      signal?.throwIfAborted();
      const why = tooLong.aborted ? `did not answer within ${timeoutMs} ms` : `cannot be reached${codeOf(cause)}`;
      return new HearbackError(`${what}: ${new URL(url).origin} ${why}.`, { cause });
    }
  }
}

function pathOf({ path, params = {} }: Call): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? "";
    // These would be another path's.
    if (/^\.{0,2}$/.test(String(value))) throw new TypeError(`${name} is missing.`);
    return encodeURIComponent(value);
  });
}

function searchOf(query: object = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? "" : `?${search}`;
}

/** Such as ECONNREFUSED, which fetch hides in causes. */
function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string") return ` (${code})`;
  }
  return "";
}
