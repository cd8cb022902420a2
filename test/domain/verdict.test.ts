import { describe, expect } from "vitest";
import { addSeconds, type Instant } from "../../functions/domain/time.ts";
import {
  type Circumstances,
  hardSignals,
  isQuarantined,
  type JudgedPost,
  judge,
  type Post,
  type Signal,
  signalsOf,
} from "../../functions/domain/verdict.ts";
import { fc, it } from "../support/property.ts";
import { madeAt } from "./builders.ts";

const browser =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
/** As deployed. */
const strict = { judgesHaste: true };
const lenient = { judgesHaste: false };
const later = (seconds: number): Instant => addSeconds(madeAt, seconds);

/** A post at `madeAt`, as a person sends it unless told. */
const shown = (post: Partial<Post> = {}, circumstances: Partial<Circumstances> = {}): Signal[] =>
  signalsOf(
    { nonce: "right", servedAt: later(-20), honeypot: false, userAgent: browser, ...post },
    { at: madeAt, mailedAt: later(-3600), changesAnswer: false, followsRefused: false, ...strict, ...circumstances },
  );

describe("what a post shows by itself", () => {
  it("is nothing when a person sends it", () => {
    expect(shown()).toEqual([]);
    expect(shown({}, { mailedAt: undefined })).toEqual([]);
    expect(shown({}, { changesAnswer: true })).toEqual([]);
  });

  it.each<[Signal, Partial<Post>, Partial<Circumstances>]>([
    ["before_arrival", { servedAt: later(-3) }, { mailedAt: later(-5) }],
    ["follows_refused", {}, { followsRefused: true }],
    ["soon_after_sending", { servedAt: later(-5) }, { mailedAt: later(-8) }],
    ["soon_after_sending", { servedAt: later(-5) }, { mailedAt: later(-59.9) }],
    ["hasty", { servedAt: later(-0.9) }, {}],
    ["nonce_missing", { nonce: "missing" }, {}],
    ["nonce_foreign", { nonce: "foreign" }, {}],
    ["nonce_expired", { nonce: "expired", servedAt: later(-8 * 86_400) }, { mailedAt: later(-9 * 86_400) }],
    ["honeypot", { honeypot: true }, {}],
    ["scanner_agent", { userAgent: undefined }, {}],
  ])("is %s", (signal, post, circumstances) => {
    expect(shown(post, circumstances)).toEqual([signal]);
  });

  it("says nothing of the time since the mail when the page was served before that mail left", () => {
    expect(shown({ servedAt: later(-60) }, { mailedAt: later(-2) })).toEqual([]);
  });

  it("makes more of haste and of a scanner's name where an answer would be changed by it", () => {
    expect(shown({ servedAt: later(-0.2) }, { changesAnswer: true })).toEqual(["hasty", "changes_answer"]);
    expect(shown({ userAgent: "curl/8.9.1" }, { changesAnswer: true })).toEqual(["scanner_agent", "changes_answer"]);
    expect(shown({ honeypot: true }, { changesAnswer: true })).toEqual(["honeypot"]);
  });

  it.each([
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "python-requests/2.32.3",
    "Go-http-client/1.1",
    "curl/8.9.1",
    "Microsoft Office Existence Discovery",
    " ",
  ])("is a scanner's name in %j", (userAgent) => {
    expect(shown({ userAgent })).toEqual(["scanner_agent"]);
  });

  it.each([
    "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Lynx/2.9.2 libwww-FM/2.14 SSL-MM/1.4.1",
  ])("is a person's browser in %j", (userAgent) => {
    expect(shown({ userAgent })).toEqual([]);
  });
});

describe("quarantine", () => {
  const soft: Signal[] = ["soon_after_sending", "hasty", "nonce_missing", "nonce_expired", "honeypot", "scanner_agent"];

  it.each(soft)("is never earned by %s alone", (signal) => {
    expect(isQuarantined([signal])).toBe(false);
  });

  it("is earned by any two soft signals", () => {
    for (const one of soft) for (const other of soft) if (one !== other) expect(isQuarantined([one, other])).toBe(true);
  });

  it.each(hardSignals)("is earned by %s alone", (signal) => {
    expect(isQuarantined([signal])).toBe(true);
  });
});

/** Posts as [seconds, score, seconds at which the page was served]. */
type Row = readonly [at: number, score: number, servedAt?: number];
const posts = (...rows: Row[]): JudgedPost[] =>
  rows.map(([at, score, servedAt]) => ({
    at: later(at),
    score,
    ...(servedAt !== undefined && { servedAt: later(servedAt) }),
    signals: [],
  }));
/** Which of them count, by score. */
const counting = (...rows: Row[]): number[] =>
  judge(posts(...rows), strict)
    .filter(({ signals }) => !isQuarantined(signals))
    .map(({ score }) => score);

