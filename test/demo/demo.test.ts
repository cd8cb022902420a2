import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Hearback } from "../../demo/hearback.ts";
import { summary } from "../../demo/summary.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { type Performance, perform } from "./played.ts";

describe("the demo", () => {
  let hearback: TestHearback;
  let first: Performance;
  beforeAll(async () => {
    hearback = await startHearback();
    first = await perform(hearback);
  }, 120_000);
  afterAll(() => hearback.close());

  it("reports every interaction, and tells what became of each", () => {
    const { interactions, invited, notInvited } = first.figures;
    const refused = Object.values(notInvited).reduce((sum, count) => sum + count, 0);
    expect(interactions).toBe(40);
    expect(invited + refused).toBe(40);
    expect(notInvited["throttled"]).toBeGreaterThan(0);
  });

  it("takes answers that make up the KPIs, overall and by segment", () => {
    const { responses, surveys } = first.figures;
    const [kpi] = surveys[0]?.kpis ?? [];
    expect(responses).toBeGreaterThan(5);
    expect((kpi?.n ?? 0) + (kpi?.previous.n ?? 0)).toBe(responses);
    for (const segments of Object.values(kpi?.by ?? {})) {
      expect(segments.reduce((sum, { n }) => sum + n, 0)).toBe(kpi?.n);
    }
  });

  it("shows where it is, moment by moment", () => {
    expect(first.progress.map(({ step }) => step)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(first.progress.at(-1)).toMatchObject({ interactions: 40, answers: first.figures.responses });
  });

  it("fits its summary into 100 columns", () => {
    const lines = summary(first.figures, { isBold: false }).split("\n");
    expect(lines.filter((line) => [...line].length > 100)).toEqual([]);
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^ {2}interactions +40 /)]));
  });

  it("comes out the same for the same seed, on a Hearback that was played on before and at another time of day", async () => {
    await hearback.jobs.advance(7 * 3600);
    expect((await perform(hearback)).figures).toEqual(first.figures);
  }, 120_000);
});

describe("meeting a Hearback", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback({ plant: { workspace: { timeZone: "Asia/Kolkata" } } });
  });
  afterAll(() => hearback.close());

  const meeting = (url: string, apiKey: string) => new Hearback({ url, apiKey }).meet();

  it("fails in one sentence when nothing answers", async () => {
    await expect(meeting("http://127.0.0.1:1", "hb_live_x")).rejects.toMatchObject({
      message: "Nothing answers at http://127.0.0.1:1. Is npm start running there?",
      exitCode: 1,
    });
  });

  it("fails in one sentence when the key is another's", async () => {
    await expect(meeting(hearback.url, "hb_live_x")).rejects.toThrow("does not know this key");
  });

  it("fails in one sentence when it is no local one", async () => {
    await expect(meeting(hearback.ses.url, "hb_live_x")).rejects.toThrow("is no local Hearback");
  });

  it("fails in one sentence when its days begin elsewhere", async () => {
    await expect(meeting(hearback.url, hearback.seed.apiKey)).rejects.toThrow("begin in Asia/Kolkata");
  });
});
