import { describe, expect, it } from "vitest";
import type { CallOptions } from "../../client/connection.ts";
import { HearbackClient } from "../../client/hearback-client.ts";
import { HearbackError } from "../../client/hearback-error.ts";
import { sleep } from "../../client/retry.ts";

type Step = Response | Error;

const problem = (status: number, headers: Record<string, string> = {}): Response =>
  Response.json(
    { type: "urn:hearback:problem:x", title: "X", status, detail: `It is ${status}.`, requestId: "req-1" },
    { status, headers: { ...headers, "content-type": "application/problem+json" } },
  );
const cut = (): Error => new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
const done = (): Response => Response.json({ items: [] });

/** A client whose calls are answered with these, one after the other, and what it does meanwhile. */
function against(steps: readonly Step[], settings: { random?: number; retries?: number } = {}) {
  const requests: { method: string; url: string; headers: Record<string, string> }[] = [];
  const waits: number[] = [];
  const left = [...steps];
  const client = new HearbackClient({
    url: "https://feedback.example.com/",
    apiKey: "hb_live_secret",
    ...(settings.retries !== undefined && { retries: settings.retries }),
    random: () => settings.random ?? 1,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    fetch: async (url, init) => {
      const { method = "", headers } = init ?? {};
      requests.push({ method, url: String(url), headers: headers as Record<string, string> });
      const step = left.shift() ?? new Error("There is no more answer.");
      if (step instanceof Error) throw step;
      return step;
    },
  });
  return { client, requests, waits };
}

const report = { type: "ticket.solved", customer: { email: "jo@example.com" } };
const reading = (client: HearbackClient, options?: CallOptions) => client.surveys.get("srv_1", options);
const recording = (client: HearbackClient, options?: CallOptions) => client.interactions.record(report, options);
const changing = (client: HearbackClient, options?: CallOptions) =>
  client.surveys.change("srv_1", { name: "x" }, options);
const revoking = (client: HearbackClient, options?: CallOptions) => client.keys.revoke("key_1", options);

describe("a call that fails in passing", () => {
  it.each([408, 429, 500, 502, 503, 504])("is made again after %i, further and further apart", async (status) => {
    const { client, requests, waits } = against([problem(status), problem(status), cut(), done()]);
    await expect(reading(client)).resolves.toEqual({ items: [] });
    expect(requests).toHaveLength(4);
    expect(waits).toEqual([250, 500, 1000]);
  });

  it("waits half by chance, and as long as it is asked to", async () => {
    const asked = [problem(503), problem(429, { "retry-after": "7" }), problem(503, { "retry-after": "nonsense" })];
    const { client, waits } = against([...asked, done()], { random: 0 });
    await reading(client);
    expect(waits).toEqual([125, 7000, 500]);
  });

  it("waits until the moment that it is told", async () => {
    const at = new Date(Date.now() + 9000).toUTCString();
    const { client, waits } = against([problem(503, { "retry-after": at }), done()]);
    await reading(client);
    expect(waits[0]).toBeGreaterThan(7000);
    expect(waits[0]).toBeLessThanOrEqual(9000);
  });

  it("is told to the caller at once where the wait would be longer than a minute", async () => {
    const { client, waits } = against([problem(429, { "retry-after": "3600" })]);
    await expect(reading(client)).rejects.toMatchObject({ status: 429 });
    expect(waits).toEqual([]);
  });

  it("ends after so many tries, with what was answered last", async () => {
    const { client, requests } = against([cut(), cut(), problem(503)], { retries: 2 });
    await expect(reading(client)).rejects.toMatchObject({ status: 503, message: /It is 503\.$/ });
    expect(requests).toHaveLength(3);
  });

  it("says why nothing was answered, without the key", async () => {
    const { client } = against([cut()], { retries: 0 });
    const error = await reading(client).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HearbackError);
    expect(error).toMatchObject({ status: undefined, problem: undefined });
    expect(String(error)).toBe(
      "HearbackError: GET /v1/surveys/{id}: https://feedback.example.com cannot be reached (ECONNRESET).",
    );
  });

  it("carries one key through all tries of a POST, and another one through the next call's", async () => {
    const { client, requests } = against([problem(503), cut(), done(), done()]);
    await recording(client);
    await recording(client);
    const [first, second, third, other] = requests.map(({ headers }) => headers["idempotency-key"]);
    expect(first).toMatch(/^[\x21-\x7e]{20,200}$/);
    expect([second, third]).toEqual([first, first]);
    expect(other).not.toBe(first);
  });

  it("takes the caller's key, and waits for the first try when that is still running", async () => {
    const { client, requests, waits } = against([problem(409, { "retry-after": "1" }), done()]);
    await recording(client, { idempotencyKey: "mine" });
    expect(requests.map(({ headers }) => headers["idempotency-key"])).toEqual(["mine", "mine"]);
    expect(waits).toEqual([1000]);
  });

  it.each([
    ["PATCH", changing],
    ["DELETE", revoking],
  ])("is not made again as %s, which may have been done", async (method, call) => {
    const { client, requests } = against([cut(), done()]);
    await expect(call(client)).rejects.toThrow("cannot be reached");
    expect(requests.map((request) => request.method)).toEqual([method]);
    expect(requests[0]?.headers).not.toHaveProperty("idempotency-key");
  });

  it("is made again without a key where the caller knows that twice is harmless", async () => {
    const { client, requests } = against([cut(), done()]);
    await recording(client, { isHarmlessTwice: true });
    expect(requests.map(({ headers }) => headers["idempotency-key"])).toEqual([undefined, undefined]);
  });

  it.each([301, 400, 401, 404, 409, 410, 413, 422])("is not what %i is", async (status) => {
    const { client, requests } = against([problem(status)]);
    await expect(recording(client)).rejects.toMatchObject({ status, requestId: "req-1" });
    expect(requests).toHaveLength(1);
  });
});

