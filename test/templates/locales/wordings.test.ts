import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { count, say } from "../../../functions/templates/locales/say.ts";
import type { Plural } from "../../../functions/templates/locales/wording.ts";
import { builtInLocales, closest, english, textsFor } from "../../../functions/templates/locales/wordings.ts";

const folder = new URL("../../../functions/templates/locales/", import.meta.url);

/** Every text of a wording by its path, the forms of a plural one by one. */
function textsOf(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    textsOf(inner, path === "" ? key : `${path}.${key}`),
  );
}

const read = (locale: string): unknown => JSON.parse(readFileSync(new URL(`${locale}.locale.json`, folder), "utf8"));

/** Its forms are as many as its language has. */
const isPlural = (path: string): boolean =>
  /(rateStars|stars|tooLong)\.[a-z]+$/.test(path) && !path.startsWith("kinds.");
const withoutForm = (path: string): string => (isPlural(path) ? path.replace(/\.[a-z]+$/, "") : path);
const pathsOf = (wording: unknown): string[] =>
  [...new Set(textsOf(wording).map(([path]) => withoutForm(path)))].sort();
const placeholdersIn = (text: string): string[] => [...new Set(text.match(/\{\{?[\w.]+\}?\}/g))].sort();

const reference = new Map(textsOf(read("en")).map(([path, text]) => [withoutForm(path), placeholdersIn(text)]));
const others = builtInLocales.filter((locale) => locale !== "en");

describe("the languages", () => {
  it("are at least 24, among them those that read from right to left", () => {
    expect(builtInLocales.length).toBeGreaterThanOrEqual(24);
    expect(builtInLocales).toEqual(expect.arrayContaining(["ar", "he", "ja", "zh-Hans", "zh-Hant", "hi", "tr"]));
  });

  it("are the files that there are", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".locale.json"));
    expect(files.map((name) => name.slice(0, -".locale.json".length)).sort()).toEqual([...builtInLocales].sort());
  });
});

describe.each(builtInLocales)("the wording %s", (locale) => {
  const texts = textsOf(read(locale));

  it("has every text of the English one and no other", () => {
    expect(pathsOf(read(locale))).toEqual(pathsOf(read("en")));
  });

  it("holds the same placeholders in each", () => {
    for (const [path, text] of texts) {
      expect(placeholdersIn(text), `${path}: ${text}`).toEqual(reference.get(withoutForm(path)));
    }
  });

  it("has the plural forms that its language has for whole numbers", () => {
    const rules = new Intl.PluralRules(locale);
    const needed = new Set(Array.from({ length: 201 }, (_, n) => rules.select(n)));
    for (const path of ["mail.rateStars", "survey.stars", "errors.tooLong"]) {
      const forms = texts.filter(([one]) => one.startsWith(`${path}.`)).map(([one]) => one.slice(path.length + 1));
      expect(forms, path).toEqual(expect.arrayContaining([...needed, "other"]));
      for (const form of forms) expect(rules.resolvedOptions().pluralCategories, path).toContain(form);
    }
  });

  it("is written out: no empty text, no control or direction characters, composed letters", () => {
    for (const [path, text] of texts) {
      expect(text.trim(), path).toBe(text);
      expect(text.length, path).toBeGreaterThan(0);
      expect(text, path).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u);
      expect(text.normalize("NFC"), path).toBe(text);
    }
  });

  it("keeps the ends of a scale and the buttons short enough for a phone", () => {
    for (const [path, text] of texts) {
      if (/\.(lowest|highest)$/.test(path)) expect([...text].length, `${path}: ${text}`).toBeLessThanOrEqual(36);
      if (/\.(send|save|button|skip)$/.test(path)) expect([...text].length, `${path}: ${text}`).toBeLessThanOrEqual(40);
    }
  });

  it("is found by its own name, and declares its language and direction", async () => {
    const found = await textsFor(locale);
    expect(found.locale).toBe(locale);
    expect(found.dir).toBe(["ar", "he"].includes(locale) ? "rtl" : "ltr");
    expect(found.thanks.title).toBe((read(locale) as { thanks: { title: string } }).thanks.title);
  });
});

describe.each(others)("the wording %s", (locale) => {
  it("is a translation: next to nothing is left in English", () => {
    const same = textsOf(read(locale)).filter(([path, text]) => {
      const original = textsOf(english).find(([one]) => one === path)?.[1];
      // A single word may be the same in both.
      return (
        text === original &&
        text
          .replace(/\{\{?[\w.]+\}?\}/g, "")
          .split(/\P{L}+/u)
          .filter(Boolean).length > 1
      );
    });
    expect(same).toEqual([]);
  });
});

describe("the wording that a locale gets", () => {
  it.each([
    ["de-AT", "de"],
    ["DE", "de"],
    ["pt-BR", "pt-BR"],
    ["pt-AO", "pt"],
    ["pt", "pt"],
    ["zh", "zh-Hans"],
    ["zh-CN", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh-HK", "zh-Hant"],
    ["zh-Hant-TW", "zh-Hant"],
    ["no", "nb"],
    ["nn-NO", "nb"],
    ["iw", "he"],
    ["in", "id"],
    ["en-GB", "en"],
    ["is", "en"],
    ["", "en"],
    ["not a locale", "en"],
    ["constructor", "en"],
  ])("%j is %s", (locale, expected) => {
    expect(closest(locale)).toBe(expected);
  });
});

describe("saying a text", () => {
  it("fills names once and literally, and leaves what it does not know", () => {
    expect(say("{a} of {b} {c}", { a: "{b}", b: "$&" })).toBe("{b} of $& {c}");
    expect(say("{constructor}", {})).toBe("{constructor}");
  });

  it("counts by the rules and with the digits of its language", () => {
    const stars: Plural = { one: "{count} star of {max}", other: "{count} stars of {max}" };
    expect(count(stars, 1, "en", { max: 5 })).toBe("1 star of 5");
    expect(count(stars, 4000, "de", { max: 5 })).toBe("4.000 stars of 5");
    expect(count({ other: "{count}" }, 1, "pl")).toBe("1");
  });
});
