/** The mails of every kind of survey, as a customer gets them. */
import type { SurveyDefinition } from "../../../functions/domain/survey.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { invitationMail } from "../../../functions/templates/emails/invitation-mail.ts";
import type { Direction } from "../../../functions/templates/locales/wordings.ts";
import { type About, shownSurvey } from "../../../functions/templates/shown-survey.ts";
import { aSurvey, aWorkspace } from "../../domain/builders.ts";

export const surveyUrl = `https://feedback.example/s/${"t".repeat(80)}`;
export const unsubscribeUrl = `https://feedback.example/u/${"t".repeat(80)}`;

/** One survey for every way in which a scale can look. */
export const everyScale = {
  nps: { kind: "nps" },
  csat: { kind: "csat" },
  ces: { kind: "ces" },
  "ces on the older scale of effort": { kind: "ces", effortScale: "effort" },
  stars: { kind: "stars" },
  thumbs: { kind: "thumbs" },
  "custom with numbers": { kind: "custom", scale: { min: 1, max: 3 } },
  "custom with named scores": {
    kind: "custom",
    scale: {
      min: 1,
      max: 3,
      labels: { "1": { en: "Too slow" }, "2": { en: "About right" }, "3": { en: "Faster than expected" } },
    },
  },
  "custom with named ends": {
    kind: "custom",
    scale: {
      min: 1,
      max: 10,
      labels: { "1": { en: "Not useful to me at all" }, "10": { en: "Could not do without" } },
    },
  },
  "custom with emoji": { kind: "custom", scale: { min: 1, max: 5, emoji: ["😡", "😕", "😐", "🙂", "😍"] } },
  "custom below zero": { kind: "custom", scale: { min: -5, max: 5, labels: { "5": { en: "Far too much" } } } },
  "custom with named emoji": {
    kind: "custom",
    scale: { min: 0, max: 1, emoji: ["🥶", "🔥"], labels: { "0": { en: "Cold" }, "1": { en: "Hot" } } },
  },
} as const satisfies Record<string, Partial<SurveyDefinition>>;

export type ScaleName = keyof typeof everyScale;
export const scaleNames = Object.keys(everyScale) as ScaleName[];

export interface Told {
  readonly workspace?: Partial<Workspace>;
  readonly survey?: Partial<SurveyDefinition>;
  readonly locale?: string;
  readonly about?: About;
  readonly dir?: Direction;
}

/** The mail of a scale, with what a test wants to be otherwise. */
export async function mailOf(scale: ScaleName, { locale = "en", about = {}, dir, ...told }: Told = {}) {
  const footerAddress = "Juniper Home, 12 Garden Row, Bristol BS1 4ND";
  const workspace = aWorkspace({ footerAddress, ...told.workspace });
  const survey = aSurvey({ ...everyScale[scale], ...told.survey });
  const shown = await shownSurvey(survey, { workspace, locale, about });
  const texts = { ...shown.texts, ...(dir && { dir }) };
  return invitationMail({
    workspace,
    survey,
    shown: { ...shown, texts },
    surveyUrl,
    unsubscribeUrl,
    fromAddress: "feedback@juniper.example",
  });
}

/** Every address that the HTML part links to, in order. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, url]) => (url ?? "").replaceAll("&amp;", "&"));

/** Every address in the text part, in order. */
export const addressesIn = (text: string): string[] => [...text.matchAll(/https:\/\/\S+/g)].map(([url]) => url);