describe("a burst", () => {
  it("is two different scores closer to each other than anybody can think again", () => {
    expect(counting([0, 3, -20], [2.9, 9, -20])).toEqual([]);
    expect(counting([0, 3, -20], [0, 9, -20])).toEqual([]);
  });

  it("is what comes in the first minute amid the refused scores of a scanner, one of whose requests was slow", () => {
    const atOnce = (slow: Signal[], others: Signal[]) =>
      judge(
        posts(...Array.from({ length: 11 }, (_, n): Row => [n / 10, n, -2])).map((post, n) => ({
          ...post,
          signals: n === 4 ? slow : others,
        })),
        strict,
      ).filter(({ signals }) => !isQuarantined(signals));
    expect(atOnce(["soon_after_sending"], ["soon_after_sending", "hasty"])).toEqual([]);
    expect(atOnce([], ["honeypot", "hasty"]), "later on, a person may answer while a scanner is at work").toHaveLength(
      1,
    );
  });

  it("is not the same score twice: a person pressed twice, or a scanner pressed what the person had", () => {
    expect(counting([0, 9, -20], [0.2, 9, -20])).toEqual([9, 9]);
  });

  it("is not a change of mind, whether by the way back or by the link in the mail", () => {
    expect(counting([0, 3, -20], [5, 9, -20])).toEqual([3, 9]);
    expect(counting([0, 3, -20], [9, 9, 4])).toEqual([3, 9]);
  });

  it("is not two changes of mind when the page was opened anew for one of them", () => {
    expect(counting([0, 7, -20], [12, 8, 6], [25, 9, 18])).toEqual([7, 8, 9]);
    expect(counting([0, 7, -20], [12, 8, 6], [25, 9, 6])).toEqual([7, 8, 9]);
    expect(counting([0, 7, -20], [12, 8, -20], [25, 9, -20])).toEqual([]);
  });

  it("is every score one after the other, at whatever pace, once the third came as no person sends it", () => {
    const onePage = (seconds: number) => Array.from({ length: 11 }, (_, n): Row => [n * seconds, n, -20]);
    const atTheHeels = (seconds: number) =>
      Array.from({ length: 11 }, (_, n): Row => [n * seconds, n, (n - 1) * seconds + 0.1]);
    for (const seconds of [0, 0.1, 1, 3, 5, 10, 30]) {
      expect(counting(...onePage(seconds)), `${seconds} s apart from one page`).toEqual([]);
      expect(counting(...atTheHeels(seconds)), `${seconds} s apart, each page at once`).toEqual([]);
    }
  });

  it("is four different scores without a pause, however human each of them looks", () => {
    const patient = Array.from({ length: 11 }, (_, n): Row => [n * 20, n, n * 20 - 10]);
    expect(counting(...patient.slice(0, 3))).toEqual([0, 1, 2]);
    expect(counting(...patient)).toEqual([]);
  });

  it("leaves alone who comes after a pause", () => {
    const scanner = Array.from({ length: 11 }, (_, n): Row => [n * 5, n, n * 5 - 4.9]);
    expect(counting(...scanner, [50 + 31, 9, 40])).toEqual([9]);
  });

  it("that was quick leaves alone who answers a few seconds after it", () => {
    const scanner = Array.from({ length: 11 }, (_, n): Row => [n / 10, n, -1]);
    expect(counting(...scanner, [1 + 3.1, 9, -2])).toEqual([9]);
  });

  it("is one too when some of its posts are closer to each other than people's and some are not", () => {
    const times = [0, 2.7, 6.1, 9.2, 12.1, 16.3, 19.6, 22.4, 26, 29.2, 32.7];
    expect(counting(...times.map((at, score): Row => [at, score, at - 2.5]))).toEqual([]);
  });

  it("of posts that are refused for their own sake leaves alone who answers in the middle of it", () => {
    const scanner = Array.from({ length: 11 }, (_, n) => ({
      ...(posts([n / 10, n])[0] as JudgedPost),
      signals: ["hasty", "scanner_agent"] as const,
    }));
    const [person] = posts([0.55, 9, -30]);
    const judged = judge([...scanner, person as JudgedPost], strict);
    expect(judged.filter(({ signals }) => !isQuarantined(signals))).toEqual([person]);
  });

  it("that began with posts that are refused for their own sake goes on as the burst it is", () => {
    const rows = [0, 3.2, 6.4, 9.6].map((at, n): Row => [at, n, at - 3.1]);
    const early = posts(...rows).map((post, n) => (n < 2 ? { ...post, signals: ["before_arrival"] as const } : post));
    expect(judge(early, strict).filter(({ signals }) => !isQuarantined(signals))).toEqual([]);
  });

  it("of two tabs, sent within three seconds of each other, counts neither: nobody can say which was meant", () => {
    expect(counting([0, 9, -60], [2, 3, -50])).toEqual([]);
    expect(counting([0, 9, -60], [4, 3, -50])).toEqual([9, 3]);
  });

  describe.each([3, 5, 12, 29])("that begins %i s after a person's answer", (delay) => {
    const person: Row = [0, 9, -15];
    const eleven = (row: (n: number) => Row): Row[] => Array.from({ length: 11 }, (_, n) => row(n));

    it.each<[string, Row[]]>([
      ["from one page, six seconds each", eleven((n) => [delay + 6 * (n + 1), n, delay])],
      ["from a page each, four seconds after it", eleven((n) => [delay + 4 * (n + 1), n, delay + 4 * n + 0.05])],
      ["from pages that were opened together", eleven((n) => [delay + 10 + n / 50, n, delay])],
      ["from pages that were open before", eleven((n) => [delay + 0.1 + n / 50, n, -3])],
    ])("%s, leaves that alone, also as it grows", (_, scanner) => {
      for (let seen = 4; seen <= 11; seen++) {
        const judged = judge(posts(person, ...scanner.slice(0, seen)), strict);
        expect(judged.filter(({ signals }) => !isQuarantined(signals)).map(({ score }) => score)).toEqual([9]);
      }
    });
  });

  it("at a person's pace takes an answer with it that came seconds before, but not one that stood for longer", () => {
    const patient = (delay: number) =>
      Array.from({ length: 4 }, (_, n): Row => [delay + 15 * n + 5, n, delay + 15 * n]);
    expect(counting([0, 9, -15], ...patient(5))).toEqual([]);
    expect(counting([0, 9, -15], ...patient(24))).toEqual([9]);
  });

  it("is never forgotten by the posts that were part of it", () => {
    const first = judge(posts([0, 1, -20], [1, 2, -20]), strict);
    expect(judge(first.slice(0, 1), strict).every(({ signals }) => signals.includes("burst"))).toBe(true);
  });
});

