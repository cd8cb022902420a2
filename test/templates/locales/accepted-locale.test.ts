import { describe, expect, it } from "vitest";
import { acceptedLocale } from "../../../functions/templates/locales/accepted-locale.ts";

describe("the language that a browser asks for", () => {
  it.each([
    ["the only one", "fr", "fr"],
    ["that of its country", "pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"],
    ["its nearest of ours", "zh-TW,zh;q=0.9", "zh-Hant"],
    ["the first of those it likes alike", "nb, sv", "nb"],
    ["the one it likes best, wherever that stands", "en;q=0.5, de;q=0.7, fr ; Q=0.6", "de"],
    ["the first that we speak", "is, sr;q=0.9, hu;q=0.8, en;q=0.7", "hu"],
    ["English where it asks for that before others", "en-GB,en;q=0.9,de;q=0.8", "en"],
    ["never one that it refuses", "de;q=0, nl;q=0.1", "nl"],
  ])("is %s", (_, header, expected) => {
    expect(acceptedLocale(header)).toBe(expected);
  });

  it.each([undefined, "", "*", "is", ",,;", "de;q=x", "__proto__", "constructor", "x".repeat(9000)])(
    "is English where %j names none of ours",
    (header) => {
      expect(acceptedLocale(header)).toBe("en");
    },
  );
});
