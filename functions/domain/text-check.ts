/**
 * Texts that a business writes must be there in the workspace's own language, which everybody is shown whose own is missing.
 * Found when they are saved.
 */
import type { Fault } from "./errors.ts";
import { isSame } from "./key-order.ts";
import type { SurveyDefinition } from "./survey.ts";
import { hasTextFor, type Texts } from "./text.ts";

export const checkLanguage = (texts: Texts | undefined, path: string, defaultLocale: string): Fault[] =>
  hasTextFor(texts, defaultLocale)
    ? []
    : [{ path, message: `has no text in ${defaultLocale}, the workspace's own language` }];

/** Those that stand in `before` already are left alone: the workspace may have taken another language since. */
export function checkTexts(definition: SurveyDefinition, defaultLocale: string, before?: SurveyDefinition): Fault[] {
  const standing = before && textsOf(before);
  return Object.entries(textsOf(definition)).flatMap(([path, texts]) =>
    texts === undefined || isSame(texts, standing?.[path]) ? [] : checkLanguage(texts, path, defaultLocale),
  );
}

/** By path. Those of scale and follow-up questions are looked at with what they belong to. */
const textsOf = ({ question, thanks, thanksLink, mail }: SurveyDefinition): Record<string, Texts | undefined> => ({
  question,
  thanks,
  "thanksLink.label": thanksLink?.label,
  "mail.subject": mail.subject,
  "mail.intro": mail.intro,
});
