import { describe, expect } from "vitest";
import { takeAnswer } from "../../functions/domain/answering.ts";
import { maxQuarantined, quarantinedBy } from "../../functions/domain/quarantine.ts";
import { hasLaterAnswer, releaseAnswer } from "../../functions/domain/releasing.ts";
import {
  type Answer,
  isCounted,
  type Response,
  type ResponseRecord,
  type UncountedResponse,
} from "../../functions/domain/response.ts";
import { unanswered } from "../../functions/domain/response-record.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import type { Post } from "../../functions/domain/verdict.ts";
import { fc, it } from "../support/property.ts";
import { aResponse, madeAt } from "./builders.ts";

const rules = { editWindowHours: 168 };
const nobody = unanswered(aResponse(), aResponse().id, madeAt);
const person: Post = { nonce: "right", honeypot: false, userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" };
const scanner: Post = { nonce: "missing", honeypot: true, userAgent: "curl/8" };
const at = (seconds: number) => addSeconds(madeAt, seconds);

type Told = readonly [seconds: number, answer: Answer, post?: Post];

/** Takes answers one after the other; what is unchanged or over leaves the record as it was. */
const taken = (standing: ResponseRecord, ...told: readonly Told[]): ResponseRecord =>
  told.reduce<ResponseRecord>((record, [seconds, answer, post = person]) => {
    const next = takeAnswer(record, { answer, post, at: at(seconds), mailedAt: at(-3600), judgesHaste: true }, rules);
    return typeof next === "string" ? record : next;
  }, standing);

const countedAfter = (standing: ResponseRecord, ...told: readonly Told[]): Response => {
  const record = taken(standing, ...told);
  if (!isCounted(record)) throw new Error("Nothing counts.");
  return record;
};

describe("changing an answer", () => {
  const first = countedAfter(nobody, [0, { score: 3, comment: "Slow" }]);

  it("takes the new score and comment", () => {
    const edited = countedAfter(first, [3600, { score: 9, comment: "Quick after all" }]);
    expect(edited).toMatchObject({ score: 9, comment: "Quick after all", changedAt: at(3600), revision: 2 });
  });

  it("keeps the day on which it counts, and how long it may be edited", () => {
    const { countedAt, editableUntil } = countedAfter(first, [3600, { score: 9 }]);
    expect({ countedAt, editableUntil }).toEqual({ countedAt: madeAt, editableUntil: first.editableUntil });
  });

  it("takes the comment away when there is none any more", () => {
    expect(taken(first, [3600, { score: 9 }])).not.toHaveProperty("comment");
  });

  it("keeps what was answered before, with its time", () => {
    expect(countedAfter(first, [3600, { score: 9 }], [7200, { score: 7 }]).edits).toStrictEqual([
      { score: 3, comment: "Slow", at: madeAt },
      { score: 9, at: at(3600) },
    ]);
  });

  it("to what it says already is no change", () => {
    const same = { answer: { score: 3, comment: "Slow" }, post: scanner, at: at(60), judgesHaste: true };
    expect(takeAnswer(first, same, rules)).toBe("unchanged");
  });

  it("to what it says already is no change when one form is sent twice", () => {
    const page = { ...person, servedAt: at(-20) };
    const once = taken(nobody, [0, { score: 3 }, page]);
    expect(taken(once, [2, { score: 3 }, page])).toBe(once);
  });

  it("keeps the last of the earlier answers however long it is", () => {
    const words = "語".repeat(4000);
    const followUps = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`q-${n}`, { text: words }]));
    const long = { score: 3, comment: words, followUps };
    const twice = countedAfter(nobody, [0, long], [3600, { ...long, score: 9 }]);
    expect(twice.edits).toEqual([{ ...long, at: at(0) }]);
    const scanned = taken(twice, [7200, { ...long, score: 1 }, scanner]);
    expect(scanned).toMatchObject({ score: 9, edits: [{ score: 3 }], posts: [{ answer: { comment: words } }] });
    expect(Buffer.byteLength(JSON.stringify(scanned))).toBeLessThan(400 * 1024);
  });

  it("is over with the edit window", () => {
    const late = { answer: { score: 9 }, post: person, at: at(168 * 3600 + 1), judgesHaste: true };
    expect(takeAnswer(first, late, rules)).toBe("over");
  });

  it("leaves the record that it was given as it was", () => {
    const before = structuredClone(first);
    taken(first, [1, { score: 9 }], [3600, { score: 5 }, scanner]);
    expect(first).toEqual(before);
  });

  const anyAnswer: fc.Arbitrary<Answer> = fc.record(
    { score: fc.integer({ min: 0, max: 10 }), comment: fc.string() },
    { requiredKeys: ["score"] },
  );

  it.prop([fc.array(anyAnswer, { minLength: 1, maxLength: 30, size: "max" })])(
    "however often keeps the last answer and at most the 20 before it",
    (answers) => {
      const changes = answers.filter((answer, n) => JSON.stringify(answer) !== JSON.stringify(answers[n - 1]));
      const response = countedAfter(nobody, ...changes.map((answer, n): Told => [n * 60, answer]));
      const { score, comment } = response;
      expect({ score, ...(comment !== undefined && { comment }) }).toEqual(changes.at(-1));
      expect(response.edits.map(({ at: _, ...answer }) => answer)).toEqual(changes.slice(0, -1).slice(-20));
      expect(response.revision).toBe(changes.length);
    },
  );

  it("keeps fewer of the longest answers, so that they fit into an item of 400 KB", () => {
    const words = "語".repeat(4000);
    const followUps = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`q-${n}`, { text: words }]));
    const record = taken(
      nobody,
      ...Array.from({ length: 40 }, (_, n): Told => [n * 60, { score: n % 11, comment: words, followUps }]),
      ...Array.from({ length: 11 }, (_, n): Told => [2400 + n / 10, { score: n, comment: words, followUps }]),
    );
    expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThan(390_000);
  });
});

