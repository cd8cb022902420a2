/** Which calls are made again, and when: bounded, further and further apart, and not all clients at one moment. */

export interface RetrySettings {
  /** How often a call is made again; 0 is never. */
  readonly retries: number;
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

const firstWaitMs = 250;
const longestWaitMs = 20_000;
/** Of a service that asks for more the caller should hear. */
const longestAskedMs = 60_000;

/** An answer that another try may better. With 409 Hearback says so when the first try is still running. */
export const isPassing = ({ status, headers }: { readonly status: number; readonly headers: Headers }): boolean =>
  status === 408 || status === 429 || status >= 500 || (status === 409 && headers.has("retry-after"));

/**
 * How long to wait before try `attempt`, counted from 1, is followed by the next; undefined when the service asks for more than
 * anybody would wait. What it asks for is a least, and half of our own wait is left to chance.
 */
export function waitMs(attempt: number, headers: Headers | undefined, random: () => number): number | undefined {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
  const own = wait * (0.5 + random() / 2);
  const asked = retryAfterMs(headers?.get("retry-after"));
  return asked > longestAskedMs ? undefined : Math.max(own, asked);
}

/** Seconds, or a date of HTTP. */
function retryAfterMs(text: string | null | undefined): number {
  if (text == null) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}

export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const wake = (): void => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
