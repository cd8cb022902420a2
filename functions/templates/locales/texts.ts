import { en } from "./en.ts";
import type { Wording } from "./wording.ts";

export type Texts = Wording;
export type LocalTexts = Texts & { readonly locale: string; readonly dir: Direction };
export type Direction = "ltr" | "rtl";

/** A further language is a file like `en.ts` and a row here, under its lower-case tag. */
const built: ReadonlyMap<string, LocalTexts> = new Map([["en", { ...en, locale: "en", dir: "ltr" }]]);

const fallback: LocalTexts = { ...en, locale: "en", dir: "ltr" };

/**
 * The wording for a BCP 47 locale: exact, then its language, then English. `locale` and `dir` are those of the wording
 * found, which is what a page has to declare.
 */
export function textsFor(locale: string): LocalTexts {
  const wanted = locale.toLowerCase();
  return built.get(wanted) ?? built.get(wanted.split("-")[0] ?? wanted) ?? fallback;
}
