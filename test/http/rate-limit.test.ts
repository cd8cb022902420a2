import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Seed } from "../../local/seed.ts";
import { deliveriesOf, type Sender, sender } from "../endpoints/hooks/senders.ts";
import { type Answer, interaction } from "../support/hearback.ts";
import { type ContractedHearback, startUnderContract } from "./contract.ts";

/** So slow that nothing comes back while a test runs. */
const keyRateLimit = { perSecond: 0.02, burst: 20 };

describe("how often a key may call", () => {
  let hearback: ContractedHearback;
  let seed: Seed;
  beforeAll(async () => {
    hearback = await startUnderContract({ keyRateLimit });
  });
  afterAll(() => hearback.close());
  beforeEach(async () => {
    seed = await hearback.plant();
  });

  const read = (key = seed.apiKey) => hearback.call("GET", "/v1/workspace", { key });
  const flood = async (count: number, key = seed.apiKey): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (let n = 0; n < count; n++) answers.push(await read(key));
    return answers;
  };
  const keyOf = async (workspaceId: string): Promise<string> =>
    (await hearback.services.apiKeys.create({ workspaceId, name: "Next", mode: "live", scopes: ["read", "ingest"] }))
      .secret;
  const withKey: ContractedHearback["call"] = (method, path) => hearback.call(method, path, { key: seed.apiKey });
  const statuses = (answers: readonly Answer[]): Record<number, number> =>
    Object.fromEntries([200, 429].map((status) => [status, answers.filter((one) => one.status === status).length]));

  it("is told with every answer, errors too, as the draft of the IETF has it", async () => {
    const [first, second] = [await read(), await hearback.call("GET", "/v1/surveys/none", { key: seed.apiKey })];
    expect(first.headers.get("ratelimit-policy")).toBe('"key";q=20;w=1000, "workspace";q=40;w=1000');
    expect(first.headers.get("ratelimit")).toBe('"key";r=19;t=1, "workspace";r=39;t=1');
    expect(second.status).toBe(404);
    expect(second.headers.get("ratelimit")).toMatch(/^"key";r=(18|19);t=1, "workspace";r=3[89];t=1$/);
    expect(second.headers.get("retry-after")).toBeNull();
  });

  it("is not asked of pages, of what needs no key, or of who has none", async () => {
    for (const answer of [
      await hearback.call("GET", "/v1/health", { key: "" }),
      await hearback.call("GET", "/v1/workspace", { key: "" }),
      await hearback.open(`${hearback.url}/s/none`),
    ]) {
      expect(answer.headers.get("ratelimit")).toBeNull();
    }
  });

  it("lets a burst through and refuses the rest with 429, and says when to come again", async () => {
    const answers = await flood(30);
    const { 200: served = 0, 429: refused = 0 } = statuses(answers);
    expect([served, refused]).toEqual([20, 10]);
    const last = answers.at(-1);
    expect(last?.json).toMatchObject({
      status: 429,
      type: "urn:hearback:problem:rate_limited",
      title: "Too many requests",
    });
    const wait = Number(last?.headers.get("retry-after"));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(last?.headers.get("ratelimit")).toBe(`"key";r=0;t=${wait}`);
    expect(last?.json.detail).toMatch(/Try again in \d+ seconds\.$/);
    await hearback.clock.advance(wait);
    expect((await read()).status).toBe(200);
  });

  it("writes nothing, reads no body and spends no Idempotency-Key when it is exceeded", async () => {
    await flood(25);
    const headers = { "idempotency-key": "limited" };
    const post = (body: unknown, path = "/v1/surveys") =>
      hearback.call("POST", path, { key: seed.apiKey, body, headers });
    const written = await hearback.writesDuring(async () => {
      expect((await post("{")).status).toBe(429);
      expect((await post({ name: "Limited", kind: "nps" })).status).toBe(429);
    });
    expect(written).toEqual([]);
    await hearback.clock.advance(50);
    const answer = await post({ name: "Limited", kind: "nps" });
    expect([answer.status, answer.headers.get("idempotency-replayed")]).toEqual([201, null]);
  });

  it("leaves another key of the workspace its own share, but no workspace more than two", async () => {
    const [second, third] = [await keyOf(seed.workspaceId), await keyOf(seed.workspaceId)];
    expect(statuses(await flood(25))[429]).toBeGreaterThan(0);
    expect(statuses(await flood(15, second))[429]).toBe(0);
    const answers = await flood(20, third);
    expect(statuses(answers)[429]).toBeGreaterThan(0);
    expect(answers.at(-1)?.headers.get("ratelimit")).toMatch(/^"key";r=\d+;t=1, "workspace";r=0;t=\d+$/);
    expect(answers.at(-1)?.json.detail).toContain("together");
  });

  it("holds for a source too, which is told the same, and leaves the others of its workspace theirs", async () => {
    const [source, other] = [
      await sender(hearback, { key: seed.apiKey }),
      await sender(hearback, { key: seed.apiKey }),
    ];
    const event = interaction({ id: "t-flood", send: { via: "none" } });
    const send = async ({ send }: Sender, count: number) => {
      const answers: Answer[] = [];
      for (let n = 0; n < count; n++) answers.push(await send(event));
      return answers;
    };
    const answers = await send(source, 30);
    expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"source";q=20;w=1000, "workspace";q=40;w=1000');
    expect(answers[0]?.headers.get("ratelimit")).toMatch(/^"source";r=19;t=1, "workspace";r=\d+;t=1$/);
    const [refused] = answers.filter(({ status }) => status === 429);
    const wait = Number(refused?.headers.get("retry-after"));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(refused?.headers.get("ratelimit")).toBe(`"source";r=0;t=${wait}`);
    expect(refused?.json.detail).toMatch(/^This source sends more often than 0\.02 times a second\. Try again in /);
    expect(await hearback.writesDuring(() => send(source, 1))).toEqual([]);
    const taken = answers.filter(({ status }) => status === 202).length;
    expect(await deliveriesOf({ ...hearback, call: withKey }, source)).toHaveLength(taken);
    expect((await send(other, 1))[0]?.status).toBe(202);
    await hearback.clock.advance(wait);
    expect((await send(source, 1))[0]?.status).toBe(202);
  });

  it("is not asked of a source before its signature was right, so a forger spends nothing of it", async () => {
    const source = await sender(hearback, { key: seed.apiKey });
    const forged = await Promise.all(
      Array.from({ length: 50 }, () => source.send(interaction(), { secret: "0".repeat(43) })),
    );
    for (const { status, headers } of forged) expect([status, headers.get("ratelimit")]).toEqual([401, null]);
    expect((await source.send(interaction())).headers.get("ratelimit")).toMatch(/^"source";r=19;/);
  });

  it("case 22: leaves the others served when one workspace floods, with as many keys as it likes", async () => {
    const other = await hearback.plant();
    const keys = [seed.apiKey, ...(await Promise.all(Array.from({ length: 4 }, () => keyOf(seed.workspaceId))))];
    const report = () =>
      hearback.call("POST", "/v1/interactions", { key: other.apiKey, body: interaction({ send: { via: "none" } }) });
    const flooding = Promise.all(keys.map((key) => flood(40, key)));
    const served = [await report(), await report(), await report()];
    const answers = (await flooding).flat();
    served.push(await report());
    expect(statuses(answers)[429]).toBeGreaterThan(100);
    expect(served.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
  });
});
