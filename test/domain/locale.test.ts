import { describe, expect, it } from "vitest";
import { localDay, slotRange } from "../../functions/domain/calendar.ts";
import { isLocale, isTimeZone } from "../../functions/domain/locale.ts";
import { madeAt } from "./builders.ts";

/** Java's abbreviations, which the runtime takes for zones though no list of zones has them. */
const abbreviations =
  "ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST".split(" ");
const zonesInUse = [
  ...Intl.supportedValuesOf("timeZone"),
  ..."UTC GMT Etc/UTC EST5EDT US/Pacific GB NZ Asia/Calcutta Europe/Kiev europe/berlin Etc/GMT+5".split(" "),
];

const hasDays = (timeZone: string): boolean => {
  try {
    const { from, until } = slotRange(localDay(madeAt, timeZone), timeZone);
    return from <= madeAt && madeAt < until;
  } catch {
    return false;
  }
};

describe("a time zone", () => {
  it("is any that is in use", () => {
    expect(zonesInUse.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });

  it.each(["+01:00", "-0500", "", "Europe/Atlantis", "Europe/Berlin\n", " UTC", "local", "12", "Z"])(
    "is not %j",
    (text) => {
      expect(isTimeZone(text)).toBe(false);
    },
  );

  it("has local days, whatever it is called", () => {
    const zones = [...zonesInUse, ...abbreviations, ...abbreviations.map((name) => name.toLowerCase())];
    expect(zones.filter((zone) => isTimeZone(zone) && !hasDays(zone))).toEqual([]);
  });
});

describe("a locale", () => {
  it.each(["en", "en-GB", "de-CH", "zh-Hant-TW", "sr-Latn", "pt-br", "es-419"])("is %s", (text) => {
    expect(isLocale(text)).toBe(true);
  });

  it.each(["", "e", "en_GB", "english language", "en-", "-en", "*", "en\n", "__proto__", "constructor name"])(
    "is not %j",
    (text) => {
      expect(isLocale(text)).toBe(false);
    },
  );
});
