import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dimensions } from "../../../functions/domain/segment.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { answer, days } from "../customers.ts";

/** One answer so many days ago, oldest first. */
const answers: [daysAgo: number, score: number][] = [
  [400, 0],
  [200, 10],
  [100, 2],
  [50, 7],
  [20, 9],
  [5, 3],
  [0, 10],
];

const segments = {
  agent: { id: "__proto__", name: "Sam" },
  channel: "chat",
  journeyStage: "trial",
  variant: "valueOf",
  product: "constructor",
};

/** The definition, taken literally: share of 9 and 10 less share of 0 to 6. */
function nps(scores: readonly number[]): number | null {
  if (scores.length === 0) return null;
  const share = (wanted: (score: number) => boolean) => (100 * scores.filter(wanted).length) / scores.length;
  return Math.round(10 * (share((score) => score >= 9) - share((score) => score <= 6))) / 10;
}

const between = (oldest: number, newest: number): number[] =>
  answers.filter(([daysAgo]) => daysAgo <= oldest && daysAgo >= newest).map(([, score]) => score);

describe("KPI answers", () => {
  let hearback: ContractedHearback;
  let empty: string;
  beforeAll(async () => {
    hearback = await startUnderContract();
    empty = (await hearback.call("POST", "/v1/surveys", { body: { name: "Unasked", kind: "nps" } })).json.id;
    for (const [at, [daysAgo, score]] of answers.entries()) {
      const report = daysAgo === 0 ? { ...segments, customer: { email: "jo@example.com", locale: "en-GB" } } : {};
      await answer(hearback, score, { report });
      await hearback.clock.advance(days(daysAgo - (answers[at + 1]?.[0] ?? daysAgo)));
    }
    await hearback.jobs.run("compute-kpis");
  });
  afterAll(() => hearback.close());

  const dayAgo = (count: number) =>
    new Date(Date.parse(hearback.clock.now()) - days(count) * 1000).toISOString().slice(0, 10);
  const ask = (query: Record<string, string>, kpi = "/nps") =>
    hearback.call("GET", `/v1/kpis${kpi}?${new URLSearchParams({ survey: hearback.seed.surveyId, ...query })}`);

  it("have exactly the documented fields, with null where there is nothing to show", async () => {
    const { status, json } = await ask({ survey: empty, by: "agent" });
    expect(status).toBe(200);
    expect(json).toEqual({
      kpi: "nps",
      survey: empty,
      window: { days: 30, from: dayAgo(29), to: dayAgo(0), timeZone: "UTC" },
      value: null,
      n: 0,
      interval: null,
      isSmall: true,
      previous: { value: null, n: 0 },
      change: null,
      distribution: {},
      by: "agent",
      segments: [],
      computedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect((await ask({ survey: empty })).json).not.toHaveProperty("segments");
    const { kpi, survey, window, distribution: _, by: __, segments: ___, computedAt: ____, ...figure } = json;
    const all = await ask({ survey: empty }, "");
    expect(all.json).toEqual({ survey, window, kpis: expect.any(Array), computedAt: expect.any(String) });
    expect(all.json.kpis[0]).toEqual({ kpi, ...figure });
  });

  it.each([7, 30, 90, 365, 45, 1])("cover the last %i days and those right before", async (window) => {
    const [current, before] = [between(window - 1, 0), between(2 * window - 1, window)];
    const { json } = await ask({ window: String(window) });
    expect(json.window).toEqual({ days: window, from: dayAgo(window - 1), to: dayAgo(0), timeZone: "UTC" });
    expect([json.value, json.n]).toEqual([nps(current), current.length]);
    expect(json.previous).toEqual({ value: nps(before), n: before.length });
    expect(Object.keys(json.distribution).map(Number).sort()).toEqual([...new Set(current)].sort());
    expect(json.interval).toEqual({ low: expect.any(Number), high: expect.any(Number), level: 0.95 });
    expect(json.interval.low >= -100 && json.interval.low < json.interval.high && json.interval.high <= 100).toBe(true);
    if (before.length === 0) expect(json.change).toBeNull();
    else {
      const { difference, low, high, significant } = json.change;
      expect(difference).toBeCloseTo((nps(current) ?? 0) - (nps(before) ?? 0), 0);
      expect([low < high, significant]).toEqual([true, low > 0 || high < 0]);
    }
    const all = await ask({ window: String(window) }, "");
    const { survey: _, window: __, distribution: ___, computedAt: ____, ...figure } = json;
    expect(all.json.kpis[0]).toEqual(figure);
  });

  it("are of 30 days ending today unless told otherwise", async () => {
    expect((await ask({})).json).toEqual((await ask({ window: "30", asOf: dayAgo(0) })).json);
  });

  it("tell of any past day what could be told then, and nothing of the future", async () => {
    const then = await ask({ window: "7", asOf: dayAgo(5) });
    expect(then.json).toMatchObject({ value: -100, n: 1, window: { from: dayAgo(11), to: dayAgo(5) } });
    const standard = await ask({ window: "30", asOf: dayAgo(50) });
    expect(standard.json).toMatchObject({ value: 0, n: 1, distribution: { "7": 1 } });
    expect((await ask({ asOf: "1970-01-01" })).json).toMatchObject({ value: null, n: 0 });
    for (const kpi of ["/nps", ""]) {
      const ahead = await ask({ asOf: dayAgo(-1) }, kpi);
      expect([ahead.status, faultsOf(ahead)]).toEqual([422, ["query.asOf"]]);
    }
  });

  it("tell of every year that can be written down, as the document promises", async () => {
    for (const asOf of ["0000-01-01", "0001-01-01", "0000-02-29"]) {
      expect([200, 422], asOf).toContain((await ask({ asOf, window: "365" })).status);
    }
  });

  it.each(dimensions)("break down by %s, also for values that are names of JavaScript's", async (by) => {
    const values = {
      version: "1",
      variant: "valueOf",
      channel: "chat",
      journeyStage: "trial",
      type: "ticket.solved",
      agent: "__proto__",
      product: "constructor",
      locale: "en-GB",
    };
    const { status, json } = await ask({ by, window: "7" });
    expect(status).toBe(200);
    const [first, ...others] = json.segments;
    const isAll = by === "version" || by === "type";
    expect(first).toMatchObject({
      segment: values[by],
      label: by === "agent" ? "Sam" : values[by],
      value: isAll ? 0 : 100,
      n: isAll ? 2 : 1,
      interval: { level: 0.95 },
    });
    expect(others).toEqual([]);
  });

  it("put the largest segment first", async () => {
    const { json } = await ask({ by: "type", window: "365" });
    const sizes = json.segments.map(({ n }: { n: number }) => n);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes.reduce((sum: number, n: number) => sum + n, 0)).toBe(json.n);
  });

  it("are not found for a KPI or survey that does not exist", async () => {
    for (const kpi of ["/smiles", "/NPS", "/__proto__", "/toString", "/%20", "/nps%00"]) {
      expect((await ask({}, kpi)).status, kpi).toBe(404);
    }
    for (const survey of ["srv_00000000000", "", "x", `${empty}0`, empty.slice(0, -1), empty.toUpperCase()]) {
      expect((await ask({ survey })).status, survey).toBe(404);
      expect((await ask({ survey }, "")).status, survey).toBe(404);
    }
  });

  it("are refused for what they do not know, and the fault is named", async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ window: "0" }, "query.window"],
      [{ window: "367" }, "query.window"],
      [{ window: "7.5" }, "query.window"],
      [{ window: "week" }, "query.window"],
      [{ asOf: "2026-02-30" }, "query.asOf"],
      [{ asOf: "2026-11-22T00:00:00Z" }, "query.asOf"],
      [{ asOf: "" }, "query.asOf"],
      [{ by: "mood" }, "query.by"],
      [{ by: "" }, "query.by"],
      [{ surveys: "x" }, "query.surveys"],
    ];
    for (const [query, fault] of wrong) {
      const answered = await ask(query);
      expect([answered.status, faultsOf(answered)], JSON.stringify(query)).toEqual([422, [fault]]);
    }
    const unnamed = await hearback.call("GET", "/v1/kpis/nps");
    expect([unnamed.status, faultsOf(unnamed)]).toEqual([422, ["query.survey"]]);
  });

  it("leave out what a test has made", async () => {
    await hearback.call("PATCH", "/v1/workspace", { body: { testers: ["tess@example.com"] } });
    const before = (await ask({ window: "7" })).json.n;
    await answer(hearback, 0, { report: { test: true, customer: { email: "tess@example.com" } } });
    await hearback.jobs.run("compute-kpis");
    expect((await ask({ window: "7" })).json.n).toBe(before);
  });

  it("count days in the workspace's zone", async () => {
    await hearback.call("PATCH", "/v1/workspace", { body: { timeZone: "Pacific/Kiritimati" } });
    await hearback.jobs.run("compute-kpis");
    const { json } = await ask({ survey: empty });
    expect(json.window).toEqual({ days: 30, from: dayAgo(28), to: dayAgo(-1), timeZone: "Pacific/Kiritimati" });
    expect((await ask({ survey: empty, asOf: dayAgo(-1) })).status).toBe(200);
    expect((await ask({ survey: empty, asOf: dayAgo(-2) })).status).toBe(422);
  });
});
