import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { invite } from "../customers.ts";
import { fieldsOf, fillIn } from "./forms.ts";

const question = { en: "How was it?", de: "Wie war es?", ar: "كيف كان ذلك؟" };

describe("the language of the pages", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    const followUps = [{ id: "why", type: "text", ask: { en: "Why?", de: "Warum?" }, required: false }] as const;
    hearback = await startUnderContract({ plant: { survey: { question, followUps }, workspace: { locale: "de" } } });
  });
  afterAll(() => hearback.close());

  const inviteFrom = (locale: string) =>
    invite(hearback, { customer: { email: `${crypto.randomUUID()}@example.com`, locale } });
  const languageOf = ({ text }: { text: string }) => /<html lang="([^"]+)" dir="([^"]+)"/.exec(text)?.slice(1);
  const headingOf = ({ text }: { text: string }) => /<h1[^>]*>([^<]+)</.exec(text)?.[1];

  it.each([
    ["en-GB", ["en", "ltr"], question.en],
    ["ar-EG", ["ar", "rtl"], question.ar],
    ["fr-CA", ["de", "ltr"], question.de],
  ])(
    "is for a customer from %s the nearest that the survey is written in, else the workspace's",
    async (locale, language, asked) => {
      const page = await hearback.open((await inviteFrom(locale)).surveyUrl);
      expect(languageOf(page)).toEqual(language);
      expect(headingOf(page)).toBe(asked);
    },
  );

  it("can be chosen from those that the survey is written in, by links that keep the score", async () => {
    const { surveyUrl } = await inviteFrom("en");
    const { text } = await hearback.open(`${surveyUrl}?score=7`);
    const menu = [...text.matchAll(/<li><a href="([^"]+)" lang="([^"]+)"([^>]*)>([^<]+)</g)].map(
      ([, ...found]) => found,
    );
    expect(menu).toEqual([
      ["?lang=de&amp;score=7", "de", "", "Deutsch"],
      ["?lang=en&amp;score=7", "en", ' aria-current="true"', "English"],
      ["?lang=ar&amp;score=7", "ar", "", "العربية"],
    ]);
    const german = await hearback.open(`${surveyUrl}?lang=de&score=7`);
    expect([languageOf(german), headingOf(german)]).toEqual([["de", "ltr"], question.de]);
    expect(german.text).toMatch(/value="7"[^>]* checked/);
  });

  it("stays chosen through every page that follows", async () => {
    const { surveyUrl } = await inviteFrom("en");
    const chosen = await hearback.open(`${surveyUrl}?lang=de`);
    expect(fieldsOf(chosen)["lang"]).toBe("de");
    const refused = await fillIn(hearback, `${surveyUrl}?lang=de`, {});
    expect([refused.status, languageOf(refused)]).toEqual([422, ["de", "ltr"]]);
    const posted = await fillIn(hearback, `${surveyUrl}?lang=de`, { score: "3" });
    const path = new URL(surveyUrl).pathname;
    expect(posted.headers.get("location")).toBe(`${path}/questions?lang=de`);
    const questions = await hearback.open(`${surveyUrl}/questions?lang=de`);
    expect(languageOf(questions)).toEqual(["de", "ltr"]);
    expect(questions.text).toContain(`href="${path}/thanks?lang=de"`);
    const answered = await fillIn(hearback, `${surveyUrl}/questions?lang=de`, { "q.why": "Darum" });
    expect(answered.headers.get("location")).toBe(`${path}/thanks?lang=de`);
    const thanks = await hearback.open(`${surveyUrl}/thanks?lang=de`);
    expect(languageOf(thanks)).toEqual(["de", "ltr"]);
    expect(thanks.text).toContain(`href="${path}?lang=de"`);
  });

  it("is not changed by asking for one that the survey is not written in", async () => {
    const { surveyUrl } = await inviteFrom("en");
    for (const lang of ["fr", "x", "", "__proto__", "en-US", '"><script>']) {
      const page = await hearback.open(`${surveyUrl}?lang=${encodeURIComponent(lang)}`);
      expect(languageOf(page), lang).toEqual(["en", "ltr"]);
      expect(fieldsOf(page)).not.toHaveProperty("lang");
    }
  });

  it.each([
    ["fr-CA,fr;q=0.9,en;q=0.8", ["fr", "ltr"], "Cette page est introuvable"],
    ["is,he;q=0.7", ["he", "rtl"], "לא מצאנו את הדף הזה"],
    ["xx", ["en", "ltr"], "We could not find this page"],
  ])("is one that the browser asks for where no link tells another: %s", async (asked, language, title) => {
    const headers = { "accept-language": asked };
    for (const path of ["/s/none", "/s/none/questions", "/s/none/thanks", "/u/none"]) {
      const page = await hearback.open(`${hearback.url}${path}`, { headers });
      expect([page.status, languageOf(page), headingOf(page)]).toEqual([404, language, title]);
    }
    const { surveyUrl } = await inviteFrom("en");
    const unread = { method: "POST", body: "score=9", headers: { ...headers, "content-type": "text/plain" } };
    const refused = await hearback.open(surveyUrl, unread);
    expect([refused.status, languageOf(refused)]).toEqual([415, language]);
  });

  it("is the customer's on a page that says why a link is over, whatever the browser asks for", async () => {
    const { surveyUrl } = await inviteFrom("en");
    await hearback.clock.advance(40 * 86_400);
    const page = await hearback.open(surveyUrl, { headers: { "accept-language": "fr" } });
    expect([page.status, languageOf(page)]).toEqual([410, ["en", "ltr"]]);
  });

  it("may be any of the built-in ones when the survey brings no words of its own", async () => {
    const { json: survey } = await hearback.call("POST", "/v1/surveys", {
      body: { name: "Plain", kind: "csat", listensTo: ["plain"], policy: { throttleDays: 0 } },
    });
    expect(survey.id).toBeDefined();
    const { surveyUrl } = await invite(hearback, {
      type: "plain",
      customer: { email: "jo@example.com", locale: "zh-TW" },
    });
    const page = await hearback.open(surveyUrl);
    expect(languageOf(page)).toEqual(["zh-Hant", "ltr"]);
    expect(page.text.match(/<li><a href="\?lang=/g)?.length).toBeGreaterThan(10);
    expect(languageOf(await hearback.open(`${surveyUrl}?lang=he`))).toEqual(["he", "rtl"]);
  });
});
