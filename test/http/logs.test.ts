import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { keys } from "../../functions/adapters/dynamodb/keys.ts";
import { onFirstEvent } from "../../functions/runtime.ts";
import { invite } from "../endpoints/customers.ts";
import { changeByHand } from "../support/by-hand.ts";
import { interaction } from "../support/hearback.ts";
import { type ContractedHearback, startUnderContract } from "./contract.ts";

describe("the log", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  /** A word that is nowhere else. */
  const secret = (): string => `x${randomUUID().replaceAll("-", "")}`;

  function expectSilence(secrets: Record<string, string>): void {
    const log = JSON.stringify(hearback.logged).toLowerCase();
    for (const [what, word] of Object.entries(secrets)) {
      expect(word.length, what).toBeGreaterThan(8);
      expect(log.includes(word.toLowerCase()), `${what} is in the log`).toBe(false);
    }
  }

  it("holds one line a request, with its route and never its path", async () => {
    const { surveyUrl } = await invite(hearback);
    const before = hearback.logged.length;
    await hearback.open(surveyUrl);
    const lines = hearback.logged.slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.details).toMatchObject({ route: "GET /s/{token}", status: 200 });
    expectSilence({ token: new URL(surveyUrl).pathname.split("/")[2] ?? "" });
  });

  it("holds nothing of a customer, from the report to the mail, the answer and the opt-out", async () => {
    const words = {
      address: secret(),
      name: secret(),
      business: secret(),
      comment: secret(),
      attribute: secret(),
      agent: secret(),
    };
    const { surveyUrl, unsubscribeUrl } = await invite(hearback, {
      id: words.business,
      customer: { email: `${words.address}@example.com`, name: words.name, id: `c-${words.business}` },
      agent: { id: words.agent, name: words.agent },
      attributes: { note: words.attribute },
    });
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
    const tokens = [surveyUrl, unsubscribeUrl].map((url) => new URL(url).pathname.split("/")[2] ?? "");
    await hearback.submit(surveyUrl, { score: "12", comment: words.comment });
    await hearback.submit(surveyUrl, { score: "9", comment: words.comment });
    await hearback.open(`${surveyUrl}/thanks`, { headers: { referer: surveyUrl, "user-agent": words.name } });
    await hearback.submit(unsubscribeUrl, { "List-Unsubscribe": "One-Click" });
    for (const name of [`email:${words.address}@example.com`, `id:c-${words.business}`]) {
      expect((await hearback.call("GET", `/v1/customers/${name}`)).status).toBe(200);
    }
    const named = `/v1/suppressions/${encodeURIComponent(`email:${words.address}@example.com`)}`;
    await hearback.call("POST", "/v1/suppressions", {
      body: { email: `${words.address}@example.com`, note: words.name },
    });
    await hearback.call("GET", named);
    await hearback.call("DELETE", named);
    await hearback.call("DELETE", named);
    await hearback.jobs.run("compute-kpis");
    await hearback.call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}&by=agent`);
    expectSilence({ ...words, survey: tokens[0] ?? "", optOut: tokens[1] ?? "" });
  });

  it("holds nothing of what was refused", async () => {
    const word = secret();
    const key = `hb_live_${word.slice(0, 22)}_${secret()}`;
    await hearback.call("POST", "/v1/interactions", { body: `{"${word}": ` });
    await hearback.call("POST", "/v1/interactions", { body: interaction({ [word]: word, type: 5 }) });
    await hearback.call("POST", "/v1/interactions", { body: interaction({ customer: { email: `${word}@@x` } }) });
    await hearback.call("POST", "/v1/interactions", { body: interaction(), headers: { "content-type": word } });
    await hearback.call("GET", `/v1/interactions?cursor=${word}&${word}=${word}`);
    await hearback.call("GET", `/v1/interactions/${word}`);
    await hearback.call("GET", `/v1/customers/email:${word}@example.com`);
    await hearback.call("GET", `/${word}?${word}`);
    await hearback.call("DELETE", `/s/${word}`);
    await hearback.open(`${hearback.url}/s/${word}?score=${word}`);
    await hearback.submit(`${hearback.url}/u/${word}`, { [word]: word });
    await hearback.open(`${hearback.url}/s/${word}`, {
      method: "POST",
      body: word,
      headers: { "content-type": "multipart/form-data; boundary=x" },
    });
    await hearback.call("GET", "/v1/workspace", { key });
    await hearback.call("GET", "/v1/workspace", {
      headers: { "idempotency-key": word, cookie: word, "x-forwarded-for": word },
    });
    expectSilence({ word, key, "the key's secret": key.split("_")[3] ?? "" });
  });

  it("holds no key, neither used, made nor revoked", async () => {
    const { json } = await hearback.call("POST", "/v1/keys", { body: { name: secret(), scopes: ["read"] } });
    await hearback.call("GET", "/v1/workspace", { key: json.apiKey });
    await hearback.call("DELETE", `/v1/keys/${json.id}`);
    await hearback.call("GET", "/v1/workspace", { key: json.apiKey });
    const secretOf = (key: string) => key.split("_")[3] ?? "";
    expectSilence({ made: secretOf(json.apiKey), used: secretOf(hearback.seed.apiKey), name: json.name });
  });

  it("holds nothing of a customer when a function ends with an error, which Lambda logs whole, and its queues keep", async () => {
    const word = secret();
    const environment = { TABLE_NAME: "t", PUBLIC_URL: "https://ask.example", FROM_ADDRESS: "ask@shop.example" };
    for (const [name, value] of Object.entries({ ...environment, AWS_REGION: "eu-west-1" })) vi.stubEnv(name, value);
    const failing = onFirstEvent(() => async () => {
      const failure = Object.assign(new TypeError(`${word}\n    at ${word} is no instant`), { Item: { email: word } });
      throw new AggregateError([failure, Object.assign(failure, { cause: failure })], word);
    });
    const thrown: Error = await failing({}, {}).catch((error: unknown) => error as Error);
    vi.unstubAllEnvs();
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain(word);
    expect([thrown.name, thrown.stack]).toEqual(["AggregateError", expect.stringContaining("logs.test.ts")]);
  });

  it("says of a figure that is not right which it is, and not whose", async () => {
    const word = secret();
    const { workspaceId } = hearback.seed;
    const report = interaction({ agent: { id: word, name: `${word} Miller` } });
    const { json } = await hearback.call("POST", "/v1/interactions", { body: report });
    await hearback.jobs.run("compute-kpis");
    const agent = { ":agent": { id: word, name: `${word} Smith` } };
    await changeByHand(hearback, keys.interaction(workspaceId, json.id), "SET #agent = :agent", agent);
    const { length } = hearback.logged;
    await hearback.clock.advance(600);
    await hearback.jobs.run("check-laws");
    const broken = hearback.logged.slice(length).map(({ details }) => details);
    expect(broken).toContainEqual(expect.objectContaining({ law: 5 }));
    expectSilence({ word });
  });

  it("holds nothing of a caller even when the failure is ours", async () => {
    const word = secret();
    hearback.dynamodb.middlewareStack.add(
      () => () => {
        throw new Error(`ValidationException: ${word} is not valid\n    at ${word}`);
      },
      { step: "initialize", name: "ourFailure" },
    );
    try {
      const response = await fetch(`${hearback.url}/v1/workspace`, {
        headers: { authorization: `Bearer ${hearback.seed.apiKey}` },
      });
      expect(response.status).toBe(500);
      const text = await response.text();
      const requestId = response.headers.get("x-request-id");
      expect(JSON.parse(text)).toMatchObject({ type: "urn:hearback:problem:internal", requestId });
      expect(text).not.toContain(word);
      const page = await fetch(`${hearback.url}/s/${Buffer.alloc(57, 1).toString("base64url")}`);
      expect([page.status, page.headers.get("content-type")]).toEqual([500, "text/html; charset=utf-8"]);
      const shown = await page.text();
      expect(shown).not.toContain(word);
      expect(shown).toContain(page.headers.get("x-request-id"));
    } finally {
      hearback.dynamodb.middlewareStack.remove("ourFailure");
    }
    expectSilence({ word });
  });
});
