import { readFile } from "node:fs/promises";
import { describe, expect, inject, it } from "vitest";
import { measureJourney } from "../../bench/capacity/steps.ts";
import type { Bill } from "../../bin/commands/cost/bill.ts";
import measured from "../../bin/commands/cost/measured.json" with { type: "json" };
import { monthOf } from "../../bin/commands/cost/month.ts";
import { priceLists } from "../../bin/commands/cost/price-list.ts";
import { expectRefusal, runHere } from "./cli.ts";

const cost = (...args: string[]) => runHere(["cost", ...args]);
const billOf = async (...args: string[]): Promise<Bill> => JSON.parse((await cost(...args, "--json")).stdout);
const quantityOf = ({ watching }: Bill, wanted: string) => watching.find(({ line }) => line === wanted)?.quantity;
const month = ["--surveys", "100000", "--answers", "20000"];

describe("hearback cost", () => {
  it("adds up, with the free amounts apart and SES on both plans", async () => {
    const { lines, besidesMail, watching, mail, others } = await billOf(...month);
    const sum = lines.reduce((total, { dollars }) => total + dollars, 0);
    expect(besidesMail.dollars).toBeCloseTo(sum, 9);
    expect(mail.map(({ plan, dollars }) => [plan, dollars])).toEqual([
      ["alaCarte", 10],
      ["essentials", 16],
    ]);
    const watched = watching.reduce((total, { dollars }) => total + dollars, 0);
    for (const { total, dollars } of mail) expect(total.dollars).toBeCloseTo(sum + watched + dollars, 9);
    // Worked out by hand: 100,000 requests for interactions and 60,000 for answers, at a dollar a million.
    expect(lines.find(({ service }) => service === "API Gateway")).toMatchObject({ quantity: 160_000, dollars: 0.16 });
    for (const { free, dollars } of lines) expect(free).toBeLessThanOrEqual(dollars);
    expect(lines.find(({ line }) => line === "calls")).toMatchObject({ free: expect.closeTo(0.0844, 3) });
    expect(others.map(({ dollars }) => dollars)).toEqual([2000, 2000]);
  });

  it("charges a reminder as a mail, and an idle month for its clockwork alone", async () => {
    const [without, reminded, idle] = await Promise.all([
      billOf(...month),
      billOf(...month, "--reminders", "50000"),
      billOf("--surveys", "0", "--answers", "0"),
    ]);
    expect(reminded.mail[0]?.dollars).toBe(15);
    expect(reminded.besidesMail.dollars).toBeGreaterThan(without.besidesMail.dollars + 0.3);
    expect(idle.mail[0]?.dollars).toBe(0);
    expect(idle.besidesMail.dollars).toBeLessThan(0.4);
    // What is emitted in each run whatever happens, and once a day.
    expect(quantityOf(idle, "metrics of its own")).toBeCloseTo(2 + 2 / 24, 9);
    expect(quantityOf(without, "metrics of its own")).toBeCloseTo(7 + 2 / 24, 2);
  });

  it("folds few answers dearly each, and many cheaply", () => {
    const writesOf = (answers: number) =>
      monthOf({ surveys: answers, answers, reminders: 0 }, measured.steps).dynamodbWriteUnits / answers;
    expect(writesOf(1000)).toBeGreaterThan(writesOf(20_000));
    expect(writesOf(20_000)).toBeGreaterThan(writesOf(720_000));
    const { acceptKnown, send, mailEvents, answer, fold } = measured.steps;
    const each = acceptKnown.wcu + send.wcu + mailEvents.wcu + answer.wcu + fold.wcu;
    expect(writesOf(720_000)).toBeCloseTo(each, 0);
  });

  it("prints a table within 100 columns, whose notes say from when and whence it is", async () => {
    const { stdout, code } = await cost(...month, "--reminders", "10");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^A month with 100,000 surveys, 20,000 answers, 10 reminders, in dollars\n\nSERVICE +LINE +QUANTITY/,
    );
    expect(stdout).toMatch(/\nSES +mails, Essentials +100,010 +16\.00 +0\.00 +16\.00\n/);
    expect(stdout).toMatch(/\ntotal +à la carte +20\.\d\d /);
    expect(stdout).toContain(`operations counted on ${measured.at}`);
    expect(stdout).toMatch(/QuestionPro +2,000\.00 .*\n +https:\/\/www\.questionpro\.com\/\S+, read 2026-11-22\n/);
    for (const line of stdout.split("\n").filter((one) => !one.includes("https"))) {
      expect([...line].length, line).toBeLessThanOrEqual(130);
    }
  });

  it("has a source and a date for every figure of others and of AWS", async () => {
    const dated = { source: expect.stringMatching(/^https:\/\//), date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) };
    for (const { mail, ...rest } of Object.values(priceLists)) {
      for (const price of [...Object.values(mail), ...Object.values(rest)]) expect(price).toMatchObject(dated);
    }
    const saas = new URL("../../bin/commands/cost/saas.json", import.meta.url);
    for (const other of JSON.parse(await readFile(saas, "utf8"))) expect(other).toMatchObject(dated);
  });

  it.each<[string[], RegExp]>([
    [["--surveys", "many", "--answers", "1"], /^--surveys is not a whole number such as 20000\.$/],
    [["--surveys", "1.5", "--answers", "1"], /^--surveys is not a whole number/],
    [["--surveys=-1", "--answers", "1"], /^--surveys is not a whole number/],
    [["--surveys", "1000000000", "--answers", "1"], /^--surveys is above 100000000\.$/],
    [["--surveys", "10", "--answers", "11"], /^--answers is above --surveys/],
    [[...month, "--reminders", "x"], /^--reminders is not a whole number/],
    [[...month, "--region", "mars-1"], /^--region is none whose prices are known here: us-east-1\.$/],
    [[...month, "--region", "constructor"], /^--region is none whose/],
    [[...month, "--local"], /^There is no option --local/],
  ])("refuses %j", async (args, wanted) => expectRefusal(await cost(...args), wanted, 2));

  // Another engine counts transactions otherwise.
  it.skipIf(inject("engine").name !== "dynoxide")(
    "is made of operations that cost what they cost now",
    async () => {
      const now = await measureJourney(4);
      for (const [name, { wcu, rcu }] of Object.entries(now)) {
        const kept = (measured.steps as Partial<Record<string, { wcu: number; rcu: number }>>)[name];
        if (kept === undefined) continue;
        expect.soft(wcu, `${name} writes; npm run bench -- capacity --keep`).toBeCloseTo(kept.wcu, 0);
        expect.soft(rcu, `${name} reads; npm run bench -- capacity --keep`).toBeCloseTo(kept.rcu, 0);
      }
      expect(Object.keys(now)).toEqual(
        expect.arrayContaining(["acceptKnown", "send", "remind", "mailEvents", "answer"]),
      );
    },
    120_000,
  );
});
