import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request, startHearback, type TestHearback } from "../support/hearback.ts";
import { improvingWeek, plantWeeks } from "../support/kpi-weeks.ts";

describe("the local KPI page", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  const open = (query = "") => request(`${hearback.url}/_local/kpis${query}`, { headers: { accept: "text/html" } });
  /** The cards of a page by their title. */
  const cards = (text: string) =>
    new Map(
      text
        .split("<article")
        .slice(1)
        .map((card) => [/<h3[^>]*>([^<]+)/.exec(card)?.[1], card]),
    );

  it("says what to do before there are figures, and never turns away from who reads it", async () => {
    const { status, text } = await open();
    expect(status).toBe(200);
    expect(text).toContain("No figures yet");
    expect(text).toContain('<a href="/_local/kpis">look again</a>');
    expect(text).not.toContain("http-equiv");
  });

  it("tells each figure with its n, interval, change and weeks, in a chart and in a table", async () => {
    await plantWeeks(hearback.services, hearback.seed, improvingWeek);
    const { text } = await open();
    const nps = cards(text).get("Net Promoter Score") ?? "";
    const { json } = await hearback.call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}`);
    expect(nps).toContain(`<strong>${json.value}</strong>`);
    expect(nps).toContain(`n ${json.n}<`);
    expect(nps).toMatch(/Better: up [\d.]+\spoints from [\d.]+ in the 30 days before/);
    expect(nps.match(/<tr>/g)).toHaveLength(1 + 12);
    const [, newest = ""] = nps.split("<tbody>");
    expect(newest).toMatch(new RegExp(`^<tr><th scope="row">[^<]+</th><td>${json.value.toFixed(1)}</td>`));
    expect(cards(text).get("Handle time")).toContain("Week by week, in min</figcaption>");
    expect(nps.match(/class="chart-dot/g)).toHaveLength(12);
  });

  it("calls small what is made of little, and names what cannot be measured yet", async () => {
    const { text } = await open();
    expect(cards(text).get("First-contact resolution")).toContain("n 3, small");
    await plantWeeks(hearback.services, await hearback.plant({ survey: { name: "After delivery" } }), (ago) =>
      ago === 0 ? { interaction: { interactions: 4, "outcome:no_survey": 4 } } : undefined,
    );
    expect((await open()).text).toMatch(/<dt>Handle time<\/dt><dd>needs interactions with handleTimeSeconds/);
  });

  it("shows one survey with all of its KPIs, over the window that is asked for", async () => {
    const { surveyId } = hearback.seed;
    const { text } = await open(`?window=90&of=${surveyId}`);
    expect([...cards(text).keys()]).toContain("Bounce rate");
    expect(text).not.toContain("After delivery</h2>");
    expect(text).toContain("in the 90 days before");
    expect(text).toMatch(/nps, active\. \d+ \w+ \d{4} to \d+ \w+ \d{4} in UTC/);
  });

  it("refuses a window that is not kept ready and a survey that there is not", async () => {
    expect((await open("?window=31")).status).toBe(404);
    expect((await open("?of=srv_none")).status).toBe(404);
  });
});
