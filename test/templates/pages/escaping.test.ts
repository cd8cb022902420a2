import { describe, expect, it } from "vitest";
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import { followUpsPage } from "../../../functions/templates/pages/follow-ups-page.ts";
import { noticePage } from "../../../functions/templates/pages/notice-page.ts";
import { surveyPage } from "../../../functions/templates/pages/survey-page.ts";
import { thanksPage } from "../../../functions/templates/pages/thanks-page.ts";
import { unsubscribePage } from "../../../functions/templates/pages/unsubscribe-page.ts";
import { shownSurvey } from "../../../functions/templates/shown-survey.ts";
import { aSurvey, aWorkspace } from "../../domain/builders.ts";

const hostile = {
  "markup that closes whatever it stands in": `</textarea></title></script></style>"'><img src=x onerror=alert(1)><script>alert(1)</script>`,
  "a placeholder's answer that is markup": `<b onclick="x">&amp;&lt;`,
  "a name that turns the direction": "\u202eevil\u2066",
  "half a character": "\ud83d and \udc00",
  "a character that ends nothing": "\u0000\u2028\u200b",
};

/** Every text a business or a customer can write, all of them this one. */
async function pagesSaying(words: string): Promise<string[]> {
  const texts = { en: words };
  const options = [
    { id: "a", label: texts },
    { id: "b", label: texts },
  ];
  const followUps: FollowUp[] = [
    { id: "t", type: "text", ask: texts, required: true },
    { id: "s", type: "single", ask: texts, options, other: true, required: false },
    { id: "m", type: "multiple", ask: texts, options, other: true, required: false },
    { id: "r", type: "rating", ask: texts, required: false },
  ];
  const labels = { "1": texts, "2": texts };
  const survey = aSurvey({
    kind: "custom",
    scale: { min: 1, max: 2, labels, emoji: [words, words] },
    question: texts,
    thanks: texts,
    thanksLink: { url: "https://example.com/?a=1&b=2", label: texts },
    followUps,
  });
  const workspace = aWorkspace({ name: words });
  const shown = await shownSurvey(survey, { workspace, locale: "en", about: { customerName: words } });
  const { copy } = shown;
  const frame = { ...shown, cspNonce: "x" };
  const entered = { t: { text: words }, s: { choices: ["other"], other: words }, m: { choices: [], other: words } };
  const state = { entered, faults: { t: "tooLong" } as const };
  const form = { ...frame, nonce: words, lang: words };
  return [
    surveyPage({ ...form, action: "/s/token", chosen: 1, comment: words, answered: true, followUps: state }),
    followUpsPage({ ...form, action: "/q", skipUrl: "/t", asked: copy.followUps, followUps: state }),
    thanksPage({ ...frame, changeUrl: "/s/token" }),
    noticePage({ ...frame, notice: "error", requestId: words }),
    unsubscribePage({ ...form, action: "/u/token", state: "ask", choices: ["all", "survey"] }),
  ];
}

/** The tags of a page in order, which must not depend on what is said. */
const tagsOf = (page: string): string[] => page.match(/<\/?[a-z][a-z0-9]*/gi) ?? [];

describe("a text on a page", () => {
  it.each(Object.entries(hostile))("is shown as the text it is: %s", async (_, words) => {
    const plain = await pagesSaying("words");
    const said = await pagesSaying(words);
    for (const [at, page] of said.entries()) {
      expect(tagsOf(page)).toEqual(tagsOf(plain[at] ?? ""));
      expect(page).not.toMatch(/<script>|<img|<b onclick/);
    }
  });

  it("that turns the direction stays inside an element that isolates it", async () => {
    for (const page of await pagesSaying("\u202eevil")) {
      for (const [sentence] of page.matchAll(/<p[^>]*>[^<]*\u202eevil[^<]+<\/p>/g))
        expect(sentence).toMatch(/^<p[^>]*>\u202eevil<\/p>$/);
      expect(page).not.toMatch(/reaches \u202e|^\u202eevil will/m);
    }
  });
});
