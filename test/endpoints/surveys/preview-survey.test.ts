import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";

describe("the preview of a survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({
      plant: {
        workspace: { replyTo: "hello@juniper.example", brand: { name: "Juniper" } },
        survey: {
          question: { en: "How was {{product|it}} with {{agent.name|us}}?", de: "Wie war {{product|es}}?" },
          mail: { subject: { en: "{{customer.firstName|Hello}}, one question" } },
        },
      },
    });
  });
  afterAll(() => hearback.close());

  const preview = (body?: unknown, id = hearback.seed.surveyId) =>
    hearback.call("POST", `/v1/surveys/${id}/preview`, { body });

  it("shows mail and page without being told anything", async () => {
    const { status, json } = await preview();
    expect(status).toBe(200);
    expect(json).toMatchObject({
      locale: "en",
      mail: {
        subject: "Hello, one question",
        from: { name: "Juniper", address: "feedback@hearback.local" },
        replyTo: "hello@juniper.example",
        text: expect.stringContaining("How was it with us?"),
      },
    });
    for (const html of [json.mail.html, json.page]) {
      expect(html).toMatch(/^<!doctype html>/);
      expect(html).toContain("How was it with us?");
    }
  });

  it("fills in the example of a customer and an interaction", async () => {
    const { json } = await preview({ customerName: "Jo Li", agentName: "Sam", product: "Router <X>", score: 9 });
    expect(json.mail.subject).toBe("Jo, one question");
    expect(json.page).toContain("How was Router &lt;X&gt; with Sam?");
    expect(json.page).toMatch(/<input[^>]*name="score"[^>]*value="9"[^>]*checked/);
  });

  it("speaks the language it is asked for", async () => {
    const { json } = await preview({ locale: "de-CH" });
    expect(json.locale).toBe("de-CH");
    for (const html of [json.mail.html, json.page]) expect(html).toContain("Wie war es?");
  });

  it("speaks the workspace's language to whom the survey was not written for", async () => {
    const { json } = await preview({ locale: "fr" });
    expect(json.locale).toBe("en");
    for (const html of [json.mail.html, json.page]) expect(html).toContain("How was it with us?");
  });

  it("is what is sent in the end", async () => {
    const { json } = await preview({ customerName: "Jo Li", product: "Router X", agentName: "Sam" });
    await hearback.call("POST", "/v1/interactions", {
      body: interaction({
        customer: { email: "jo@example.com", name: "Jo Li" },
        product: "Router X",
        agent: { id: "a", name: "Sam" },
      }),
    });
    await hearback.jobs.run("dispatch-invitations");
    const [mail] = await hearback.mailbox.list();
    const withoutTokens = (text = "") => text.replaceAll("\r\n", "\n").replace(/\/([su])\/[\w-]+/g, "/$1/preview");
    expect(mail?.subject).toBe(json.mail.subject);
    expect(withoutTokens(mail?.html).trim()).toBe(json.mail.html.trim());
    expect(withoutTokens(mail?.text).trim()).toBe(json.mail.text.trim());
  });

  it("holds links that lead nowhere", async () => {
    const { json } = await preview();
    const urls = [...json.mail.html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, url]) => url);
    expect(urls.length).toBeGreaterThan(11);
    for (const url of urls) expect((await hearback.open(url)).status).toBe(404);
  });

  it("writes nothing", async () => {
    expect(await hearback.writesDuring(() => preview({ customerName: "Jo" }))).toEqual([]);
  });

  it("is there for a paused survey, and for a key that may only read", async () => {
    const { json: survey } = await hearback.call("POST", "/v1/surveys", { body: { name: "Paused", kind: "csat" } });
    await hearback.call("POST", `/v1/surveys/${survey.id}/pause`);
    const { json: reader } = await hearback.call("POST", "/v1/keys", { body: { name: "Reader", scopes: ["read"] } });
    const shown = await hearback.call("POST", `/v1/surveys/${survey.id}/preview`, { key: reader.apiKey });
    expect([shown.status, shown.json?.mail.html]).toEqual([200, expect.stringContaining("Very satisfied")]);
  });

  it.each([
    [{ score: 11 }, ["score"]],
    [{ score: 1.5 }, ["score"]],
    [{ score: "9" }, ["score"]],
    [{ locale: "en_GB" }, ["locale"]],
    [{ customerName: "" }, ["customerName"]],
    [{ customerName: "Jo\r\nBcc: eve@example.com" }, ["customerName"]],
    [{ agentName: "abc\u202edef" }, ["agentName"]],
    [{ product: "x".repeat(201) }, ["product"]],
    [{ product: "half \ud800" }, ["product"]],
    [{ attributes: { "a b": "c" } }, ["attributes.a b"]],
    [{ attributes: { plan: null } }, ["attributes.plan"]],
    [{ colour: "red" }, ["colour"]],
    [[], [""]],
  ])("is refused for %j", async (body, paths) => {
    const answer = await preview(body);
    expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
  });

  it("is refused for what is no JSON, and not found where there is no survey", async () => {
    expect((await preview("{")).status).toBe(400);
    for (const id of ["srv_00000000000", "x"]) expect((await preview({}, id)).status).toBe(404);
  });
});
