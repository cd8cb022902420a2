/**
 * A survey is what is asked: a kind, texts and sending rules. Every change makes a new version that never changes again, and
 * an invitation keeps the version it was made with.
 */
import type { SurveyBrand } from "./brand.ts";
import type { QuietHours } from "./fair-time.ts";
import type { FollowUp } from "./follow-up.ts";
import type { Scaled } from "./scale.ts";
import type { Texts } from "./text.ts";
import type { Instant } from "./time.ts";

/** Kind, `effortScale` and `scale` say on which scale it is answered. */
export interface SurveyDefinition extends Scaled {
  readonly name: string;
  /** Interaction types it is offered after. */
  readonly listensTo: readonly string[];
  readonly invitation: {
    readonly delaySeconds: number;
    readonly expireAfterDays: number;
    /** In the order in which they are sent. */
    readonly reminders?: readonly Reminder[];
    /** How many of a hundred customers are asked; default all. */
    readonly samplePercent?: number;
  };
  readonly policy: {
    readonly throttleDays: number;
    readonly whenThrottled: "skip" | "defer";
    /** In place of the workspace's. */
    readonly quietHours?: QuietHours;
    readonly weekdaysOnly?: boolean;
  };
  readonly question?: Texts;
  readonly followUps?: readonly FollowUp[];
  readonly thanks?: Texts;
  /** Shown to everyone who has answered, whatever their score. */
  readonly thanksLink?: { readonly url: string; readonly label?: Texts };
  readonly editWindowHours: number;
  readonly brand?: SurveyBrand;
  readonly replyTo?: string;
  readonly mail: { readonly subject?: Texts; readonly intro?: Texts; readonly fromName?: string };
}

/** Goes to whoever has not answered, with the same link. */
export interface Reminder {
  /** Counted from when the first mail left. */
  readonly afterDays: number;
  readonly subject?: Texts;
  readonly intro?: Texts;
}

export const surveyStatuses = ["active", "paused", "archived"] as const;
export type SurveyStatus = (typeof surveyStatuses)[number];

/** From where each status is reached; its own is there too, so that asking twice is harmless. */
export const statusesBefore: Readonly<Record<SurveyStatus, readonly SurveyStatus[]>> = {
  active: ["active", "paused", "archived"],
  // An archived survey would otherwise come back by being paused.
  paused: ["active", "paused"],
  archived: ["active", "paused", "archived"],
};

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
  /** Absent from those made before this was noted. */
  readonly madeAt?: Instant;
}

export const surveyDefaults = {
  listensTo: [],
  invitation: { delaySeconds: 3600, expireAfterDays: 30, reminders: [], samplePercent: 100 },
  policy: { throttleDays: 30, whenThrottled: "skip", weekdaysOnly: false },
  editWindowHours: 168,
  mail: {},
} as const satisfies Partial<SurveyDefinition>;

/** The one survey an interaction of this type gets: the oldest active one that listens to it. */
export const surveyListeningTo = (surveys: readonly Survey[], type: string): Survey | undefined =>
  surveys
    .filter((survey) => survey.status === "active" && survey.listensTo.includes(type))
    .sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1))[0];
