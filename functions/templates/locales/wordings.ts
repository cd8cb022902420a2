/**
 * The wordings there are, and which of them a locale gets. English comes with the code, because an error may have no other
 * language to speak; every other one is read when it is first needed.
 */
import en from "./en.locale.json" with { type: "json" };
import type { Wording } from "./wording.ts";

export type Direction = "ltr" | "rtl";
export type LocalTexts = Wording & { readonly locale: string; readonly dir: Direction };

export const english: LocalTexts = { ...en, locale: "en", dir: "ltr" };

type Load = () => Promise<{ readonly default: Wording }>;

const files = {
  ar: () => import("./ar.locale.json", { with: { type: "json" } }),
  bg: () => import("./bg.locale.json", { with: { type: "json" } }),
  ca: () => import("./ca.locale.json", { with: { type: "json" } }),
  cs: () => import("./cs.locale.json", { with: { type: "json" } }),
  da: () => import("./da.locale.json", { with: { type: "json" } }),
  de: () => import("./de.locale.json", { with: { type: "json" } }),
  el: () => import("./el.locale.json", { with: { type: "json" } }),
  en: async () => ({ default: en }),
  es: () => import("./es.locale.json", { with: { type: "json" } }),
  fi: () => import("./fi.locale.json", { with: { type: "json" } }),
  fr: () => import("./fr.locale.json", { with: { type: "json" } }),
  he: () => import("./he.locale.json", { with: { type: "json" } }),
  hi: () => import("./hi.locale.json", { with: { type: "json" } }),
  hr: () => import("./hr.locale.json", { with: { type: "json" } }),
  hu: () => import("./hu.locale.json", { with: { type: "json" } }),
  id: () => import("./id.locale.json", { with: { type: "json" } }),
  it: () => import("./it.locale.json", { with: { type: "json" } }),
  ja: () => import("./ja.locale.json", { with: { type: "json" } }),
  ko: () => import("./ko.locale.json", { with: { type: "json" } }),
  nb: () => import("./nb.locale.json", { with: { type: "json" } }),
  nl: () => import("./nl.locale.json", { with: { type: "json" } }),
  pl: () => import("./pl.locale.json", { with: { type: "json" } }),
  pt: () => import("./pt.locale.json", { with: { type: "json" } }),
  "pt-BR": () => import("./pt-BR.locale.json", { with: { type: "json" } }),
  ro: () => import("./ro.locale.json", { with: { type: "json" } }),
  ru: () => import("./ru.locale.json", { with: { type: "json" } }),
  sk: () => import("./sk.locale.json", { with: { type: "json" } }),
  sv: () => import("./sv.locale.json", { with: { type: "json" } }),
  th: () => import("./th.locale.json", { with: { type: "json" } }),
  tr: () => import("./tr.locale.json", { with: { type: "json" } }),
  uk: () => import("./uk.locale.json", { with: { type: "json" } }),
  vi: () => import("./vi.locale.json", { with: { type: "json" } }),
  "zh-Hans": () => import("./zh-Hans.locale.json", { with: { type: "json" } }),
  "zh-Hant": () => import("./zh-Hant.locale.json", { with: { type: "json" } }),
} as const satisfies Record<string, Load>;

type BuiltIn = keyof typeof files;

export const builtInLocales = Object.keys(files) as BuiltIn[];

const loaded = new Map<string, LocalTexts>([["en", english]]);

/** The closest wording to a BCP 47 locale, English where none is close. `locale` and `dir` are those of the wording. */
export async function textsFor(locale: string): Promise<LocalTexts> {
  const tag = closest(locale);
  const known = loaded.get(tag);
  if (known) return known;
  const { default: wording } = await (files[tag] as Load)();
  const texts: LocalTexts = { ...wording, locale: tag, dir: rightToLeft.has(tag) ? "rtl" : "ltr" };
  loaded.set(tag, texts);
  return texts;
}

const rightToLeft: ReadonlySet<string> = new Set(["ar", "he"]);

/** Languages whose speakers read another that we have. */
const readAs: Readonly<Record<string, string>> = { no: "nb", nn: "nb" };

export const closest = (locale: string): BuiltIn => spoken(locale) ?? "en";

/** The closest wording in the locale's own language, if there is one. */
export function spoken(locale: string): BuiltIn | undefined {
  const { language, region, script } = subtags(locale);
  const wanted = [locale, `${language}-${region}`, `${language}-${script}`, language, readAs[language] ?? ""];
  for (const tag of wanted) {
    const found = builtInLocales.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

/** As far as they are told or likely: zh-TW is written in traditional script. */
function subtags(locale: string): { language: string; region: string; script: string } {
  try {
    const { language, region = "", script = "" } = new Intl.Locale(locale).maximize();
    return { language, region, script };
  } catch {
    return { language: "", region: "", script: "" };
  }
}
