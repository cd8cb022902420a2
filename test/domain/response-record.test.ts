import { describe, expect, it } from "vitest";
import { isCounted, type ResponseRecord, type TimedAnswer } from "../../functions/domain/response.ts";
import {
  answersIn,
  latestFitting,
  nextRecord,
  type Settling,
  unanswered,
} from "../../functions/domain/response-record.ts";
import { addSeconds, type Instant } from "../../functions/domain/time.ts";
import { aResponse, madeAt } from "./builders.ts";

const day = (days: number): Instant => addSeconds(madeAt, days * 86_400);
const said = (score: number, days: number): TimedAnswer => ({ score, at: day(days) });
const nobody: ResponseRecord = unanswered(aResponse(), aResponse().id, madeAt);
const settled = (told: Partial<Settling> = {}): Settling => ({
  at: day(9),
  answer: { score: 5 },
  editWindowHours: 24,
  ...told,
});

describe("the record of what was answered", () => {
  it("begins with nothing that counts", () => {
    expect(nobody).toMatchObject({ revision: 0, changedAt: madeAt, given: { score: 0 } });
    expect(isCounted(nobody)).toBe(false);
    expect(answersIn(nobody)).toEqual([]);
  });

  it("counts the last answer by its time, in whatever order they came, with those before it as edits", () => {
    const record = nextRecord(nobody, [said(7, 2), said(3, 1), said(9, 3)], settled());
    expect(record).toMatchObject({
      ...{ score: 9, countedAt: day(1), changedAt: day(3), editableUntil: day(2), revision: 1 },
      edits: [said(3, 1), said(7, 2)],
    });
    expect(answersIn(record)).toEqual([said(3, 1), said(7, 2), said(9, 3)]);
  });

  it("keeps the order in which two answers of one instant came", () => {
    const record = nextRecord(nobody, [said(7, 2), said(3, 2), said(9, 2)], settled());
    expect(answersIn(record).map(({ score }) => score)).toEqual([7, 3, 9]);
  });

  it("keeps what was said last where nothing counts, and forgets what counted", () => {
    const counted = nextRecord(nobody, [said(9, 1)], settled());
    const record = nextRecord(counted, [], settled({ answer: { score: 2, comment: "No." } }));
    expect(record).toMatchObject({ revision: 2, posts: [], changedAt: day(9), given: { score: 2, comment: "No." } });
    expect(isCounted(record)).toBe(false);
  });

  it("keeps its day when the answer is changed, and finds it anew when the very answer that made it is withdrawn", () => {
    const record = nextRecord(nobody, [said(7, 1), said(9, 3)], settled());
    expect(nextRecord(record, [said(7, 1), said(9, 3), said(2, 5)], settled())).toMatchObject({ countedAt: day(1) });
    expect(nextRecord(record, [said(9, 3)], settled())).toMatchObject({ countedAt: day(3), editableUntil: day(4) });
  });

  it("keeps a day that none of its answers has made", () => {
    const released = nextRecord(nobody, [said(9, 3)], settled({ countedAt: day(0) }));
    expect(released).toMatchObject({ countedAt: day(0) });
    expect(nextRecord(released, [said(9, 3), said(2, 5)], settled())).toMatchObject({ countedAt: day(0) });
    expect(nextRecord(released, [said(2, 5)], settled({ countedAt: day(8) }))).toMatchObject({ countedAt: day(0) });
  });

  it("says who decided that it counts as long as that answer is the last", () => {
    const decision = { decidedAt: day(3), decidedBy: "key_1" };
    const record = nextRecord(nobody, [said(9, 3)], settled({ decision }));
    expect(record).toMatchObject(decision);
    expect(nextRecord(record, [said(1, 2), said(9, 3)], settled())).toMatchObject(decision);
    expect(nextRecord(record, [said(9, 3), said(2, 5)], settled())).not.toHaveProperty("decidedBy");
    const plain = nextRecord(nobody, [said(9, 3)], settled());
    expect(nextRecord(plain, [said(9, 3)], settled())).not.toHaveProperty("decidedBy");
  });

  it("keeps posts that say more than the answer", () => {
    const post = { at: day(1), score: 9, signals: [] };
    const recordAfter = (...posts: ReturnType<typeof doubted>[]) =>
      nextRecord({ ...nobody, posts } as ResponseRecord, [said(9, 1)], settled());
    const doubted = (told: object = {}) => ({ ...post, ...told });
    expect(recordAfter(doubted())).not.toHaveProperty("posts");
    for (const told of [{ score: 8 }, { at: day(0) }, { signals: ["no_nonce"] }]) {
      expect(recordAfter(doubted(told)), JSON.stringify(told)).toHaveProperty("posts");
      expect(recordAfter(doubted(), doubted(told))).toMatchObject({ posts: [post, doubted(told)] });
    }
  });

  it("keeps which answers went into quarantine and out of it, and which further questions were asked", () => {
    const record = { ...nobody, quarantined: 2, released: [1] } as ResponseRecord;
    const ask: NonNullable<Settling["questions"]>[number] = {
      id: "why",
      type: "text",
      ask: { en: "Why?" },
      required: false,
    };
    expect(nextRecord(record, [said(9, 1)], settled({ questions: [ask] }))).toMatchObject({
      ...{ quarantined: 2, released: [1], furtherQuestions: "asked" },
    });
    expect(nextRecord(nobody, [said(9, 1)], settled())).not.toHaveProperty("furtherQuestions");
  });

  it("keeps twenty edits, and of very long ones the latest", () => {
    const many = Array.from({ length: 23 }, (_, n) => said(n % 11, n));
    expect(nextRecord(nobody, many, settled())).toMatchObject({ edits: many.slice(2, 22) });
    const long = many.map((answer) => ({ ...answer, comment: "x".repeat(40_000) }));
    expect(nextRecord(nobody, long, settled())).toMatchObject({ edits: [long[21]] });
  });
});

describe("the latest answers that fit", () => {
  it("are as many as there is room for, three bytes for each character of their JSON", () => {
    const answers = [1, 2, 3].map((score) => ({ score }));
    const each = JSON.stringify(answers[0]).length * 3;
    expect(latestFitting(answers, 2 * each)).toEqual([{ score: 2 }, { score: 3 }]);
    expect(latestFitting(answers, 2 * each - 1)).toEqual([{ score: 3 }]);
    expect(latestFitting(answers, 3 * each)).toEqual(answers);
    expect(latestFitting(answers, 0)).toEqual([]);
  });
});
