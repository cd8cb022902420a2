/** Locales and zones as the runtime knows them, without a library. */

export function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Whether it begins with a language, whose codes have two or three letters: "english" has the form of a locale too. */
export const namesLanguage = (locale: string): boolean => /^[a-z]{2,3}(?:-|$)/i.test(locale);

/** The zones of three letters. */
const shortZones = new Set("CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET".split(" "));

/** IANA zones only: a fixed offset has no days that people live by, and Java's abbreviations are in no list of zones. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return /^[A-Za-z]/.test(text) && (text.length !== 3 || shortZones.has(text.toUpperCase()));
  } catch {
    return false;
  }
}
