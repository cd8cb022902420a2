/** Locales and zones as the runtime knows them, without a library. */

export function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** IANA zones only: a fixed offset has no days that people live by, and Java's abbreviations are in no list of zones. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text.includes("/") ? !/^SystemV\//i.test(text) : /^(?:UTC|GMT)$/i.test(text);
  } catch {
    return false;
  }
}
