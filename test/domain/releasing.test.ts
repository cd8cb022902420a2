import { describe, expect } from "vitest";
import type { QuarantinedAnswer } from "../../functions/domain/quarantine.ts";
import { releaseAnswer, withdrawRelease } from "../../functions/domain/releasing.ts";
import { isCounted, type ResponseRecord } from "../../functions/domain/response.ts";
import { nextRecord, unanswered } from "../../functions/domain/response-record.ts";
import { addSeconds, type Instant } from "../../functions/domain/time.ts";
import { fc, it } from "../support/property.ts";
import { aQuarantinedAnswer, aResponse, madeAt } from "./builders.ts";

const rules = { editWindowHours: 168 };
const nobody: ResponseRecord = unanswered(aResponse(), aResponse().id, madeAt);
const day = (days: number): Instant => addSeconds(madeAt, days * 86_400);

/** What persons have answered, one a day. */
const answered = (...scores: number[]): ResponseRecord =>
  scores.length === 0
    ? nobody
    : nextRecord(
        nobody,
        scores.map((score, days) => ({ score, at: day(days) })),
        { at: madeAt, answer: { score: 0 }, ...rules },
      );

const doubtful = (number: number, told: Partial<QuarantinedAnswer> = {}): QuarantinedAnswer =>
  aQuarantinedAnswer({ number, score: number, comment: `${number}`, givenAt: day(-number), ...told });

const release = (standing: ResponseRecord, answer: QuarantinedAnswer, decidedAt: Instant): ResponseRecord =>
  releaseAnswer(standing, answer, { decidedAt, decidedBy: `key_${answer.number}` }, rules) ?? standing;

const released = (answer: QuarantinedAnswer, decidedAt: Instant): QuarantinedAnswer => ({
  ...answer,
  verdict: "released",
  decidedAt,
  decidedBy: `key_${answer.number}`,
});

const withdraw = (
  standing: ResponseRecord,
  answer: QuarantinedAnswer,
  others: readonly QuarantinedAnswer[] = [],
): ResponseRecord =>
  withdrawRelease(
    standing,
    { ...answer, verdict: "dismissed", releasedAt: answer.decidedAt ?? madeAt },
    { at: day(50), others },
    rules,
  );

/** All that a record says of what counts. */
const said = (record: ResponseRecord) => {
  const { id: _, revision: __, ...rest } = record;
  return isCounted(record) ? rest : { countedAt: undefined, released: record.released };
};

describe("taking a release back", () => {
  const answers = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 3 });
  const [one, other] = [doubtful(1), doubtful(2)];
  const [releasedOne, releasedOther] = [released(one, day(20)), released(other, day(21))];
  const both = (standing: ResponseRecord) => release(release(standing, one, day(20)), other, day(21));

  it.prop([answers])("leaves what counted before, on its own day, or nothing", (scores) => {
    const before = answered(...scores);
    expect(said(withdraw(release(before, one, day(20)), releasedOne))).toEqual(said(before));
  });

  it.prop([answers])("leaves another release as if it had been the only one", (scores) => {
    const before = answered(...scores);
    expect(said(withdraw(both(before), releasedOne, [releasedOther]))).toEqual(said(release(before, other, day(21))));
    expect(said(withdraw(both(before), releasedOther, [releasedOne]))).toEqual(said(release(before, one, day(20))));
  });

  it.prop([answers, fc.boolean()])("leaves nothing of two, whichever goes first", (scores, isOneFirst) => {
    const before = answered(...scores);
    const [first, second] = isOneFirst ? [releasedOne, releasedOther] : [releasedOther, releasedOne];
    expect(said(withdraw(withdraw(both(before), first, [second]), second))).toEqual(said(before));
  });

  it("gives an answer that came since its own day", () => {
    const record = release(nobody, one, day(20));
    const since = nextRecord(
      record,
      [
        { score: 1, at: day(20) },
        { score: 9, at: day(30) },
      ],
      {
        at: day(30),
        answer: { score: 9 },
        ...rules,
      },
    );
    expect(since.countedAt).toBe(one.givenAt);
    expect(withdraw(since, releasedOne)).toMatchObject({ score: 9, countedAt: day(30), changedAt: day(30), edits: [] });
  });

  it("changes nothing twice but the revision, which a release that is on its way meets", () => {
    const once = withdraw(release(nobody, one, day(20)), releasedOne);
    const asked: ResponseRecord = isCounted(once) ? once : { ...once, given: { score: 7 }, changedAt: day(60) };
    expect(withdraw(asked, releasedOne)).toEqual({ ...asked, revision: asked.revision + 1 });
    const counted = answered(4);
    expect(withdraw(counted, releasedOne)).toEqual({ ...counted, revision: counted.revision + 1 });
  });

  it("lets it be released again", () => {
    const once = withdraw(release(nobody, one, day(20)), releasedOne);
    expect(release(once, one, day(51))).toMatchObject({
      score: 1,
      comment: "1",
      countedAt: one.givenAt,
      released: [1],
    });
  });
});
