/** Records of any window, of few kinds, so that windows without spread and of one record come up too. */
import fc from "fast-check";
import type { RawInteraction, RawRecords } from "../../reference/records.ts";

const day = Date.parse("2026-11-22T00:00:00Z");
const iso = (time: number): string => new Date(time).toISOString();
const at = fc.integer({ min: 0, max: 86_399 }).map((second) => iso(day + second * 1000));
const flag = fc.boolean();

const responsesOf = (scores: fc.Arbitrary<number>) =>
  fc.array(
    fc
      .record(
        {
          score: scores,
          countedAt: at,
          secondsBefore: fc.integer({ min: 0, max: 3_000_000 }),
          asked: flag,
          finished: flag,
        },
        { requiredKeys: ["score", "countedAt"] },
      )
      .map(({ secondsBefore, ...response }) => ({
        ...response,
        ...(secondsBefore !== undefined && { sentAt: iso(Date.parse(response.countedAt) - secondsBefore * 1000) }),
      })),
    { maxLength: 60 },
  );

const invitations = fc.array(
  fc.record(
    { sentAt: at, bounced: flag, rejected: flag, complained: flag, unsubscribed: flag },
    { requiredKeys: ["sentAt"] },
  ),
  { maxLength: 60 },
);

/** None so near another that doubles could not tell their spread from none. */
const seconds = fc.oneof(fc.nat({ max: 7200 }), fc.constantFrom(0, 0.1, 12.25, 47.3, 301.7, 7199.9));
const interactions: fc.Arbitrary<RawInteraction[]> = fc.array(
  fc.record(
    {
      occurredAt: at,
      type: fc.constant("ticket.solved"),
      outcome: fc.constantFrom("invited", "throttled", "sampled_out", "no_survey"),
      handleTimeSeconds: seconds,
      resolvedOnFirstContact: flag,
    },
    { requiredKeys: ["occurredAt", "type", "outcome"] },
  ),
  { maxLength: 60 },
);

const issues = fc.array(fc.record({ firstSolvedAt: at, isSolvedAtOnce: flag }), { maxLength: 30 });

/** Scores of a taste that may be one-sided. */
export const anyRecords = (min: number, max: number): fc.Arbitrary<RawRecords> =>
  fc
    .uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: max - min + 1 })
    .chain((tastes) =>
      fc.record({ responses: responsesOf(fc.constantFrom(...tastes)), invitations, interactions, issues }),
    );
