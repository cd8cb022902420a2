/** The customer's pages. */
import { answerFollowUps } from "./endpoints/pages/answer-follow-ups.ts";
import { answerSurvey } from "./endpoints/pages/answer-survey.ts";
import { showFollowUps } from "./endpoints/pages/show-follow-ups.ts";
import { showSurvey } from "./endpoints/pages/show-survey.ts";
import { showThanks } from "./endpoints/pages/show-thanks.ts";
import { showUnsubscribe } from "./endpoints/pages/show-unsubscribe.ts";
import { unsubscribe } from "./endpoints/pages/unsubscribe.ts";
import { httpFunction } from "./http/http-function.ts";
import { lambda } from "./runtime.ts";

export const respondEndpoints = [
  showSurvey,
  answerSurvey,
  showFollowUps,
  answerFollowUps,
  showThanks,
  showUnsubscribe,
  unsubscribe,
];
export const respond = httpFunction(respondEndpoints);
export const handler = lambda(respond);
