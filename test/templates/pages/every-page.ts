/** Every page of a customer's, for every kind of survey, as a business with a colour of its own shows it. */
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import type { Survey } from "../../../functions/domain/survey.ts";
import { builtInLocales } from "../../../functions/templates/locales/wordings.ts";
import { enteredFrom, type FollowUpState } from "../../../functions/templates/pages/follow-up-state.ts";
import { followUpsPage } from "../../../functions/templates/pages/follow-ups-page.ts";
import type { PageFrame } from "../../../functions/templates/pages/layout.ts";
import { noticePage } from "../../../functions/templates/pages/notice-page.ts";
import { surveyPage } from "../../../functions/templates/pages/survey-page.ts";
import { thanksPage } from "../../../functions/templates/pages/thanks-page.ts";
import { unsubscribePage } from "../../../functions/templates/pages/unsubscribe-page.ts";
import { type ShownSurvey, shownSurvey } from "../../../functions/templates/shown-survey.ts";
import { aSurvey, aWorkspace } from "../../domain/builders.ts";
import { everyScale } from "../emails/mails.ts";

const cspNonce = "0123456789";

const options = (...ids: string[]) => ids.map((id) => ({ id, label: { en: `Something about ${id}` } }));

/** One of each type; some hang on the score, one on an answer. */
export const followUps: readonly FollowUp[] = [
  { id: "why", type: "text", ask: { en: "What could we do better?" }, when: { score: [0, 3] }, required: true },
  {
    id: "what",
    type: "single",
    ask: { en: "What was it about?" },
    options: options("price", "staff"),
    other: true,
    required: true,
  },
  {
    id: "which",
    type: "multiple",
    ask: { en: "Which of these did you use?" },
    options: options("chat", "phone", "mail"),
    other: true,
    required: false,
  },
  { id: "speed", type: "rating", ask: { en: "How quick were we?" }, required: false },
  { id: "again", type: "yes_no", ask: { en: "Would you come again?" }, required: false },
  { id: "contact", type: "contact", when: { answer: { question: "again", in: [false] } }, required: false },
];

/** As many questions and options as a survey may have. */
export const manyFollowUps: readonly FollowUp[] = Array.from({ length: 10 }, (_, at) => ({
  id: `which_${at}`,
  type: "multiple",
  ask: { en: "Which of these did you use?" },
  options: Array.from({ length: 20 }, (_, option) => ({
    id: `option_${option}`,
    label: { en: "Something that takes a while to be read" },
  })),
  required: false,
}));

/** A survey for every way in which a scale can look, with follow-up questions and a link to go on to. */
export const everySurvey: readonly [name: string, Survey][] = Object.entries(everyScale).map(([name, scale]) => [
  name,
  aSurvey({ ...scale, followUps, thanksLink: { url: "https://reviews.example/juniper?from=hearback" } }),
]);

export const longSurvey = aSurvey({ followUps: manyFollowUps });

/** Everything that hangs on the survey, by name, as HTML. */
export async function pagesOf(survey: Survey, locale = "en"): Promise<Record<string, string>> {
  const shown = await shownSurvey(survey, { workspace: aWorkspace({ brand }), locale, about: {} });
  const { copy } = shown;
  const frame = frameAround(shown);
  const form = { ...frame, copy, nonce: "nonce", lang: "en", action: "/s/token", answered: false };
  const asked = { nonce: "nonce", action: "/s/token/questions", skipUrl: "/s/token/thanks", asked: copy.followUps };
  const questions = (state: FollowUpState) => followUpsPage({ ...frame, ...asked, followUps: state });
  const [first, last] = [copy.scores[0]?.score, copy.scores.at(-1)?.score];
  return {
    survey: surveyPage(form),
    "with the lowest score": surveyPage({ ...form, chosen: first, comment: "Kind,\nbut slow" }),
    "answered, with the highest score": surveyPage({ ...form, chosen: last, answered: true }),
    "without a score": surveyPage({ ...form, comment: "No score", error: "score_missing" }),
    "with too long a comment": surveyPage({ ...form, chosen: first, error: "comment_too_long" }),
    questions: questions({ entered: {}, faults: {} }),
    "questions answered": questions({ entered, faults: {} }),
    "questions with faults": questions({ entered, faults }),
    thanks: thanksPage({ ...frame, copy, changeUrl: "/s/token" }),
  };
}

/** Those that hang on no survey. */
export async function plainPages(locale = "en"): Promise<Record<string, string>> {
  const shown = await shownSurvey(aSurvey(), { workspace: aWorkspace({ brand }), locale, about: {} });
  const frame = frameAround(shown);
  const { texts } = frame;
  const optOut = { ...frame, action: "/u/token", nonce: "AZsUd0qg" };
  return {
    "already answered": noticePage({ ...frame, notice: "answered" }),
    expired: noticePage({ ...frame, notice: "expired" }),
    closed: noticePage({ ...frame, notice: "closed" }),
    "not found": noticePage({ texts, cspNonce, notice: "not_found" }),
    error: noticePage({ texts, cspNonce, notice: "error", requestId: "8f9c" }),
    invalid: noticePage({ texts, cspNonce, notice: "invalid" }),
    unsubscribe: unsubscribePage({ ...optOut, state: "ask", choices: ["all", "survey"] }),
    unsubscribed: unsubscribePage({ ...optOut, state: "done", choices: ["again"] }),
    suppressed: unsubscribePage({ ...optOut, state: "done", choices: [] }),
    "survey stopped": unsubscribePage({ ...optOut, state: "onlyThisSurveyDone", choices: ["all", "again"] }),
    "surveys again": unsubscribePage({ ...optOut, state: "againDone", choices: [] }),
  };
}

const brand = { accentColour: "#d81b60" };

const frameAround = ({ texts, brand }: ShownSurvey): PageFrame & Pick<ShownSurvey, "brand"> => ({
  texts,
  brand,
  cspNonce,
  languages: { locales: builtInLocales, current: texts.locale, score: 1 },
});

const entered: FollowUpState["entered"] = {
  why: enteredFrom({ text: "Answer the phone" }),
  what: enteredFrom({ choices: ["other"], other: "The music" }),
  which: enteredFrom({ choices: ["chat", "mail"] }),
  speed: enteredFrom({ rating: 4 }),
  again: enteredFrom({ yes: false }),
};

const faults: FollowUpState["faults"] = {
  why: "tooLong",
  what: "otherMissing",
  which: "otherTooLong",
  speed: "chooseListed",
  again: "answerMissing",
};
