import type { SurveyDefinition } from "../domain/survey.ts";
import type { Subject } from "../domain/text.ts";
import type { Workspace } from "../domain/workspace.ts";
import { type ShownBrand, shownBrand } from "./brand.ts";
import { type LocalTexts, textsFor } from "./locales/wordings.ts";
import { type SurveyCopy, surveyCopy } from "./survey-copy.ts";

/** Whom a survey speaks to, and about what; what it says of the business is the brand's. */
export type About = Omit<Subject, "workspaceName" | "locale">;

export interface ShownSurvey {
  readonly texts: LocalTexts;
  readonly brand: ShownBrand;
  readonly copy: SurveyCopy;
}

interface Occasion {
  readonly workspace: Workspace;
  readonly locale: string;
  readonly about: About;
  /** Which reminder the mail is, from 1; it has words of its own. */
  readonly reminder?: number;
}

/** A survey in one language with its words filled in and its looks settled: what mails and pages are rendered from. */
export async function shownSurvey(
  survey: SurveyDefinition,
  { workspace, locale, about, reminder = 0 }: Occasion,
): Promise<ShownSurvey> {
  const texts = await textsFor(locale);
  const brand = shownBrand(workspace, survey);
  const subject = { workspaceName: brand.name, locale, ...about };
  return { texts, brand, copy: surveyCopy(survey, { workspace, texts, locale, subject, reminder }) };
}
