import { describe, expect, it } from "vitest";
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import type { SurveyDefinition } from "../../../functions/domain/survey.ts";
import { surveyPage } from "../../../functions/templates/pages/survey-page.ts";
import { shownSurvey } from "../../../functions/templates/shown-survey.ts";
import { aSurvey, aWorkspace } from "../../domain/builders.ts";

const render = async (told: Partial<SurveyDefinition>, chosen?: number): Promise<string> => {
  const shown = await shownSurvey(aSurvey(told), { workspace: aWorkspace(), locale: "en", about: {} });
  return surveyPage({ ...shown, cspNonce: "x", nonce: "n", action: "/s/token", answered: false, chosen });
};

/** Of the radios named score, in order. */
const attribute = (page: string, name: string): string[] =>
  [...page.matchAll(/<input type="radio" name="score"[^>]*>/g)].map(
    ([input]) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? "",
  );

describe("the survey page", () => {
  it("offers each score of a kind under its name", async () => {
    const named = async (told: Partial<SurveyDefinition>) => attribute(await render(told), "aria-label");
    expect(await named({ kind: "csat" })).toEqual([
      "Very dissatisfied",
      "Dissatisfied",
      "Neither satisfied nor dissatisfied",
      "Satisfied",
      "Very satisfied",
    ]);
    expect(await named({ kind: "ces" })).toEqual([1, 2, 3, 4, 5, 6, 7].map((score) => `${score} out of 7`));
    expect(await named({ kind: "stars" })).toEqual([
      "1 star out of 5",
      ...[2, 3, 4, 5].map((n) => `${n} stars out of 5`),
    ]);
    expect(await named({ kind: "thumbs" })).toEqual(["No, not really", "Yes, it did"]);
    const scale = { min: 2, max: 4, labels: { "3": { en: "So-so" } } };
    expect(await named({ kind: "custom", scale })).toEqual(["2 out of 4", "3, So-so", "4 out of 4"]);
    expect(attribute(await render({ kind: "thumbs" }), "value")).toEqual(["0", "1"]);
  });

  it("names a score by its place where numbers go below zero or emoji stand for them, after what is seen of it", async () => {
    const named = async (scale: SurveyDefinition["scale"]) =>
      attribute(await render({ kind: "custom", ...(scale && { scale }) }), "aria-label");
    const labels = { "2": { en: "Just right" } };
    expect(await named({ min: -1, max: 2, labels })).toEqual([
      "-1, 1 out of 4",
      "0, 2 out of 4",
      "1, 3 out of 4",
      "2, Just right",
    ]);
    const emoji = ["🥶", "😐", "🔥"];
    expect(await named({ min: -1, max: 1, emoji })).toEqual(["🥶, 1 out of 3", "😐, 2 out of 3", "🔥, 3 out of 3"]);
    expect(await named({ min: 0, max: 2, emoji })).toEqual(["🥶, 1 out of 3", "😐, 2 out of 3", "🔥, 3 out of 3"]);
  });

  it("writes the name of a score out unless it is the number that is seen", async () => {
    const writtenOut = async (told: Partial<SurveyDefinition>, chosen: number) =>
      [...(await render(told, chosen)).matchAll(/class="name"[^>]*>([^<]*)</g)].map(([, name]) => name);
    expect(await writtenOut({ kind: "nps" }, 3)).toEqual([]);
    const places = Array.from({ length: 11 }, (_, index) => `${index + 1} out of 11`);
    expect(await writtenOut({ kind: "custom", scale: { min: -5, max: 5 } }, 1)).toEqual(places);
  });

  it("shows scores that all have names by these, as the mail does, and not by numbers that say less", async () => {
    const labels = { "0": { en: "Cold" }, "1": { en: "Hot" } };
    const page = await render({ kind: "custom", scale: { min: 0, max: 1, labels } }, 1);
    expect(attribute(page, "aria-label")).toEqual(["Cold", "Hot"]);
    expect(attribute(page, "aria-describedby")).toEqual(["", ""]);
    const form = /<fieldset>.*?<\/fieldset>/s.exec(page)?.[0].replace(/<[^>]*>/g, " ") ?? "";
    expect(form.split(/\s+/).filter((word) => /^(?:Cold|Hot|\d)$/.test(word))).toEqual(["Cold", "Hot"]);
  });

  it("draws what has a drawing and shows the rest as it is", async () => {
    expect((await render({ kind: "csat" })).match(/<circle cx="12" cy="12" r="9.5"/g)).toHaveLength(5);
    expect(new Set((await render({ kind: "csat" })).match(/q4\.5 -?\d+/g)).size).toBe(5);
    const page = await render({ kind: "custom", scale: { min: 1, max: 2, emoji: ["🥶", "🔥"] } });
    expect([...page.matchAll(/<b>(.+?)<\/b>/g)].map(([, shown]) => shown)).toEqual(["🥶", "🔥"]);
  });

  it("says what the ends mean to whoever cannot see where they stand, unless they have that name", async () => {
    const described = async (told: Partial<SurveyDefinition>) => attribute(await render(told), "aria-describedby");
    expect(await described({ kind: "ces" })).toEqual(["score-lowest", "", "", "", "", "", "score-highest"]);
    expect(await described({ kind: "csat" })).toEqual(["", "", "", "", ""]);
  });

  it("holds the proof of where it was served, and a trap that no person meets", async () => {
    const page = await render({ kind: "nps" });
    expect(page).toContain('<input type="hidden" name="nonce" value="n">');
    expect(page).toMatch(/aria-hidden="true"><input type="text" name="website" tabindex="-1" autocomplete="off">/);
  });

  it("brings the questions that hang on the score alone, hidden and disabled until a script shows them", async () => {
    const followUps: FollowUp[] = [
      { id: "low", type: "text", ask: { en: "What went wrong?" }, when: { score: [0, 6] }, required: true },
      { id: "all", type: "yes_no", ask: { en: "Again?" }, required: false },
      {
        id: "later",
        type: "text",
        ask: { en: "Why not?" },
        when: { answer: { question: "all", in: [false] } },
        required: false,
      },
    ];
    const page = await render({ followUps });
    expect(page).toContain('<div class="follow-up" hidden data-from="0" data-to="6">');
    expect(page).toContain('<div class="follow-up" hidden data-from="" data-to="">');
    expect(page).not.toContain("Why not?");
    const fields = [...page.matchAll(/<(?:input|textarea)[^>]*name="(?:q|shown)\.[^>]*>/g)].map(([field]) => field);
    expect(fields).toHaveLength(5);
    for (const field of fields) expect(field).toContain(" disabled");
  });

  it("stays small: of many questions the first few come along", async () => {
    const options = Array.from({ length: 20 }, (_, at) => ({ id: `o${at}`, label: { en: `Option ${at}` } }));
    const followUps = Array.from(
      { length: 10 },
      (_, at): FollowUp => ({
        id: `q${at}`,
        type: at === 0 ? "text" : "multiple",
        ask: { en: "Which?" },
        ...(at > 0 && { options }),
        required: false,
      }),
    );
    expect((await render({ followUps })).match(/class="follow-up"/g)).toHaveLength(1);
  });
});
