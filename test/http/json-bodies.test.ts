import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../functions/routes.ts";
import type { Answer } from "../support/hearback.ts";
import { type ContractedHearback, everyRoute, faultsOf, startUnderContract } from "./contract.ts";

const whole = '{"type":"ticket.solved","customer":{"id":"c-1"}}';
const withField = (field: string) => `${whole.slice(0, -1)},${field}}`;
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

/** Routes of the API that take a body, with things in their paths that need not exist: bodies are read before. */
const taking = everyRoute.filter(
  ([, { method, access }]) => method !== "GET" && method !== "DELETE" && ["ingest", "read", "manage"].includes(access),
);

describe("a JSON body that means harm", () => {
  let hearback: ContractedHearback;
  let takesBody: Set<string>;
  beforeAll(async () => {
    hearback = await startUnderContract();
    const { paths } = (await hearback.call("GET", "/v1/openapi.json")).json;
    const described = everyRoute.filter(([, { path, method }]) => paths[path]?.[method.toLowerCase()]?.requestBody);
    takesBody = new Set(described.map(([title]) => title));
  });
  afterAll(() => hearback.close());

  const send = (
    body: string | Uint8Array,
    headers: Record<string, string> = {},
    { method, path }: { method: string; path: string } = routes.recordInteraction,
  ): Promise<Answer> =>
    hearback.open(hearback.url + path.replace(/\{[^}]+\}/g, "none"), {
      method,
      headers: { authorization: `Bearer ${hearback.seed.apiKey}`, "content-type": "application/json", ...headers },
      body: Buffer.from(body),
    });

  it.each(taking)(
    "is refused by %s for its depth, a name given twice and its encoding, and nothing is written",
    async (title, route) => {
      if (!takesBody.has(title)) return;
      const written = await hearback.writesDuring(async () => {
        expect((await send(deep(50_000), {}, route)).json).toMatchObject({ status: 400, title: "Malformed request" });
        const twice = await send('{"name":"a","name":"b"}', {}, route);
        expect([twice.status, twice.json.errors]).toEqual([422, [{ path: "name", message: "is given twice" }]]);
        expect((await send(gzipSync("{}"), { "content-encoding": "gzip" }, route)).status).toBe(415);
        expect((await send("{}", { "content-type": "text/plain" }, route)).status).toBe(415);
        expect((await send('{"__proto__":{"test":true}}', {}, route)).status).toBeLessThan(500);
      });
      expect(written).toEqual([]);
    },
  );

  it("may not hide a second customer behind the first", async () => {
    const answer = await send(withField('"customer":{"id":"c-2"}'));
    expect([answer.status, faultsOf(answer)]).toEqual([422, ["customer"]]);
    const inner = await send('{"type":"a","customer":{"id":"c-1","email":"a@example.com","email":"b@example.com"}}');
    expect([inner.status, faultsOf(inner)]).toEqual([422, ["customer.email"]]);
  });

  it.each(["gzip", "deflate", "br", "zstd", "identity, gzip", "x"])(
    "is not unpacked when it comes as %s, and the answer says what is taken",
    async (encoding) => {
      const answer = await send(gzipSync(whole), { "content-encoding": encoding });
      expect(answer.json).toMatchObject({ status: 415, title: "Unsupported media type" });
      expect(answer.json.detail).toContain("Content-Encoding");
    },
  );

  it("is read when it says that it is not encoded", async () => {
    expect((await send(whole, { "content-encoding": "Identity" })).status).toBe(202);
  });

  it.each(["1e999", "-1e999", "1".repeat(400), "99999999999999999999", "1e-400", `0.${"1".repeat(50_000)}`])(
    "is answered with a sentence when a number is %s",
    async (number) => {
      const amount = await send(withField(`"attributes":{"n":${number}}`));
      if (amount.status !== 202) expect([amount.status, faultsOf(amount)]).toEqual([422, ["attributes.n"]]);
      const time = await send(withField(`"handleTimeSeconds":${number}`));
      if (time.status !== 202) expect([time.status, faultsOf(time)]).toEqual([422, ["handleTimeSeconds"]]);
    },
  );

  it.each(["1e999", "99999999999999999999", "1".repeat(400)])("is refused for the number %s", async (number) => {
    const answer = await send(withField(`"handleTimeSeconds":${number}`));
    expect([answer.status, faultsOf(answer)]).toEqual([422, ["handleTimeSeconds"]]);
  });

  it.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"])(
    "gets no say by a field named %s",
    async (name) => {
      const answer = await send(withField(`"${name}":{"test":true,"survey":"srv_00000000000"}`));
      expect([answer.status, faultsOf(answer)]).toEqual([422, [name]]);
      const inside = await send(`{"type":"a","customer":{"id":"c-1","${name}":{"email":"a@example.com"}}}`);
      expect([inside.status, faultsOf(inside)]).toEqual([422, [`customer.${name}`]]);
      expect("test" in {}).toBe(false);
    },
  );

  it("is read alike whether the event holds it as text or in base64", async () => {
    // The gateway packs what it does not take for text.
    for (const type of ["application/json", "application/cloudevents+json"]) {
      const name = `c-${type.length}-é-🙂`;
      const answer = await send(whole.replace("c-1", name), { "content-type": type });
      expect(answer.status).toBe(202);
      const found = await hearback.call("GET", `/v1/customers/${encodeURIComponent(`id:${name}`)}`);
      expect(found.status).toBe(200);
    }
  });
});
