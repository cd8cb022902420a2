/** The survey page with a state of its form, and the page that says why there is none any more. */
import type { Reply } from "../../http/endpoint.ts";
import { menuEntry } from "../../templates/locales/reading-locale.ts";
import { builtInLocales } from "../../templates/locales/wordings.ts";
import type { FollowUpState } from "../../templates/pages/follow-up-state.ts";
import type { PageFrame } from "../../templates/pages/layout.ts";
import { noticePage } from "../../templates/pages/notice-page.ts";
import { type SurveyPageError, surveyPage } from "../../templates/pages/survey-page.ts";
import { localesOf } from "../../templates/survey-copy.ts";
import { page } from "./page.ts";
import type { OpenedLink } from "./survey-link.ts";

export interface FormState {
  readonly chosen?: number | undefined;
  readonly comment?: string | undefined;
  readonly followUps?: FollowUpState | undefined;
  readonly error?: SurveyPageError;
}

export function surveyForm(status: number, link: OpenedLink, state: FormState): Reply {
  const frame = frameOf(link, state.chosen);
  const { copy, nonce, lang, path, response } = link;
  const answered = response !== undefined;
  return page(status, frame, surveyPage({ ...frame, copy, nonce, lang, action: path, answered, ...state }));
}

export function overPage(link: OpenedLink, why: "expired" | "answered" | "closed"): Reply {
  const frame = frameOf(link);
  return page(410, frame, noticePage({ ...frame, notice: why }));
}

/** What surrounds every page behind a link: the business's brand, and the survey's other languages. */
export function frameOf(link: OpenedLink, score?: number): PageFrame & Pick<OpenedLink, "brand"> {
  const { texts, cspNonce, brand, survey, locale } = link;
  const languages = { locales: localesOf(survey, builtInLocales), current: menuEntry(survey, locale), score };
  return { texts, cspNonce, brand, languages };
}