describe("a call that takes too long", () => {
  const hanging = (settings: { timeoutMs?: number; retries?: number }) =>
    new HearbackClient({
      url: "https://feedback.example.com",
      apiKey: "hb_live_secret",
      ...settings,
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          const { signal } = init ?? {};
          if (signal?.aborted) reject(signal.reason);
          signal?.addEventListener("abort", () => reject(signal.reason));
        }),
    });

  it("ends after its time, and says so", async () => {
    await expect(reading(hanging({ timeoutMs: 5, retries: 0 }))).rejects.toThrow("did not answer within 5 ms.");
  });

  it("ends when the caller says so, with the caller's reason", async () => {
    const stop = new AbortController();
    const call = reading(hanging({}), { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    await expect(reading(hanging({}), { signal: stop.signal })).rejects.toThrow("enough");
  });

  it("ends while it waits for its next try", async () => {
    const stop = new AbortController();
    const waiting = sleep(60_000, stop.signal);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await expect(sleep(60_000, stop.signal)).rejects.toThrow("enough");
  });
});

describe("a list as CSV", () => {
  const page = (rows: string, headers: Record<string, string> = {}): Response =>
    new Response(`id,comment\r\n${rows}`, { headers: { "content-type": "text/csv; charset=utf-8", ...headers } });

  it("is one file over all of its pages, with one row of names", async () => {
    const link = '</v1/responses?limit=200&cursor=a%2Bb>; rel="next"';
    const { client, requests } = against([page('1,"two\r\nlines, ""x"""\r\n2,\r\n', { link }), page("3,c\r\n")]);
    const pages = [];
    for await (const one of client.responses.csv({ survey: "srv_1" })) pages.push(one);
    expect(pages).toEqual([
      { text: 'id,comment\r\n1,"two\r\nlines, ""x"""\r\n2,\r\n', rows: 2 },
      { text: "3,c\r\n", rows: 1 },
    ]);
    expect(requests.map(({ headers }) => headers["accept"])).toEqual(["text/csv", "text/csv"]);
    expect(requests[1]?.url).toMatch(/\?limit=200&survey=srv_1&cursor=a%2Bb$/);
  });

  it("is not what is answered as JSON", async () => {
    const { client } = against([done()]);
    await expect(client.responses.csv().next()).rejects.toThrow("does not tell that list as CSV");
  });
});

describe("what a client sends", () => {
  it("encodes ids, leaves out what is undefined, and asks with the key", async () => {
    const { client, requests } = against([done(), done()]);
    await client.customers.get("email:jo+1@example.com/../x", { cursor: undefined, limit: 3 });
    expect(requests[0]).toMatchObject({
      method: "GET",
      url: "https://feedback.example.com/v1/customers/email%3Ajo%2B1%40example.com%2F..%2Fx?limit=3",
      headers: { authorization: "Bearer hb_live_secret" },
    });
  });

  it.each(["", ".", ".."])("refuses %j for an id, which would be another path", async (id) => {
    const { client, requests } = against([done()]);
    await expect(client.surveys.get(id)).rejects.toThrow("id is missing.");
    expect(requests).toEqual([]);
  });

  it.each([
    [{ url: "feedback.example.com", apiKey: "hb_live_x" }, /^url is not an address/],
    [{ url: "https://example.com/?x", apiKey: "hb_live_x" }, /^url is not an address/],
    [{ url: "https://example.com", apiKey: "" }, /^apiKey is not an API key/],
    [{ url: "https://example.com", apiKey: "hb_live_x\n" }, /^apiKey is not an API key/],
  ])("refuses %j", (settings, wanted) => {
    expect(() => new HearbackClient(settings)).toThrow(wanted);
  });

  it("does not show its key to whoever prints it", async () => {
    const { inspect } = await import("node:util");
    const { client } = against([]);
    expect(inspect(client, { showHidden: true, depth: 9 }) + JSON.stringify(client)).not.toContain("secret");
  });

  it("does not quote what something in between answers", async () => {
    const { client } = against([new Response("<h1>Token abc</h1>", { status: 403 })]);
    await expect(reading(client)).rejects.toMatchObject({
      status: 403,
      problem: undefined,
      message: "GET /v1/surveys/{id} was answered with 403: an answer that is not Hearback's.",
    });
  });
});
