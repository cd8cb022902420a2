import { afterEach, describe, expect, it, vi } from "vitest";
import { english } from "../../../functions/templates/locales/wordings.ts";
import { languageMenu } from "../../../functions/templates/pages/language-menu.ts";

describe("the menu of languages", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("names languages with extensions too, which newer runtimes refuse to name", () => {
    const { of } = Intl.DisplayNames.prototype;
    vi.spyOn(Intl.DisplayNames.prototype, "of").mockImplementation(function (this: Intl.DisplayNames, code) {
      if (code !== new Intl.Locale(code).baseName) throw new RangeError("invalid_argument");
      return of.call(this, code);
    });
    const locales = ["ar-u-nu-latn", "de-CH-u-co-phonebk", "en-x-shop", "fr-t-en", "sr-Latn"];
    const menu = String(languageMenu(english, { locales, current: "en-x-shop" }));
    const names = [...menu.matchAll(/<a [^>]*lang="([^"]+)"[^>]*>([^<]+)</g)].map(([, locale, name]) => [locale, name]);
    expect(Object.fromEntries(names)).toEqual({
      "ar-u-nu-latn": "العربية",
      "de-CH-u-co-phonebk": "Deutsch (Schweiz)",
      "en-x-shop": "English",
      "fr-t-en": "Français",
      "sr-Latn": "Srpski (latinica)",
    });
  });
});