describe("judging", () => {
  const anyPost: fc.Arbitrary<Row> = fc.tuple(
    fc.double({ min: 0, max: 500, noNaN: true }),
    fc.integer({ min: 0, max: 10 }),
    fc.double({ min: -500, max: 500, noNaN: true }),
  );
  const some = fc.array(anyPost, { maxLength: 12 });

  it.prop([some, fc.integer({ min: 0, max: 10 })])(
    "counts who comes after a pause, whatever scanners posted before and in whatever order",
    (scanner, score) => {
      const person: Row = [531, score, 520];
      expect(counting(...scanner, person)).toContain(score);
      expect(counting(person, ...scanner)).toContain(score);
    },
  );

  it.prop([some, fc.infiniteStream(fc.nat())])(
    "comes out the same in whatever order the posts are told",
    (rows, order) => {
      const verdicts = (list: readonly JudgedPost[]) =>
        judge(list, strict)
          .map(({ at, score, servedAt, signals }) => JSON.stringify([at, score, servedAt, isQuarantined(signals)]))
          .sort();
      const told = posts(...rows);
      const shuffled = told
        .map((post) => ({ post, key: order.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(({ post }) => post);
      expect(verdicts(shuffled)).toEqual(verdicts(told));
    },
  );

  it.prop([some])("twice is judging once", (rows) => {
    const once = judge(posts(...rows), strict);
    expect(judge(once, strict)).toEqual(once);
  });

  it.prop([
    fc.array(fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 99, noNaN: true }))),
    fc.integer({ min: 0, max: 10 }),
  ])("never takes one and the same score for a burst", (times, score) => {
    const rows = times.map(([at, served]): Row => [at, score, served]);
    expect(counting(...rows)).toHaveLength(rows.length);
  });
});

describe("where somebody tries Hearback out", () => {
  it("speaks neither haste nor a program's name against an answer", () => {
    const atOnce = { servedAt: madeAt, userAgent: "curl/8.5.0" };
    expect(shown(atOnce, { ...lenient, mailedAt: later(-1), changesAnswer: true })).toEqual([]);
  });

  it("still speaks a foreign nonce, and two hints that are no haste", () => {
    expect(isQuarantined(shown({ nonce: "foreign" }, lenient))).toBe(true);
    expect(isQuarantined(shown({ nonce: "missing", honeypot: true }, lenient))).toBe(true);
    expect(isQuarantined(shown({ nonce: "missing" }, lenient))).toBe(false);
  });

  it("may an answer be changed at once, but not go through the scores", () => {
    const counted = (...rows: Row[]) =>
      judge(posts(...rows), lenient).filter(({ signals }) => !isQuarantined(signals)).length;
    expect(counted([0, 9, -1], [1, 3, -1])).toBe(2);
    expect(counted(...Array.from({ length: 11 }, (_, score): Row => [score / 10, score, -1]))).toBe(0);
  });
});
