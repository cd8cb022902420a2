import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { builtInLocales } from "../../../functions/templates/locales/wordings.ts";
import { everySurvey, longSurvey, pagesOf, plainPages } from "./every-page.ts";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // How long a question is, its writer decides.
    "long-title": "off",
    "doctype-style": ["error", { style: "lowercase" }],
  },
});

const faultsOf = async (page: string): Promise<string[]> => {
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
};

describe("every page", () => {
  it.each(everySurvey)("is valid HTML for %s", async (_, survey) => {
    for (const [name, page] of Object.entries(await pagesOf(survey))) expect(await faultsOf(page), name).toEqual([]);
  });

  it("is valid HTML where there is no survey", async () => {
    for (const [name, page] of Object.entries(await plainPages())) expect(await faultsOf(page), name).toEqual([]);
  });

  it("is valid HTML for a survey with as many questions as there may be", async () => {
    for (const [name, page] of Object.entries(await pagesOf(longSurvey)))
      expect(await faultsOf(page), name).toEqual([]);
  });

  it("is under 20 KB in every language, with every language to choose from", async () => {
    const sizes = await Promise.all(
      builtInLocales.map(async (locale) => {
        const pages = [
          plainPages(locale),
          pagesOf(longSurvey, locale),
          ...everySurvey.map(([, survey]) => pagesOf(survey, locale)),
        ];
        const rendered = (await Promise.all(pages)).flatMap((one) => Object.values(one));
        return Math.max(...rendered.map((page) => Buffer.byteLength(page)));
      }),
    );
    expect(Math.max(...sizes)).toBeLessThan(20_000);
    expect(sizes.length).toBeGreaterThan(1);
  });

  it("loads nothing, and holds no style or script but its own", async () => {
    for (const [, survey] of everySurvey) {
      for (const page of Object.values(await pagesOf(survey))) {
        expect(page).not.toMatch(
          /<(?:img|link|iframe|object|video|audio|base)\b|\ssrc=|@import|url\(|\sstyle=|\son\w+="/,
        );
        expect(page.match(/<style/g)).toHaveLength(1);
      }
    }
  });

  it("speaks its language, in the direction that is read in", async () => {
    for (const locale of builtInLocales) {
      const dir = ["ar", "he", "fa", "ur"].includes(locale) ? "rtl" : "ltr";
      for (const page of Object.values(await plainPages(locale))) {
        expect(page).toContain(`<html lang="${locale}" dir="${dir}">`);
      }
    }
  });
});
