import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slotOf } from "../../../functions/domain/calendar.ts";
import { readCsv } from "../../../functions/http/read-csv.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { type Answered, answer, days } from "../customers.ts";

interface Given {
  readonly daysAgo: number;
  readonly score: number;
  readonly agent?: { id: string; name?: string };
  readonly channel?: string;
}

const sam = { id: "a-7", name: "Sam" };
const ida = { id: "a-8", name: "=Ida" };

/** Oldest first. */
const given: readonly Given[] = [
  { daysAgo: 75, score: 2, agent: sam, channel: "chat" },
  { daysAgo: 61, score: 10, agent: ida, channel: "chat" },
  { daysAgo: 40, score: 9, agent: sam, channel: "phone" },
  { daysAgo: 35, score: 0, agent: sam },
  { daysAgo: 20, score: 10, channel: "chat" },
  { daysAgo: 9, score: 7, agent: ida, channel: "phone" },
  { daysAgo: 3, score: 10, agent: sam, channel: "chat" },
  { daysAgo: 0, score: 3 },
  { daysAgo: 0, score: 9, agent: sam, channel: "chat" },
];

/** The definition, taken literally. */
function nps(answers: readonly Given[]): number | null {
  if (answers.length === 0) return null;
  const share = (isOne: (score: number) => boolean) =>
    (100 * answers.filter(({ score }) => isOne(score)).length) / answers.length;
  return Math.round(10 * (share((score) => score >= 9) - share((score) => score <= 6))) / 10;
}

const regionOf = (daysAgo: number): string => (daysAgo % 2 === 0 ? "north" : "south");

const within = (oldest: number, newest: number): Given[] =>
  given.filter(({ daysAgo }) => daysAgo <= oldest && daysAgo >= newest);

