/** Filling our own texts: `{names}` with values, counted texts by the plural rules of their language. */
import type { Plural } from "./wording.ts";

export type Values = Readonly<Record<string, string | number>>;

export const say = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));

export function count(forms: Plural, number: number, locale: string, values: Values = {}): string {
  const form = forms[new Intl.PluralRules(locale).select(number)] ?? forms.other;
  return say(form, { ...values, count: number.toLocaleString(locale) });
}
