/**
 * The scale on which a survey is answered. A kind of survey is a row below, never a code path of its own: its scores, which
 * of them count as good, and the name of the layout that mails and pages show it in.
 */
import type { GoodScores } from "./kpi/good-scores.ts";
import type { KpiName } from "./kpi/kpi.ts";
import type { Texts } from "./text.ts";

/** How a scale looks; templates know each by name. */
export const layouts = ["numbers", "faces", "stars", "thumbs", "emoji"] as const;
export type Layout = (typeof layouts)[number];

export interface Scale extends GoodScores {
  /** Whole scores from min to max. */
  readonly min: number;
  readonly max: number;
  readonly layout: Layout;
  /** The KPIs its scores make. */
  readonly kpis: readonly KpiName[];
}

const high = "high_is_good";

export const surveyKinds = {
  nps: { min: 0, max: 10, layout: "numbers", direction: high, topBox: 9, kpis: ["nps"] },
  csat: { min: 1, max: 5, layout: "faces", direction: high, topBox: 4, kpis: ["csat"] },
  ces: { min: 1, max: 7, layout: "numbers", direction: high, topBox: 5, kpis: ["ces"] },
  stars: { min: 1, max: 5, layout: "stars", direction: high, topBox: 4, kpis: ["stars", "csat"] },
  thumbs: { min: 0, max: 1, layout: "thumbs", direction: high, topBox: 1, kpis: ["thumbs", "csat"] },
  custom: { min: 1, max: 5, layout: "numbers", direction: high, topBox: 4, kpis: ["custom"] },
} as const satisfies Record<string, Scale>;

export type SurveyKind = keyof typeof surveyKinds;

/** The older scale of a CES survey, on which little effort is good (CES 1.0). */
const effort: Scale = { min: 1, max: 5, layout: "numbers", direction: "low_is_good", topBox: 2, kpis: ["ces"] };

export const effortScales = ["ease", "effort"] as const;
export type EffortScale = (typeof effortScales)[number];

/** What a custom survey says of its own scale; at most eleven scores. */
export interface CustomScale {
  readonly min: number;
  readonly max: number;
  readonly direction?: Scale["direction"];
  readonly topBox?: number;
  /** What each score means, by score. */
  readonly labels?: Readonly<Record<string, Texts>>;
  /** Shown instead of the numbers, lowest first, one a score. */
  readonly emoji?: readonly string[];
}

export const maxScores = 11;

export interface Scaled {
  readonly kind: SurveyKind;
  readonly effortScale?: EffortScale;
  readonly scale?: CustomScale;
}

export function scaleOf({ kind, effortScale, scale }: Scaled): Scale {
  if (kind === "ces" && effortScale === "effort") return effort;
  if (kind !== "custom" || !scale) return surveyKinds[kind];
  const { min, max, direction = high, emoji } = scale;
  const topBox = scale.topBox ?? (direction === high ? max : min);
  return { min, max, direction, topBox, layout: emoji ? "emoji" : "numbers", kpis: ["custom"] };
}

/** The row of the wordings that speaks of a survey's scale. */
export const wordedKind = ({ kind, effortScale }: Scaled): SurveyKind | "effort" =>
  kind === "ces" && effortScale === "effort" ? "effort" : kind;

export const kpisOf = (survey: Scaled): readonly KpiName[] => scaleOf(survey).kpis;

/** Every score, lowest first. */
export function scoresOf(survey: Scaled): number[] {
  const { min, max } = scaleOf(survey);
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

export function isScore(survey: Scaled, score: number): boolean {
  const { min, max } = scaleOf(survey);
  return Number.isInteger(score) && score >= min && score <= max;
}

/** The one that all of them have, however it looks; undefined where they have not, or there is none of them. */
export function sharedScale(surveys: readonly Scaled[]): Scale | undefined {
  const [scale, ...others] = surveys.map(scaleOf);
  const isSame = ({ min, max, direction, topBox }: Scale) =>
    min === scale?.min && max === scale.max && direction === scale.direction && topBox === scale.topBox;
  return others.every(isSame) ? scale : undefined;
}
