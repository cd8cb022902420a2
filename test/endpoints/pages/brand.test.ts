import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { answer, invite } from "../customers.ts";

const logoUrl = "https://cdn.example.com/logos/juniper;v=2,small.png?size=2";

describe("a business on its pages", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({
      plant: {
        workspace: { brand: { name: "Juniper", logoUrl, accentColour: "#6a1b9a" } },
        survey: {
          question: { en: "Hello {{customer.firstName|there}}, did {{agent.name}} of {{workspace.name}} help?" },
          thanks: { en: "Thanks from {{agent.name|us}}, about {{product}} on {{attributes.plan}}." },
          thanksLink: { url: "https://reviews.example.com/juniper?a=1&b=2" },
        },
      },
    });
  });
  afterAll(() => hearback.close());

  const report = {
    customer: { email: "jo@example.com", name: "Jo Li" },
    agent: { id: "a-7", name: "Sam & <b>Co</b>" },
    product: "Router X",
    attributes: { plan: "pro" },
  };

  it("shows its logo, which is all that the policy lets in, and its colour", async () => {
    const { surveyUrl, unsubscribeUrl } = await invite(hearback);
    for (const url of [surveyUrl, unsubscribeUrl]) {
      const { text, headers } = await hearback.open(url);
      expect(text).toContain(`<img src="${logoUrl}" alt="Juniper" referrerpolicy="no-referrer">`);
      expect(text).toContain("--accent:#6a1b9a");
      const policy = headers.get("content-security-policy")?.split("; ") ?? [];
      expect(policy.filter((rule) => rule.startsWith("img-src"))).toEqual([
        "img-src https://cdn.example.com/logos/juniper%3Bv=2%2Csmall.png",
      ]);
      expect(policy).toHaveLength(7);
    }
  });

  it("speaks to the customer about what happened", async () => {
    const { surveyUrl } = await answer(hearback, 9, { report });
    const { text } = await hearback.open(surveyUrl);
    expect(text).toContain("Hello Jo, did Sam &amp; &lt;b&gt;Co&lt;/b&gt; of Juniper help?</h1>");
    const thanks = await hearback.open(`${surveyUrl}/thanks`);
    expect(thanks.text).toContain("Thanks from Sam &amp; &lt;b&gt;Co&lt;/b&gt;, about Router X on pro.");
  });

  it("leaves no gap where nothing is known", async () => {
    const { surveyUrl } = await answer(hearback, 9);
    expect((await hearback.open(surveyUrl)).text).toContain("Hello there, did of Juniper help?");
  });

  it("leads everybody on to the same place, whatever their score", async () => {
    const pages = await Promise.all(
      [0, 10].map(async (score) => (await hearback.open(`${(await answer(hearback, score)).surveyUrl}/thanks`)).text),
    );
    for (const text of pages) {
      expect(text).toContain('href="https://reviews.example.com/juniper?a=1&amp;b=2" rel="noopener noreferrer"');
    }
  });

  it("may archive a survey, whose links are then closed, answered or not", async () => {
    const other = await hearback.call("POST", "/v1/surveys", {
      body: { name: "Short-lived", kind: "stars", listensTo: ["short"], policy: { throttleDays: 0 } },
    });
    const [open, answered] = [
      await invite(hearback, { type: "short" }),
      await answer(hearback, 5, { report: { type: "short" } }),
    ];
    await hearback.call("POST", `/v1/surveys/${other.json.id}/archive`);
    for (const { surveyUrl } of [open, answered]) {
      for (const closed of [await hearback.open(surveyUrl), await hearback.submit(surveyUrl, { score: "4" })]) {
        expect([closed.status, closed.text.includes("This survey is closed")]).toEqual([410, true]);
      }
    }
    const thanks = await hearback.open(`${answered.surveyUrl}/thanks`);
    expect([thanks.status, thanks.text.includes("Change my answer")]).toEqual([200, false]);
  });
});
