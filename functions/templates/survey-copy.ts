/** A survey's words for one customer: the business's own where it wrote some, else the built-in ones, with placeholders filled. */
import type { SurveyDefinition } from "../domain/survey.ts";
import { fillText, type Texts, textFor } from "../domain/text.ts";
import type { Workspace } from "../domain/workspace.ts";
import { textsFor } from "./locales/texts.ts";

export interface SurveyCopy {
  readonly question: string;
  readonly subject: string;
  readonly intro: string;
  /** Undefined where the business wrote none. */
  readonly thanks: string | undefined;
}

export function surveyCopy(survey: SurveyDefinition, workspace: Workspace, locale: string): SurveyCopy {
  const builtIn = textsFor(locale);
  const fill = (text: string): string => fillText(text, { "workspace.name": workspace.name });
  const own = (texts: Texts | undefined): string | undefined => textFor(texts, locale, workspace.locale);
  const thanks = own(survey.thanks);
  return {
    question: fill(own(survey.question) ?? builtIn.kinds[survey.kind].question),
    subject: fill(own(survey.mail.subject) ?? builtIn.mail.subject),
    intro: fill(own(survey.mail.intro) ?? builtIn.mail.intro),
    thanks: thanks === undefined ? undefined : fill(thanks),
  };
}
