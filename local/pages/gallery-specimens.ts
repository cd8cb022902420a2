/** Every mail and page that a customer may see, with an example business behind it. */
import type { FollowUp } from "../../functions/domain/follow-up.ts";
import type { Scaled } from "../../functions/domain/scale.ts";
import { type SurveyDefinition, surveyDefaults } from "../../functions/domain/survey.ts";
import { type Workspace, workspaceDefaults } from "../../functions/domain/workspace.ts";
import { surveyInvitation } from "../../functions/templates/emails/survey-invitation.ts";
import type { Notice } from "../../functions/templates/locales/wording.ts";
import { builtInLocales } from "../../functions/templates/locales/wordings.ts";
import { followUpsPage } from "../../functions/templates/pages/follow-ups-page.ts";
import { noticePage } from "../../functions/templates/pages/notice-page.ts";
import { surveyPage } from "../../functions/templates/pages/survey-page.ts";
import { thanksPage } from "../../functions/templates/pages/thanks-page.ts";
import {
  type OptOutChoice,
  type OptOutState,
  unsubscribePage,
} from "../../functions/templates/pages/unsubscribe-page.ts";
import { type ShownSurvey, shownSurvey } from "../../functions/templates/shown-survey.ts";

export const scales = {
  nps: { kind: "nps" },
  csat: { kind: "csat" },
  ces: { kind: "ces" },
  effort: { kind: "ces", effortScale: "effort" },
  stars: { kind: "stars" },
  thumbs: { kind: "thumbs" },
  custom: { kind: "custom", scale: { min: 1, max: 4 } },
  words: {
    kind: "custom",
    scale: {
      min: 1,
      max: 3,
      labels: { 1: { en: "Too slow" }, 2: { en: "About right" }, 3: { en: "Faster than I thought" } },
    },
  },
  emoji: { kind: "custom", scale: { min: 1, max: 5, emoji: ["😡", "🙁", "😐", "🙂", "😍"] } },
} as const satisfies Record<string, Scaled>;

const followUps: readonly FollowUp[] = [
  {
    id: "reason",
    type: "multiple",
    ask: { en: "What mattered most to you?" },
    options: [
      { id: "speed", label: { en: "How fast it went" } },
      { id: "tone", label: { en: "How I was spoken to" } },
      { id: "result", label: { en: "What came of it" } },
    ],
    other: true,
    required: true,
  },
  { id: "wait", type: "rating", ask: { en: "How was the time you waited?" }, required: false },
  { id: "again", type: "yes_no", ask: { en: "Would you come back?" }, required: false },
  { id: "words", type: "text", ask: { en: "Anything else we should know?" }, required: false },
  { id: "contact", type: "contact", required: false },
];

const workspace: Workspace = {
  ...workspaceDefaults,
  id: "ws_gallery",
  name: "Juniper Home",
  salt: "",
  footerAddress: "Juniper Home, 12 Garden Row, Bristol BS1 4ND",
  createdAt: "2026-01-01T00:00:00.000Z",
};

const surveyOf = (scale: Scaled): SurveyDefinition => ({
  ...surveyDefaults,
  ...scale,
  name: "Specimen",
  followUps,
  thanksLink: { url: "https://reviews.example/juniper-home" },
});

interface Specimen extends ShownSurvey {
  readonly locale: string;
}

const action = "/s/specimen";
const nonce = "specimen";
const frame = ({ texts, brand, locale }: Specimen) => ({
  texts,
  brand,
  cspNonce: nonce,
  languages: { locales: builtInLocales, current: locale },
});
const blank = { entered: {}, faults: {} };
const survey = (specimen: Specimen, state: Partial<Parameters<typeof surveyPage>[0]> = {}): string =>
  surveyPage({ ...frame(specimen), copy: specimen.copy, action, nonce, answered: false, ...state });
const questions = (specimen: Specimen, state: Parameters<typeof followUpsPage>[0]["followUps"]): string =>
  followUpsPage({
    ...frame(specimen),
    asked: specimen.copy.followUps,
    followUps: state,
    action: `${action}/questions`,
    skipUrl: `${action}/thanks`,
    nonce,
  });
const notice = (which: Notice) => (specimen: Specimen) => noticePage({ ...frame(specimen), notice: which });
/** Where the link tells us nothing that we trust, no business and no other language is known. */
const plainNotice =
  (which: Notice, requestId?: string) =>
  ({ texts }: Specimen): string =>
    noticePage({ texts, cspNonce: nonce, notice: which, requestId });
const optOut =
  (state: OptOutState, ...choices: OptOutChoice[]) =>
  (specimen: Specimen): string =>
    unsubscribePage({ ...frame(specimen), action: "/u/specimen", nonce, state, choices });
const best = ({ copy }: Specimen): number | undefined => copy.scores.at(-1)?.score;

const mail = ({ texts, brand, copy }: Specimen): string =>
  surveyInvitation({
    texts,
    brand,
    copy,
    surveyUrl: "https://ask.example/s/specimen",
    unsubscribeUrl: "https://ask.example/u/specimen",
    footerAddress: workspace.footerAddress,
  }).html;

export const states = {
  mail,
  reminder: mail,
  survey: (specimen: Specimen) => survey(specimen),
  chosen: (specimen: Specimen) => survey(specimen, { chosen: best(specimen) }),
  "nothing chosen": (specimen: Specimen) =>
    survey(specimen, { error: "score_missing", comment: "Quick and friendly." }),
  "changing an answer": (specimen: Specimen) => survey(specimen, { chosen: best(specimen), answered: true }),
  "follow-ups": (specimen: Specimen) => questions(specimen, blank),
  "follow-ups, wrong": (specimen: Specimen) =>
    questions(specimen, { entered: { words: { text: "Kept." } }, faults: { reason: "answerMissing" } }),
  thanks: (specimen: Specimen) => thanksPage({ ...frame(specimen), copy: specimen.copy, changeUrl: action }),
  "already answered": notice("answered"),
  expired: notice("expired"),
  closed: notice("closed"),
  "not found": plainNotice("not_found"),
  invalid: plainNotice("invalid"),
  error: plainNotice("error", "5f0c2d1e"),
  unsubscribe: optOut("ask", "all", "survey"),
  unsubscribed: optOut("done", "again"),
  "survey stopped": optOut("onlyThisSurveyDone", "all", "again"),
  "surveys again": optOut("againDone"),
} as const satisfies Record<string, (specimen: Specimen) => string>;

export type ScaleName = keyof typeof scales;
export type StateName = keyof typeof states;

export const scaleNames = Object.keys(scales) as ScaleName[];
export const stateNames = Object.keys(states) as StateName[];

export async function specimen(scale: ScaleName, locale: string, state: StateName): Promise<string> {
  const about = { customerName: "Jo Li", agentName: "Sam", product: "Router X" };
  const reminder = state === "reminder" ? 1 : 0;
  const shown = await shownSurvey(surveyOf(scales[scale]), { workspace, locale, about, reminder });
  return states[state]({ ...shown, locale });
}
