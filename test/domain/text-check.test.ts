import { describe, expect, it } from "vitest";
import type { SurveyDefinition } from "../../functions/domain/survey.ts";
import { checkApart, checkLanguage, checkTexts } from "../../functions/domain/text-check.ts";
import { aSurvey } from "./builders.ts";

const german = { de: "Wie war es?" };
const both = { de: "Wie war es?", en: "How was it?" };
const missing = "has no text in en, the workspace's own language";

describe("texts in the workspace's own language", () => {
  it("are there, or are missed under the path where they belong", () => {
    expect(checkLanguage(both, "question", "en")).toEqual([]);
    expect(checkLanguage(german, "question", "en")).toEqual([{ path: "question", message: missing }]);
  });

  it("are wanted of every text that a survey has of its own, and of none that it has not", () => {
    const told: Partial<SurveyDefinition> = {
      question: german,
      thanks: german,
      thanksLink: { url: "https://example.com", label: german },
      mail: { subject: german, intro: german },
      invitation: {
        ...aSurvey().invitation,
        reminders: [{ afterDays: 1 }, { afterDays: 2, subject: german, intro: both }, { afterDays: 3, intro: german }],
      },
    };
    expect(checkTexts(aSurvey(told), "en")).toEqual(
      [
        "question",
        "thanks",
        "thanksLink.label",
        "mail.subject",
        "mail.intro",
        "invitation.reminders.1.subject",
        "invitation.reminders.2.intro",
      ].map((path) => ({ path, message: missing })),
    );
    expect(checkTexts(aSurvey({ mail: {} }), "en")).toEqual([]);
  });

  it("are not wanted of a text that stood there before, but are of one that was changed", () => {
    const before = aSurvey({ mail: {}, question: german, thanks: german });
    const after = aSurvey({ mail: {}, question: { ...german }, thanks: { de: "Danke!" } });
    expect(checkTexts(after, "en", before)).toEqual([{ path: "thanks", message: missing }]);
  });
});

describe("texts that customers have to tell apart", () => {
  const alike = (...texts: Record<string, string>[]) => checkApart(texts, "en").map(({ index, path }) => [index, path]);

  it.each([
    ["Late", "late"],
    ["too late", " too\n  late "],
    ["late", "l\u200Bate"],
    ["caf\u00E9", "cafe\u0301"],
  ])("read alike by nothing that a reader sees: %j and %j", (one, other) => {
    expect(alike({ en: one }, { en: "broken" }, { en: other })).toEqual([[2, "en"]]);
  });

  it("read alike where a customer gets the same for want of their own", () => {
    expect(alike({ en: "Late", de: "Defekt" }, { en: "Defekt" })).toEqual([[1, "de"]]);
    expect(alike({ en: "Late", de: "Zu spät" }, { en: "Broken" })).toEqual([]);
    expect(checkApart([{ en: "a" }, { en: "a" }, { en: "a" }], "en")).toEqual(
      [1, 2].map((index) => ({ index, path: "en", message: "reads like an earlier one" })),
    );
  });
});
