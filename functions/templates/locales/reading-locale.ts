/** The languages that a survey can be read in, and which of them a customer gets. */
import { hasTextFor, type Texts } from "../../domain/text.ts";
import { localesOf } from "../survey-copy.ts";
import { builtInLocales, closest, spoken } from "./wordings.ts";

type Written = Parameters<typeof localesOf>[0];

export interface Readers {
  /** Asked for on a page. */
  readonly chosen?: string | undefined;
  readonly customer?: string | undefined;
  readonly workspace: string;
}

/** The chosen one if the survey is offered in it, else the customer's if it can be read in that, else the workspace's. */
export function readingLocale(survey: Written, { chosen, customer, workspace }: Readers): string {
  const offered = chosenLocale(survey, chosen);
  if (offered !== undefined) return offered;
  return customer !== undefined && canBeRead(survey.question, customer) ? customer : workspace;
}

/** A locale as the survey's menu of languages spells it, if it is in there. */
export const chosenLocale = (survey: Written, chosen: string | undefined): string | undefined =>
  localesOf(survey, builtInLocales).find((one) => one.toLowerCase() === chosen?.toLowerCase());

/** The entry of a survey's menu of languages that a locale reads. */
export function menuEntry(survey: Written, locale: string): string {
  const offered = localesOf(survey, builtInLocales);
  const near = [locale, survey.question ? locale.split("-")[0] : closest(locale)].map((tag) => tag?.toLowerCase());
  return offered.find((one) => near.includes(one.toLowerCase())) ?? offered[0] ?? locale;
}

const canBeRead = (question: Texts | undefined, locale: string): boolean =>
  question ? hasTextFor(question, locale) : spoken(locale) !== undefined;
