import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { improvingWeek, plantWeeks } from "../support/kpi-weeks.ts";
import { expectRefusal, runHere } from "./cli.ts";
import { answer } from "./journey.ts";

describe("commands over the API", () => {
  let hearback: TestHearback;
  let folder: string;
  beforeAll(async () => {
    hearback = await startHearback();
    folder = await mkdtemp(join(tmpdir(), "hearback-over-api-"));
    for (let n = 0; n < 3; n++)
      await hearback.call("POST", "/v1/interactions", { body: interaction({ id: `v-${n}` }) });
  });
  afterAll(async () => {
    await hearback.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]) => {
    const env = { HEARBACK_URL: hearback.url, HEARBACK_API_KEY: hearback.seed.apiKey };
    return runHere(args, env);
  };

  it("show the figures of a survey, also before there are any", async () => {
    const { surveyId } = hearback.seed;
    const { code, stdout } = await run("kpis", "--survey", surveyId, "--window", "7");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${surveyId}, 2026-\\d\\d-\\d\\d to \\S+ in UTC\n\nKPI +VALUE +UNIT`));
    expect(stdout).toMatch(/\nnps +– +– +0, small +–/);
    expect(JSON.parse((await run("kpis", "--survey", surveyId, "--json")).stdout)).toMatchObject({ survey: surveyId });
  });

  it("show figures with interval, n and verdict, of several surveys and by segment, within 100 columns", async () => {
    const planted = await hearback.plant();
    const figuresOf = (...args: string[]) =>
      runHere(["kpis", ...args], { HEARBACK_URL: hearback.url, HEARBACK_API_KEY: planted.apiKey });
    await plantWeeks(hearback.services, planted, improvingWeek);
    const { stdout } = await figuresOf("--survey", planted.surveyId, "--by", "agent");
    expect(stdout).toMatch(/\nnps +61\.2 +points +48\.1 to 71\.2 +121 +\+24\.8, better/);
    expect(stdout).toMatch(/\naht +5\.4 +min +5\.2 to 5\.6 +210 +-0\.7, better/);
    expect(stdout).toMatch(/\nfcr +66\.7 +% +\S+ to \S+ +3, small/);
    expect(stdout).toMatch(/\nnps\nAGENT +VALUE +UNIT +95 % +N\nSam \(a-7\) +61\.2 +points/);
    for (const line of stdout.split("\n")) expect([...line].length).toBeLessThanOrEqual(100);
    const all = await figuresOf("--by", "agent", "--format", "csv");
    const [names = "", ...rows] = all.stdout.split("\r\n");
    expect(names).toMatch(/^kpi,survey,window\.from,.*,by,segment,.*,change\.verdict,.*,distribution$/);
    expect(rows.find((row) => row.startsWith("bounce_rate,"))?.split(",")).toHaveLength(names.split(",").length);
    expect(rows.some((row) => row.startsWith("nps,"))).toBe(false);
    expect(rows.some((row) => /^aht,all,[^,]+,[^,]+,agent,a-7,Sam,324\.6,210,/.test(row))).toBe(true);
    const twice = await figuresOf("--survey", `${planted.surveyId},${planted.surveyId}`, "--json");
    expect(JSON.parse(twice.stdout).survey).toBe(planted.surveyId);
  });

  it("say what was asked wrongly in the words of their options", async () => {
    const { surveyId } = hearback.seed;
    expectRefusal(await run("kpis", "--survey", surveyId, "--window", "many"), /^--window must be a number\.$/, 2);
    expectRefusal(
      await run("kpis", "--survey", surveyId, "--as-of", "2999-01-01"),
      /^--as-of is in the future: name today/,
      2,
    );
    expectRefusal(
      await run("kpis", "--survey", "srv_00000000000"),
      /with 404: There is no such survey; look for its id in the lists of this workspace\.$/,
      1,
    );
    expectRefusal(await run("kpis", "--survey", `${surveyId},x`), /^--survey is no survey id, srv_…\.$/, 2);
    expectRefusal(await run("kpis", "--format", "xml"), /^--format must be one of table, csv\.$/, 2);
    expectRefusal(await run("kpis", "--survey", surveyId, "--by", "mood"), /^--by is none of /, 2);
    expectRefusal(await run("export", "responses", "--format", "xml"), /^--format must be one of csv, jsonl\.$/, 2);
    const range = ["--from", "2026-02-02", "--to", "2026-02-01"];
    expectRefusal(
      await run("export", "interactions", "--format=jsonl", ...range),
      /^--from is not before to: name an earlier time\.$/,
      2,
    );
    expectRefusal(await run("export", "interactions", "--output", "/none/x"), /cannot be written: no such file/, 2);
    const another = await runHere(["kpis", "--survey", surveyId], {
      HEARBACK_URL: hearback.url,
      HEARBACK_API_KEY: `hb_live_${"0".repeat(22)}_${"1".repeat(49)}`,
    });
    expectRefusal(another, /^Hearback does not know this API key\.$/, 1);
  });

  it("export as JSON lines, to stdout or to a file that is there once it is complete", async () => {
    const idsIn = (lines: string) =>
      lines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).externalId)
        .sort();
    const ids = ["v-0", "v-1", "v-2"];
    expect(idsIn((await run("export", "interactions", "--format", "jsonl")).stdout)).toEqual(ids);
    const file = join(folder, "interactions.jsonl");
    const told = await run("export", "interactions", "--format", "jsonl", "--output", file, "--json");
    expect(JSON.parse(told.stdout)).toEqual({ file, rows: 3 });
    expect(idsIn(await readFile(file, "utf8"))).toEqual(ids);
    expect(await readdir(folder)).toEqual(["interactions.jsonl"]);
  });

  describe("with batches and CSV", () => {
    it("import a file once, however often, and invite nobody", async () => {
      const plant = await hearback.plant();
      const env = { HEARBACK_URL: hearback.url, HEARBACK_API_KEY: plant.apiKey };
      const file = join(folder, "visits.csv");
      const rows = ["ticket.solved,a-1,jo@example.com,30", ",a-2,li@example.com,", "ticket.solved,,mo@example.com,5"];
      await writeFile(file, `type,agent.id,customer.email,handleTimeSeconds\n${rows.join("\n")}\n`);
      for (let time = 0; time < 2; time++) {
        const { code, stdout } = await runHere(["import", "interactions", file], env);
        expect([code, stdout]).toEqual([
          1,
          `rows           3\nnot requested  2\nrefused        1, see ${file}.errors.csv\n`,
        ]);
      }
      expect(await readFile(`${file}.errors.csv`, "utf8")).toMatch(/^line,field,error\r\n3,type,is missing\r\n$/);
      const { json } = await hearback.call("GET", "/v1/interactions", { key: plant.apiKey });
      const facts = json.items.map((one: Record<string, unknown>) => [one["handleTimeSeconds"], one["reason"]]);
      expect(facts.toSorted()).toEqual([
        [30, "not_requested"],
        [5, "not_requested"],
      ]);
    });

    it("export as CSV with one row of names", async () => {
      await answer(hearback, 9);
      const { code, stdout } = await run("export", "responses", "--survey", hearback.seed.surveyId);
      expect(code).toBe(0);
      const [names = "", row = "", end] = stdout.split("\r\n");
      expect(row.split(",")[names.split(",").indexOf("score")]).toBe("9");
      expect(end).toBe("");
      const interactions = await run("export", "interactions");
      expect(
        interactions.stdout
          .trimEnd()
          .split("\r\n")
          .filter((line) => line.includes("v-")),
      ).toHaveLength(3);
    });
  });
});