describe("an answer without a doubt", () => {
  it("takes no more room than itself", () => {
    const record = taken(nobody, [0, { score: 9 }]);
    expect(Object.keys(record)).not.toContain("posts");
    expect(Object.keys(record)).not.toContain("quarantined");
  });

  it("is judged together with the next one all the same", () => {
    expect(isCounted(taken(nobody, [0, { score: 9 }], [1, { score: 3 }]))).toBe(false);
  });
});

describe("a scanner's answer", () => {
  it("leaves the link as it was: nothing counts, and the person's own is the first", () => {
    const scanned = taken(nobody, [0, { score: 0 }, scanner]);
    expect(isCounted(scanned)).toBe(false);
    const answered = countedAfter(scanned, [40, { score: 9 }]);
    expect(answered).toMatchObject({ score: 9, countedAt: at(40), edits: [] });
    expect(answered).not.toHaveProperty("given");
  });

  it("goes into quarantine with its words, its signals and a number, once", () => {
    const scanned = taken(nobody, [0, { score: 0, comment: "test" }, scanner]);
    expect(quarantinedBy(scanned)).toMatchObject([
      { score: 0, comment: "test", number: 1, givenAt: at(0), signals: ["nonce_missing", "honeypot", "scanner_agent"] },
    ]);
    expect(quarantinedBy(taken(scanned, [1, { score: 9 }]))).toEqual([]);
  });

  it("that counted is withdrawn with the next one, and what the person had said counts again on its day", () => {
    const answered = taken(nobody, [0, { score: 9, comment: "Kind" }]);
    const scanned = taken(answered, [3600, { score: 0 }], [3601, { score: 1 }]);
    expect(scanned).toMatchObject({ score: 9, comment: "Kind", countedAt: madeAt, changedAt: madeAt, edits: [] });
    expect(quarantinedBy(scanned).map(({ score }) => score)).toEqual([0, 1]);
  });

  it("that counted first gives the day away when it is withdrawn", () => {
    const scanned = taken(nobody, [0, { score: 0 }], [0.5, { score: 1 }]) as UncountedResponse;
    expect(scanned.given).toEqual({ score: 1 });
    expect(countedAfter(scanned, [86_400, { score: 9 }])).toMatchObject({ countedAt: at(86_400), edits: [] });
  });

  it("that a person gave too stays theirs when it is withdrawn", () => {
    const page = (seconds: number): Post => ({ ...person, servedAt: at(seconds) });
    const confirmed = taken(nobody, [0, { score: 0 }, page(-5)], [14, { score: 0 }, page(5)]);
    expect(confirmed).toMatchObject({ score: 0, revision: 2, countedAt: at(0), changedAt: at(14) });
    const burst = [1, 2, 3, 4].map((score): Told => [12 + score * 4, { score }, page(-5)]);
    expect(countedAfter(confirmed, ...burst)).toMatchObject({ score: 0 });
  });

  it("is joined in quarantine by what is added to it on the pages that follow", () => {
    const scanned = taken(nobody, [0, { score: 3 }, scanner]);
    const added = { score: 3, followUps: { why: { text: "test" } } };
    const given = { answer: added, post: person, at: at(90), judgesHaste: true };
    const continued = takeAnswer(scanned, { ...given, isContinued: true }, rules) as ResponseRecord;
    expect(isCounted(continued)).toBe(false);
    expect(quarantinedBy(continued)).toMatchObject([{ ...added, number: 2 }]);
    expect(takeAnswer(scanned, given, rules)).toMatchObject({ ...added, countedAt: at(90) });
  });

  it.each<[string, Post, boolean]>([
    ["was served before anything counted", { ...person, servedAt: at(30) }, false],
    ["does not say when it was served", person, false],
    ["was served after the person had answered", { ...person, servedAt: at(40) }, true],
  ])("is not carried into the person's by a page that %s", (_, post, isTheirs) => {
    const answered = taken(nobody, [0, { score: 3 }, scanner], [40, { score: 3, comment: "Mine" }]);
    const answer = { score: 3, comment: "Mine", followUps: { why: { text: "test" } } };
    const given = { answer, post, at: at(900), judgesHaste: true, isContinued: true };
    const next = takeAnswer(answered, given, rules) as ResponseRecord;
    expect("followUps" in next).toBe(isTheirs);
    expect(next).toMatchObject({ score: 3, comment: "Mine" });
    expect(quarantinedBy(next).map(({ signals }) => signals)).toEqual(isTheirs ? [] : [["follows_refused"]]);
  });

  it("has nothing to do with a person who adds to an answer that was never in doubt, whenever the page was served", () => {
    const answered = countedAfter(nobody, [0, { score: 3 }]);
    const answer = { score: 3, followUps: { why: { text: "Slow" } } };
    const given = { answer, post: person, at: at(900), judgesHaste: true, isContinued: true };
    expect(takeAnswer(answered, given, rules)).toMatchObject(answer);
  });

  it("that counted goes into quarantine with its words although twenty are there", () => {
    const many = Array.from({ length: 20 }, (_, n): Told => [n * 700, { score: n % 11 }, scanner]);
    const answered = taken(nobody, ...many, [20_000, { score: 9, comment: "Kind" }]);
    const withdrawn = quarantinedBy(taken(answered, [20_001, { score: 3 }]));
    expect(withdrawn).toMatchObject([{ score: 9, comment: "Kind", number: 21 }]);
  });

  it("is kept twenty times at most", () => {
    const many = Array.from({ length: 60 }, (_, n): Told => [n * 700, { score: n % 11 }, scanner]);
    const kept = many.flatMap((_, n) => quarantinedBy(taken(nobody, ...many.slice(0, n + 1))));
    expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: maxQuarantined }, (_, n) => n + 1));
  });
});

