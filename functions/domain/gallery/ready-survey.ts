/** A survey that is ready to be asked: what a business new to it would otherwise have to find out first. */
import { type SurveyDefinition, surveyDefaults } from "../survey.ts";
import type { Texts } from "../text.ts";

export interface ReadySurvey {
  readonly id: string;
  readonly name: string;
  /** When to ask it, and what its answers are good for. */
  readonly description: string;
  readonly definition: SurveyDefinition;
}

interface Told extends Pick<SurveyDefinition, "kind" | "listensTo"> {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** What is not told is as the survey defaults say, and built-in texts ask where they suit. */
export const readySurvey = (told: Told, rest: Partial<SurveyDefinition> = {}): ReadySurvey => {
  const { id, name, description, kind, listensTo } = told;
  const invitation = { ...surveyDefaults.invitation, ...rest.invitation };
  const policy = { ...surveyDefaults.policy, ...rest.policy };
  const definition = { ...surveyDefaults, name, kind, listensTo, ...rest, invitation, policy };
  return { id, name, description, definition };
};

/** Ready surveys are written in English; a business adds the languages of its customers. */
export const en = (text: string): Texts => ({ en: text });

export const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([id, label]) => ({ id, label: en(label) }));