describe("reading KPIs", () => {
  let hearback: ContractedHearback;
  const answered: Answered[] = [];
  beforeAll(async () => {
    hearback = await startUnderContract();
    const move = (type: string, id: string) =>
      hearback.call("POST", "/v1/interactions", { body: { type, customer: { id } } });
    for (const [at, { daysAgo, score, agent, channel }] of given.entries()) {
      const report = {
        ...(agent && { agent }),
        ...(channel && { channel }),
        attributes: { region: regionOf(daysAgo) },
      };
      answered.push(
        await answer(hearback, score, {
          report: { ...report, handleTimeSeconds: 60 + at, issueId: `i-${at}`, send: { via: "link" } },
        }),
      );
      await move("customer.activated", `c-${at}`);
      if (at % 3 === 2) await move("customer.cancelled", `c-${at - 2}`);
      await hearback.clock.advance(days(daysAgo - (given[at + 1]?.daysAgo ?? daysAgo)));
    }
    await hearback.jobs.run("compute-kpis");
  });
  afterAll(() => hearback.close());

  const dayAgo = (count: number) =>
    new Date(Date.parse(hearback.clock.now()) - days(count) * 1000).toISOString().slice(0, 10);
  const ask = (path: string, query: Record<string, string> = {}, accept = "application/json") =>
    hearback.call("GET", `/v1/kpis${path}?${new URLSearchParams({ survey: hearback.seed.surveyId, ...query })}`, {
      headers: { accept },
    });

  describe("as a trend", () => {
    it("is the rolling value at each step, as it is told for that day alone", async () => {
      for (const [every, strides] of [
        ["day", [...Array(40).keys()].reverse()],
        ["week", [35, 28, 21, 14, 7, 0]],
      ] as const) {
        const { json } = await ask("/nps/trend", { window: "30", every, from: dayAgo(every === "day" ? 39 : 35) });
        expect(json.steps).toHaveLength(strides.length);
        for (const [at, daysAgo] of strides.entries()) {
          const answers = within(daysAgo + 29, daysAgo);
          expect(json.steps[at]).toMatchObject({
            from: dayAgo(daysAgo + 29),
            to: dayAgo(daysAgo),
            value: nps(answers),
            n: answers.length,
          });
        }
        const then = (await ask("/nps", { asOf: dayAgo(7) })).json;
        const step = json.steps.find(({ to }: { to: string }) => to === dayAgo(7));
        expect(step.interval).toEqual(then.interval);
      }
    });

    it("is of the last 90 days by week unless told otherwise", async () => {
      const { json } = await ask("/nps/trend");
      expect(json).toMatchObject({ kpi: "nps", every: "week", window: { days: 30, timeZone: "UTC" } });
      expect(json.steps).toHaveLength(13);
      expect([json.steps[0].to, json.steps[12].to]).toEqual([dayAgo(84), dayAgo(0)]);
    });

    it("is of one segment", async () => {
      const { json } = await ask("/nps/trend", { window: "30", segment: "agent:a-7", every: "day", from: dayAgo(50) });
      for (const [at, step] of json.steps.entries()) {
        const own = within(50 - at + 29, 50 - at).filter(({ agent }) => agent === sam);
        expect([step.value, step.n]).toEqual([nps(own), own.length]);
      }
    });

    it("comes to what is told by a dimension too, although some answers tell none of it", async () => {
      for (const asOf of [dayAgo(0), dayAgo(20), dayAgo(36)]) {
        for (const window of ["1", "7", "30"]) {
          const [whole, broken] = [
            await ask("/nps", { window, asOf }),
            await ask("/nps", { window, asOf, by: "agent" }),
          ];
          const { value, n, previous } = broken.json;
          expect([value, n, previous], `${window} to ${asOf}`).toEqual([
            whole.json.value,
            whole.json.n,
            whole.json.previous,
          ]);
        }
      }
    });

    it("is of every KPI, those of customers who come and go among them", async () => {
      const listed = (await hearback.call("GET", "/v1/kpis")).json.kpis.map(({ kpi }: { kpi: string }) => kpi);
      expect(listed).toContain("churn_rate");
      for (const kpi of listed) {
        const trend = await hearback.call("GET", `/v1/kpis/${kpi}/trend?window=30`);
        for (const weeksAgo of [0, 5]) {
          const asOf = dayAgo(7 * weeksAgo);
          const { value, n, interval, isSmall, details } = (
            await hearback.call("GET", `/v1/kpis/${kpi}?window=30&asOf=${asOf}`)
          ).json;
          expect(trend.json.steps.at(-1 - weeksAgo), kpi).toEqual({
            ...{ from: dayAgo(7 * weeksAgo + 29), to: asOf, value, n, interval, isSmall },
            ...(details && { details }),
          });
        }
      }
    });

    it("is for customers who come and go what a goal is judged by", async () => {
      const { json: churn } = await hearback.call("GET", `/v1/kpis/churn_rate?asOf=${dayAgo(1)}`);
      expect(churn.value).toBeGreaterThan(0);
      const body = { metric: "churn_rate", target: 0, by: dayAgo(-30) };
      const { json: goal } = await hearback.call("POST", "/v1/goals", { body });
      expect(goal).toMatchObject({ direction: "low_is_good", value: churn.value, n: churn.n, baseline: churn.value });
    });
  });

  describe("in one segment", () => {
    it("has the figure that the breakdown has of it, with its own change", async () => {
      const { json } = await ask("/nps", { segment: "agent:a-7" });
      const [now, before] = [within(29, 0), within(59, 30)].map((all) => all.filter(({ agent }) => agent === sam));
      expect(json).toMatchObject({ segment: "agent:a-7", value: nps(now ?? []), n: now?.length });
      expect(json.previous).toEqual({ value: nps(before ?? []), n: before?.length });
      const broken = (await ask("/nps", { by: "agent" })).json.segments[0];
      expect(broken).toMatchObject({ segment: "a-7", value: json.value, n: json.n, interval: json.interval });
      const all = await ask("", { segment: "agent:a-7" });
      expect(all.json.kpis[0]).toMatchObject({ kpi: "nps", value: json.value, n: json.n, change: json.change });
      expect((await ask("/nps", { segment: "agent:nobody" })).json).toMatchObject({ value: null, n: 0 });
    });

    it("may be a version of the survey", async () => {
      const { json } = await ask("/nps", { version: "1" });
      expect(json).toMatchObject({ segment: "version:1", n: within(29, 0).length });
      expect((await ask("/nps", { version: "2" })).json.n).toBe(0);
    });
  });

  describe("in a dimension that is named today", () => {
    it("are told of the past once that is recounted: by it, with another, as a trend, and by a goal", async () => {
      await hearback.call("PATCH", "/v1/workspace", { body: { segmentAttributes: ["region"] } });
      const by = async (dimensions: string) =>
        (await ask("/nps", { by: dimensions, window: "90" })).json.segments.map(({ segment, value, n }: never) => [
          segment,
          value,
          n,
        ]);
      const [north, south] = ["north", "south"].map(
        (region) => (oldest: number, newest: number) =>
          within(oldest, newest).filter(({ daysAgo }) => regionOf(daysAgo) === region),
      ) as [typeof within, typeof within];
      expect(await by("attributes.region")).toEqual([]);
      const { services, seed, clock } = hearback;
      for (const { responseId } of answered) {
        const response = await services.responses.find(seed.workspaceId, responseId);
        await services.staleSlots.mark({
          ...{ workspaceId: seed.workspaceId, kind: "response", at: clock.now() },
          slot: slotOf(response?.countedAt ?? ""),
        });
      }
      await hearback.jobs.run("compute-kpis");
      const told = [north, south].map((of, at) => [["north", "south"][at], nps(of(89, 0)), of(89, 0).length]);
      expect(await by("attributes.region")).toEqual(told.sort(([, , a], [, , b]) => Number(b) - Number(a)));
      const pairs: [string, number | null, number][] = await by("attributes.region,channel");
      const phone = within(89, 0).filter(
        ({ channel, daysAgo }) => channel === "phone" && regionOf(daysAgo) === "north",
      );
      expect(pairs).toContainEqual(["north × phone", nps(phone), phone.length]);
      const segment = "attributes.region:south";
      const { steps } = (await ask("/nps/trend", { segment, every: "day", from: dayAgo(45) })).json;
      for (const [at, step] of steps.entries()) {
        const own = south(45 - at + 29, 45 - at);
        expect([step.value, step.n]).toEqual([nps(own), own.length]);
      }
      const body = { metric: "nps", survey: seed.surveyId, segment, target: 50, from: dayAgo(20), by: dayAgo(-30) };
      const { json: goal } = await hearback.call("POST", "/v1/goals", { body });
      expect(goal).toMatchObject({ value: nps(south(30, 1)), n: south(30, 1).length, baseline: nps(south(50, 21)) });
    });
  });

  describe("beside another window", () => {
    it("compares with as long a one that ends on the day that was asked for", async () => {
      const { json } = await ask("/nps", { window: "7", compareTo: dayAgo(35) });
      const [now, then] = [within(6, 0), within(41, 35)];
      expect(json).toMatchObject({ value: nps(now), n: now.length, previous: { value: nps(then), n: then.length } });
      expect(json.comparedTo).toEqual({ days: 7, from: dayAgo(41), to: dayAgo(35), timeZone: "UTC" });
      expect(json.change.difference).toBeCloseTo((nps(now) ?? 0) - (nps(then) ?? 0), 0);
    });

    it("is the one right before, however that is asked for", async () => {
      const { json } = await ask("/nps", { window: "30" });
      expect(json).not.toHaveProperty("comparedTo");
      for (const compareTo of ["previous", dayAgo(30)]) {
        expect((await ask("/nps", { window: "30", compareTo })).json).toEqual(json);
      }
    });
  });

  describe("by two dimensions", () => {
    it("has every pair, and summed the same figures as each dimension alone", async () => {
      const { json } = await ask("/nps", { by: "channel,agent", window: "90" });
      const key = ({ values: { channel, agent } }: { values: Record<string, string | null> }) => `${channel}/${agent}`;
      const reference = new Map<string, Given[]>();
      for (const one of given) {
        if (!one.channel && !one.agent) continue;
        const pair = `${one.channel ?? null}/${one.agent?.id ?? null}`;
        reference.set(pair, [...(reference.get(pair) ?? []), one]);
      }
      const told = Object.fromEntries(json.segments.map((one: never) => [key(one), one]));
      expect(Object.keys(told).sort()).toEqual([...reference.keys()].sort());
      for (const [pair, answers] of reference) {
        expect(told[pair], pair).toMatchObject({ value: nps(answers), n: answers.length });
      }
      expect(told["chat/a-7"]).toMatchObject({ segment: "chat × a-7", label: "chat × Sam" });
      expect(told["null/a-7"]).toMatchObject({ segment: "– × a-7", label: "– × Sam" });
      for (const dimension of ["channel", "agent"]) {
        const alone = (await ask("/nps", { by: dimension, window: "90" })).json;
        for (const { segment, n } of alone.segments) {
          const parts = json.segments.filter(
            (one: { values: Record<string, string> }) => one.values[dimension] === segment,
          );
          expect(
            parts.reduce((sum: number, part: { n: number }) => sum + part.n, 0),
            segment,
          ).toBe(n);
        }
        expect([json.value, json.n, json.change]).toEqual([alone.value, alone.n, alone.change]);
      }
    });

    it("is of every kind of record", async () => {
      for (const [kpi, own] of [
        ["aht", 2],
        ["response_rate", 2],
      ] as const) {
        const { json } = await hearback.call("GET", `/v1/kpis/${kpi}?by=agent,channel&window=10`);
        const [largest] = json.segments;
        expect(largest, kpi).toMatchObject({ values: { agent: "a-7", channel: "chat" }, n: own });
      }
    });

    it("is of issues once their time is over", async () => {
      const sizes = async (by: string) =>
        (await hearback.call("GET", `/v1/kpis/fcr?by=${by}&window=90`)).json.segments.map(
          ({ values, segment, n }: { values?: Record<string, string>; segment: string; n: number }) => [
            values?.["agent"] ?? segment,
            n,
          ],
        );
      const pairs: [string, number][] = await sizes("agent,channel");
      for (const [agent, n] of await sizes("agent")) {
        const parts = pairs.filter(([one]) => one === agent).map(([, part]) => part);
        expect(
          parts.reduce((sum, part) => sum + part, 0),
          agent,
        ).toBe(n);
      }
      expect(pairs.length).toBeGreaterThan(2);
    });

    it("follows attributes that the workspace has named since", async () => {
      const plan = async () => (await ask("/nps", { by: "attributes.plan,channel", window: "7" })).json.segments;
      await answer(hearback, 8, { report: { channel: "chat", attributes: { plan: "pro" } } });
      await hearback.clock.advance(120);
      await hearback.call("PATCH", "/v1/workspace", { body: { segmentAttributes: ["plan"] } });
      expect(await plan()).toContainEqual(
        expect.objectContaining({ values: { "attributes.plan": "pro", channel: "chat" }, n: 1, value: 0 }),
      );
    });

    it("leaves out what a test has made", async () => {
      await hearback.call("PATCH", "/v1/workspace", { body: { testers: ["tess@example.com"] } });
      const customer = { email: "tess@example.com" };
      await answer(hearback, 0, { report: { test: true, channel: "tests only", agent: sam, customer } });
      const { json } = await ask("/nps", { by: "channel,agent" });
      const channels = json.segments.map(({ values }: { values: Record<string, string> }) => values["channel"]);
      expect(channels).toContain("chat");
      expect(channels).not.toContain("tests only");
    });

    it("is bounded, and says what can be asked for instead", async () => {
      const refused = await ask("/nps", { by: "channel,agent", window: "91" });
      expect([refused.status, faultsOf(refused)]).toEqual([422, ["query.window"]]);
      expect(refused.json.errors[0].message).toContain("90 days");
      const old = await ask("/nps", { by: "channel,agent", asOf: "2001-01-01" });
      expect([old.status, faultsOf(old)]).toEqual([422, ["query.by"]]);
    });
  });

  describe("as CSV", () => {
    const columns =
      "kpi,survey,window.from,window.to,by,segment,label,value,n,isSmall,interval.low,interval.high,previous.value," +
      "previous.n,comparedTo.from,comparedTo.to,change.difference,change.low,change.high,change.significant," +
      "change.verdict,details.mean.value,details.share.value,details.p50.value,details.p90.value,details,distribution";
    const table = async (path: string, query: Record<string, string>) => tableOf(await ask(path, query, "text/csv"));
    const tableOf = ({ status, text, headers }: Awaited<ReturnType<typeof ask>>) => {
      expect([status, headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8; header=present"]);
      const { header, rows } = readCsv(Buffer.from(text), 500);
      expect(header.cells.join(",")).toBe(columns);
      return rows.map(({ cells }) => Object.fromEntries(header.cells.map((name, at) => [name, cells[at]])));
    };

    it("has the same columns for a figure with its segments, all KPIs, and a trend", async () => {
      const window = { window: "90" };
      const { json } = await ask("/nps", { ...window, by: "agent" });
      const [whole, first, second] = await table("/nps", { ...window, by: "agent" });
      expect(whole).toMatchObject({
        ...{ kpi: "nps", survey: hearback.seed.surveyId, "window.to": dayAgo(0), by: "", segment: "", label: "" },
        ...{ value: String(json.value), n: String(json.n), "interval.low": String(json.interval.low) },
        ...{ "previous.value": "", "previous.n": "0", "change.difference": "", "change.verdict": "" },
      });
      expect(first).toMatchObject({ by: "agent", segment: "a-7", label: "Sam", n: String(json.segments[0].n) });
      expect(second).toMatchObject({ segment: "a-8", label: "'=Ida", "previous.n": "" });
      const all = await table("", { window: "30" });
      const change = (await ask("/nps", {})).json.change;
      expect(all.find(({ kpi }) => kpi === "nps")).toMatchObject({
        "change.difference": String(change.difference),
        "change.significant": String(change.significant),
        "change.verdict": change.verdict,
      });
      const steps = await table("/nps/trend", { segment: "agent:a-7" });
      const trend = (await ask("/nps/trend", { segment: "agent:a-7" })).json.steps;
      expect(steps.map((step) => [step["window.to"], step["segment"], step["value"], step["n"]])).toEqual(
        trend.map((step: { to: string; value: number | null; n: number }) => [
          step.to,
          "agent:a-7",
          step.value === null ? "" : String(step.value),
          String(step.n),
        ]),
      );
    });

    it("says of all surveys that it is, and has what else is told and the window that it is compared with", async () => {
      const ofAll = async (path: string, accept = "text/csv") =>
        hearback.call("GET", `/v1/kpis${path}window=90`, { headers: { accept } });
      const { json } = await ofAll("?", "application/json");
      const detailsOf = (kpi: string) => json.kpis.find((one: { kpi: string }) => one.kpi === kpi).details;
      const rows = tableOf(await ofAll("?"));
      expect(new Set(rows.map(({ survey }) => survey))).toEqual(new Set(["all"]));
      const { p50, p90 } = detailsOf("aht");
      expect(rows.find(({ kpi }) => kpi === "aht")).toMatchObject({
        ...{ isSmall: "true", "details.p50.value": String(p50.value), "details.p90.value": String(p90.value) },
        "details.mean.value": "",
      });
      const outcomes = rows.find(({ kpi }) => kpi === "outcomes");
      expect(JSON.parse(outcomes?.["details"] ?? "")).toEqual(detailsOf("outcomes"));
      for (const path of ["/aht?by=survey&", "/aht/trend?"]) {
        expect(tableOf(await ofAll(path)).every(({ survey }) => survey === "all")).toBe(true);
      }
      const [nps] = await table("/nps", { window: "7", compareTo: dayAgo(35) });
      expect([nps?.["comparedTo.from"], nps?.["comparedTo.to"]]).toEqual([dayAgo(41), dayAgo(35)]);
      expect(JSON.parse(nps?.["distribution"] ?? "")).toEqual((await ask("/nps", { window: "7" })).json.distribution);
    });
  });

  it("names surveys, and what none applied to", async () => {
    const labels = async (by: string) =>
      (await hearback.call("GET", `/v1/kpis/outcomes?by=${by}`)).json.segments.map(({ label }: never) => label);
    expect((await labels("survey")).sort()).toEqual(["After support", "No survey"]);
    expect(await labels("survey,type")).toContain("No survey × customer.activated");
  });

  it("refuses what does not fit together, and names it", async () => {
    const wrong: [string, Record<string, string>, string][] = [
      ["/nps/trend", { to: dayAgo(-1) }, "query.to"],
      ["/nps/trend", { from: dayAgo(1), to: dayAgo(2) }, "query.from"],
      ["/nps/trend", { from: "2001-01-01" }, "query.from"],
      ["/nps/trend", { from: dayAgo(400), every: "day" }, "query.every"],
      ["/nps/trend", { every: "hour" }, "query.every"],
      ["/csat/trend", {}, "query.survey"],
      ["/nps", { segment: "mood:good" }, "query.segment"],
      ["/nps", { segment: "attributes.size:xl" }, "query.segment"],
      ["/nps", { segment: "agent:a-7", by: "channel" }, "query.by"],
      ["/nps", { segment: "agent:a-7", version: "1" }, "query.version"],
      ["/nps", { by: "channel,channel" }, "query.by"],
      ["/nps", { by: "channel,agent,type" }, "query.by"],
      ["/churn_rate/trend", {}, "query.survey"],
      ["/nps", { compareTo: "last year" }, "query.compareTo"],
      ["/nps", { compareTo: dayAgo(5) }, "query.compareTo"],
      ["/nps", { compareTo: dayAgo(-1) }, "query.compareTo"],
    ];
    for (const [path, query, fault] of wrong) {
      const refused = await ask(path, query);
      expect([refused.status, faultsOf(refused)], `${path} ${JSON.stringify(query)}`).toEqual([422, [fault]]);
    }
    const whole = await hearback.call("GET", "/v1/kpis/churn_rate/trend?segment=agent:a-7");
    expect([whole.status, faultsOf(whole)]).toEqual([422, ["query.segment"]]);
    const unnamed = await hearback.call("GET", "/v1/kpis/aht?version=1");
    expect([unnamed.status, faultsOf(unnamed)]).toEqual([422, ["query.version"]]);
    expect((await ask("/smiles/trend")).status).toBe(404);
  });

  it("keeps the figures of a survey that is archived", async () => {
    const before = [(await ask("/nps", { by: "agent" })).json, (await ask("")).json.kpis[0]];
    await hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/archive`);
    expect([(await ask("/nps", { by: "agent" })).json, (await ask("")).json.kpis[0]]).toEqual(before);
  });
});
