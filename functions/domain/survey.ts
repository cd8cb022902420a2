/**
 * A survey is what is asked: a kind, texts and sending rules. Every change makes a new version that never changes again, and
 * an invitation keeps the version it was made with. A kind is a row below, never a code path of its own.
 */
import type { KpiName } from "./kpi/kpi.ts";
import type { Texts } from "./text.ts";
import type { Instant } from "./time.ts";

export const surveyKinds = {
  nps: { scale: { min: 0, max: 10 }, kpis: ["nps"] },
} as const satisfies Record<string, KindRow>;

export interface KindRow {
  /** Whole scores from min to max. */
  readonly scale: { readonly min: number; readonly max: number };
  /** The KPIs its scores make. */
  readonly kpis: readonly KpiName[];
}

export type SurveyKind = keyof typeof surveyKinds;

export interface SurveyDefinition {
  readonly name: string;
  readonly kind: SurveyKind;
  /** Interaction types it is offered after. */
  readonly listensTo: readonly string[];
  readonly invitation: { readonly delaySeconds: number; readonly expireAfterDays: number };
  readonly policy: { readonly throttleDays: number; readonly whenThrottled: "skip" | "defer" };
  readonly question?: Texts;
  readonly thanks?: Texts;
  readonly editWindowHours: number;
  readonly mail: { readonly subject?: Texts; readonly intro?: Texts; readonly fromName?: string };
}

export type SurveyStatus = "active" | "paused";

export interface Survey extends SurveyDefinition {
  readonly id: string;
  readonly workspaceId: string;
  readonly version: number;
  readonly status: SurveyStatus;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** What an invitation keeps of its survey: one version, never changed. */
export interface SurveyVersion extends SurveyDefinition {
  readonly id: string;
  readonly workspaceId: string;
  readonly version: number;
}

export const surveyDefaults = {
  listensTo: [],
  invitation: { delaySeconds: 3600, expireAfterDays: 30 },
  policy: { throttleDays: 30, whenThrottled: "skip" },
  editWindowHours: 168,
  mail: {},
} as const satisfies Partial<SurveyDefinition>;

export const scaleOf = (survey: Pick<SurveyDefinition, "kind">): KindRow["scale"] => surveyKinds[survey.kind].scale;

export const kpisOf = (survey: Pick<SurveyDefinition, "kind">): readonly KpiName[] => surveyKinds[survey.kind].kpis;

/** Every score of a survey, lowest first. */
export function scoresOf(survey: Pick<SurveyDefinition, "kind">): number[] {
  const { min, max } = scaleOf(survey);
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

export const isScore = (survey: Pick<SurveyDefinition, "kind">, score: number): boolean =>
  Number.isInteger(score) && score >= scaleOf(survey).min && score <= scaleOf(survey).max;

/** The one survey an interaction of this type gets: the oldest active one that listens to it. */
export const surveyListeningTo = (surveys: readonly Survey[], type: string): Survey | undefined =>
  surveys
    .filter((survey) => survey.status === "active" && survey.listensTo.includes(type))
    .sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1))[0];
