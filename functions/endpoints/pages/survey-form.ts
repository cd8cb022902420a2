/** The survey page with a state of its form, and the page that says why there is none any more. */
import { maxCommentLength } from "../../domain/response.ts";
import { scoresOf } from "../../domain/survey.ts";
import type { Reply } from "../../http/endpoint.ts";
import { noticePage } from "../../templates/pages/notice-page.ts";
import { type SurveyPageError, surveyPage } from "../../templates/pages/survey-page.ts";
import { page } from "./page.ts";
import type { OpenedLink } from "./survey-link.ts";

export interface FormState {
  readonly chosen?: number | undefined;
  readonly comment?: string | undefined;
  readonly error?: SurveyPageError;
}

export const surveyForm = (status: number, link: OpenedLink, state: FormState): Reply =>
  page(
    status,
    surveyPage({
      locale: link.locale,
      workspaceName: link.workspace.name,
      question: link.copy.question,
      kind: link.survey.kind,
      scores: scoresOf(link.survey),
      action: link.path,
      answered: link.response !== undefined,
      maxCommentLength,
      ...state,
    }),
  );

export const overPage = ({ locale, workspace }: OpenedLink, why: "expired" | "answered"): Reply =>
  page(410, noticePage({ locale, workspaceName: workspace.name, notice: why }));
