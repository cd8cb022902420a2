/**
 * A quarantined answer counts nowhere until the business releases it; dismissed it is refused. Twenty of an
 * invitation are kept: what a scanner says beyond that teaches nobody anything. What had counted before it was withdrawn may
 * be a person's, and is kept beyond that too.
 */
import { quarantinedIdOf } from "./ids.ts";
import type { Answer, Decision, Origin, ResponseRecord } from "./response.ts";
import { answerOf, originOf } from "./response.ts";
import type { Instant } from "./time.ts";
import { type Signal, verdictVersion } from "./verdict.ts";

export const maxQuarantined = 20;
/** A number has two digits in an id. */
export const maxNumber = 99;

export interface QuarantinedAnswer extends Answer, Origin, Partial<Decision> {
  readonly id: string;
  /** Which of its invitation's it is, from 1. */
  readonly number: number;
  readonly givenAt: Instant;
  readonly verdict: "quarantined" | "dismissed" | "released";
  readonly signals: readonly Signal[];
  readonly verdictVersion: number;
  /** Of a dismissed one that had counted: when it was released last. */
  readonly releasedAt?: Instant;
}

/** What may be decided, and from where. Deciding the same twice is harmless. */
export const decisions = {
  release: { from: ["quarantined", "dismissed"], to: "released" },
  dismiss: { from: ["quarantined", "released"], to: "dismissed" },
} as const satisfies Record<
  string,
  { from: readonly QuarantinedAnswer["verdict"][]; to: QuarantinedAnswer["verdict"] }
>;

export type DecisionKind = keyof typeof decisions;

/** The answers that a write of a response's record sends into quarantine. */
export function quarantinedBy(record: ResponseRecord): QuarantinedAnswer[] {
  const origin = originOf(record);
  const { invitationId } = origin;
  return (record.posts ?? []).flatMap(({ number, answer, at, signals }) =>
    number === undefined || answer === undefined
      ? []
      : [
          {
            ...origin,
            ...answerOf(answer),
            id: quarantinedIdOf(invitationId, number),
            number,
            givenAt: at,
            verdict: "quarantined",
            signals,
            verdictVersion,
          },
        ],
  );
}
