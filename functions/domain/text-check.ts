/**
 * Texts that a business writes must be there in the workspace's own language, which everybody is shown whose own is missing.
 * Found when they are saved.
 */
import type { Fault } from "./errors.ts";
import { isSame } from "./key-order.ts";
import type { SurveyDefinition } from "./survey.ts";
import { hasTextFor, type Texts, textFor } from "./text.ts";

export const checkLanguage = (texts: Texts | undefined, path: string, defaultLocale: string): Fault[] =>
  hasTextFor(texts, defaultLocale)
    ? []
    : [{ path, message: `has no text in ${defaultLocale}, the workspace's own language` }];

/**
 * Of texts that customers have to tell apart, those that read like an earlier one, by their place among them, each in the
 * languages in which customers get them so.
 */
export function checkApart(texts: readonly Texts[], defaultLocale: string): (Fault & { readonly index: number })[] {
  const locales = new Set(texts.flatMap((one) => Object.keys(one)));
  return [...locales].flatMap((locale) => {
    const readings = texts.map((one) => asRead(textFor(one, locale, defaultLocale) ?? ""));
    return readings.flatMap((reading, index) =>
      readings.indexOf(reading) < index ? [{ index, path: locale, message: "reads like an earlier one" }] : [],
    );
  });
}

/** Neither capitals nor blanks tell two texts apart, nor characters that nobody sees. */
const asRead = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** Those that stand in `before` already are left alone: the workspace may have taken another language since. */
export function checkTexts(definition: SurveyDefinition, defaultLocale: string, before?: SurveyDefinition): Fault[] {
  const standing = new Map(before && textsOf(before));
  return textsOf(definition).flatMap(([path, texts]) =>
    texts === undefined || isSame(texts, standing.get(path)) ? [] : checkLanguage(texts, path, defaultLocale),
  );
}

type Written = readonly (readonly [path: string, texts: Texts | undefined])[];

/** Those of scale and follow-up questions are looked at with what they belong to. */
const textsOf = ({ question, thanks, thanksLink, mail, invitation }: SurveyDefinition): Written => [
  ["question", question],
  ["thanks", thanks],
  ["thanksLink.label", thanksLink?.label],
  ...mailTexts("mail", mail),
  ...(invitation.reminders ?? []).flatMap((reminder, index) => mailTexts(`invitation.reminders.${index}`, reminder)),
];

const mailTexts = (path: string, { subject, intro }: Pick<SurveyDefinition["mail"], "subject" | "intro">): Written => [
  [`${path}.subject`, subject],
  [`${path}.intro`, intro],
];
