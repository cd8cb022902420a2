import { caniemail } from "caniemail";
import { HtmlValidate, type RuleConfig } from "html-validate";
import { describe, expect, it } from "vitest";
import { mailOf, scaleNames } from "./mails.ts";

/** What some of the clients below do not know, and why a mail loses nothing by it there. */
const dispensable: Readonly<Record<string, string>> = {
  "<style> element": "every colour and size of the light mail stands on its element",
  "Class selector": "only the rules in <style> have any",
  "Type selector": "only the rules in <style> have any",
  "@media": "without it the mail is the light one, with the margins of a phone",
  ":hover": "an extra for a mouse",
  "display:none": "the line for the inbox has no height either",
  overflow: "only hides the line for the inbox where display:none is not known",
  "word-break":
    "lines of Japanese and Korean break inside words, as they always may, and a word too long for a phone nowhere",
  "border-radius": "corners are square",
  "role attribute": "only says that tables are layout",
  "aria-label attribute": "the title says the same, and the text the essential of it",
  "aria-hidden attribute": "a mark is read out beside the words that it stands for",
  "<bdi> element": "a name of the other direction may take the full stop along",
  "<body> element": "the outer table has the same colour",
};

/** What its makers' conventions ask of a web page and mail programs speak against. */
const rules: RuleConfig = {
  "no-inline-style": "off",
  "no-deprecated-attr": "off",
  "no-conditional-comment": "off",
  "prefer-tbody": "off",
  // How long a question is, its writer decides.
  "long-title": "off",
  "doctype-style": ["error", { style: "lowercase" }],
};

const branded = {
  workspace: {
    brand: { name: "Juniper & Söhne", logoUrl: "https://juniper.example/logo.png", accentColour: "#f2c200" },
  },
};

describe.each(scaleNames)("the mail of a survey: %s", (scale) => {
  it("uses nothing that Gmail, Outlook or Apple Mail lacks, unless it can do without", async () => {
    for (const told of [{}, branded]) {
      const { html } = await mailOf(scale, told);
      const { issues } = caniemail({ clients: ["gmail.*", "outlook.*", "apple-mail.*"], html });
      const missing = [...issues.errors.values()].flat().map(({ title }) => title);
      expect(missing.length, "the check sees something").toBeGreaterThan(0);
      expect([...new Set(missing)].filter((title) => !Object.hasOwn(dispensable, title))).toEqual([]);
    }
  });

  it("is valid HTML", async () => {
    const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules });
    for (const told of [{}, branded, { dir: "rtl" as const }]) {
      const { html } = await mailOf(scale, told);
      const { results } = await validator.validateString(html);
      expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
        [],
      );
    }
  });

  it("is far from where Gmail cuts a mail off, and its styles from where Gmail drops them", async () => {
    const { html } = await mailOf(scale, {
      workspace: {
        name: "W".repeat(100),
        footerAddress: "A".repeat(300),
        brand: { logoUrl: `https://x.example/${"l".repeat(400)}` },
      },
      survey: { question: { en: "Ж".repeat(300) }, mail: { intro: { en: "Ж".repeat(1000) } } },
    });
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    for (const [, style = ""] of html.matchAll(/<style>(.*?)<\/style>/gs)) expect(style.length).toBeLessThan(8192);
  });
});
