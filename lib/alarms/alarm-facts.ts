import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";

/**
 * Every alarm as data. Each hurts somebody, and says whom. None rings in a system where nothing happens, nor for what heals by
 * itself, because who is woken for nothing does not get up for something.
 */
export interface AlarmFacts {
  /** Whom it hurts, and how: the first that somebody reads who was woken by it. */
  readonly harm: string;
  /** Why not sooner. */
  readonly patience: string;
  /** The heading in docs/operations.md that says what to do. */
  readonly runbook: string;
  /** With values for all periods, by `filled`, where one without a value is bad. */
  readonly metric: IMetric;
  /** Rings at this value and above. Without it, at none: when nothing is counted that should be. */
  readonly from?: number;
  /** Periods that must be so, of the last `of`; all of them unless told. */
  readonly periods: number;
  readonly of?: number;
  /** What a period without a value is: well unless told, or as the one before. */
  readonly withoutValue?: "bad" | "as before";
  /** Whether a new version that is coming in is taken back at it, where it comes in step by step. */
  readonly againstRollouts?: true;
}