describe("releasing an answer", () => {
  const scanned = taken(nobody, [0, { score: 2, comment: "Broken" }, scanner]);
  const [quarantined] = quarantinedBy(scanned);
  if (!quarantined) throw new Error("Nothing was quarantined.");
  const decision = { decidedAt: at(900_000), decidedBy: "key_1" };

  it("lets it count on the day on which it was given, even long after", () => {
    expect(releaseAnswer(scanned, quarantined, decision, rules)).toMatchObject({
      score: 2,
      comment: "Broken",
      countedAt: at(0),
      changedAt: decision.decidedAt,
      edits: [],
      ...decision,
    });
  });

  it("keeps what counted meanwhile as an earlier edit, with its day", () => {
    const answered = taken(scanned, [3600, { score: 9 }]);
    expect(releaseAnswer(answered, quarantined, decision, rules)).toMatchObject({
      score: 2,
      countedAt: at(3600),
      edits: [{ score: 9, at: at(3600) }],
    });
  });

  it("would take the place of what came later, and of nothing else", () => {
    const earlier = taken(nobody, [-60, { score: 9 }], [0, { score: 2 }, scanner]);
    expect([nobody, scanned, earlier].map((record) => hasLaterAnswer(record, quarantined))).toEqual(
      Array(3).fill(false),
    );
    expect(hasLaterAnswer(taken(scanned, [3600, { score: 9 }]), quarantined)).toBe(true);
    expect(hasLaterAnswer(taken(earlier, [3600, { score: 8 }]), quarantined)).toBe(true);
  });

  it("twice is releasing it once, whatever the person has said since", () => {
    const released = releaseAnswer(scanned, quarantined, { ...decision, decidedAt: at(60) }, rules);
    const changed = countedAfter(released ?? scanned, [3600, { score: 9 }]);
    expect(changed).toMatchObject({ score: 9, edits: [{ score: 2 }] });
    expect(changed).not.toHaveProperty("decidedBy");
    expect(releaseAnswer(changed, quarantined, decision, rules)).toBeUndefined();
  });
});

describe("what counts in the end", () => {
  const scanning = fc.array(fc.tuple(fc.double({ min: 0, max: 300, noNaN: true }), fc.integer({ min: 0, max: 10 })), {
    maxLength: 12,
  });

  it.prop([scanning, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 31, max: 90_000 })])(
    "is the person's answer that comes after a pause, in whatever order scanners post before",
    (posts, score, pause) => {
      const inTime = posts.toSorted(([a], [b]) => a - b);
      const told = inTime.map(([seconds, given]): Told => [seconds, { score: given }]);
      expect(countedAfter(nobody, ...told, [300 + pause, { score, comment: "Mine" }])).toMatchObject({
        score,
        comment: "Mine",
      });
    },
  );

  it.prop([fc.uniqueArray(fc.integer({ min: 0, max: 10 }), { minLength: 2 }), fc.integer({ min: 0, max: 10 })])(
    "is the person's answer that came before, in whatever order scanners post several scores at once",
    (scores, score) => {
      const burst = scores.map((given, n): Told => [3600 + n / 10, { score: given, comment: "test" }]);
      expect(countedAfter(nobody, [0, { score, comment: "Mine" }], ...burst)).toMatchObject({ score, comment: "Mine" });
    },
  );
});
