/**
 * A goal: where a KPI is to be by a day. It is judged by closed days alone, from figures that are folds, so that judging it
 * again comes out the same; what changes of its status is kept with it, in the same write.
 */
import { addToDay, type Day, daysBetween } from "./calendar.ts";
import type { Direction } from "./kpi/figure.ts";
import type { KpiName } from "./kpi/kpi.ts";
import type { Dimension } from "./segment.ts";
import type { Instant } from "./time.ts";

export const goalStatuses = ["no_data", "on_track", "at_risk", "achieved", "missed"] as const;
export type GoalStatus = (typeof goalStatuses)[number];

export const goalEvents = ["goal.achieved", "goal.at_risk", "goal.missed"] as const;
export type GoalEvent = (typeof goalEvents)[number];

/** Of a workspace. */
export const maxGoals = 100;
/** Changes of status that are kept of a goal, the latest ones. */
export const maxHistory = 50;

export interface GoalTerms {
  readonly metric: KpiName;
  /** None for all of the workspace. */
  readonly surveyIds: readonly string[];
  readonly segment?: { readonly dimension: Dimension; readonly value: string };
  /** Days of the rolling window. */
  readonly window: number;
  readonly target: number;
  readonly direction: Direction;
  /** Where the line to the target begins; else the figure as it was right before `from`. */
  readonly baseline?: number;
  readonly from: Day;
  readonly by: Day;
}

/** What the figures say of a goal. */
export interface Reading {
  /** The last day of the window. */
  readonly asOf: Day;
  /** null where there is nothing to measure. */
  readonly value: number | null;
  readonly n: number;
  readonly baseline: number | null;
}

export interface Judgement extends Reading {
  readonly status: GoalStatus;
  /** Where the straight line is on that day; null without a baseline. */
  readonly line: number | null;
}

export interface StatusChange extends Pick<Judgement, "status" | "asOf" | "value" | "n"> {
  readonly at: Instant;
}

export interface Goal extends GoalTerms {
  readonly id: string;
  readonly workspaceId: string;
  readonly judgement: Judgement;
  /** Oldest first. */
  readonly history: readonly StatusChange[];
  readonly createdAt: Instant;
  readonly revision: number;
}

/** The day by which it is judged: the last that is closed, and once its time is over its last one. */
export const dayOfJudgement = ({ by }: Pick<GoalTerms, "by">, today: Day): Day => {
  const closed = addToDay(today, -1);
  return closed < by ? closed : by;
};

/** As of which day the figure is its baseline, where none is given: before it begins, the latest. */
export function dayOfBaseline({ from }: Pick<GoalTerms, "from">, asOf: Day): Day {
  const before = addToDay(from, -1);
  return asOf < before ? asOf : before;
}

export function judge(terms: GoalTerms, reading: Reading): Judgement {
  const { target, direction, by } = terms;
  const { value, asOf } = reading;
  const line = lineAt(terms, reading);
  const reaches = (aim: number) => value !== null && (direction === "high_is_good" ? value >= aim : value <= aim);
  const status = (): GoalStatus => {
    if (value === null) return "no_data";
    if (reaches(target)) return "achieved";
    if (asOf >= by) return "missed";
    // Without a baseline there is no line, and only the target itself is known to be enough.
    return line !== null && reaches(line) ? "on_track" : "at_risk";
  };
  return { ...reading, status: status(), line };
}

/** The straight line from the baseline at `from` to the target at `by`; level before and after. */
function lineAt({ target, from, by }: GoalTerms, { asOf, baseline }: Reading): number | null {
  if (baseline === null) return null;
  const share = Math.min(1, Math.max(0, daysBetween(from, asOf) / daysBetween(from, by)));
  return baseline + share * (target - baseline);
}

/** The goal as it is judged now; the very same where nothing is new. */
export function judgedAnew(goal: Goal, judgement: Judgement, at: Instant): Goal {
  const standing = goal.judgement;
  const isSame = (Object.keys(judgement) as (keyof Judgement)[]).every((name) => judgement[name] === standing[name]);
  if (isSame) return goal;
  const isChange = judgement.status !== standing.status;
  const history = isChange ? [...goal.history, changeTo(judgement, at)].slice(-maxHistory) : goal.history;
  return { ...goal, judgement, history, revision: goal.revision + 1 };
}

export const changeTo = ({ status, asOf, value, n }: Judgement, at: Instant): StatusChange => ({
  status,
  asOf,
  value,
  n,
  at,
});

/** What is told of a status that it changes to; nothing where nobody needs to know. */
export const eventOf = ({ status }: Pick<StatusChange, "status">): GoalEvent | undefined =>
  goalEvents.find((event) => event === `goal.${status}`);
