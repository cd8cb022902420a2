import { describe, expect, it } from "vitest";
import { scoresOf } from "../../../functions/domain/scale.ts";
import { addressesIn, everyScale, linksIn, mailOf, scaleNames, surveyUrl, unsubscribeUrl } from "./mails.ts";

const scoresIn = (urls: readonly string[]): number[] =>
  urls.filter((url) => url.startsWith(`${surveyUrl}?`)).map((url) => Number(new URL(url).searchParams.get("score")));

/** What is read of each score's link: its name for a screen reader, and its text. */
const readIn = (html: string) =>
  [...html.matchAll(/<a class="tile" [^>]*aria-label="([^"]*)" title="([^"]*)"[^>]*>(.*?)<\/a>/g)].map(
    ([, name, title, content = ""]) => ({
      name,
      title,
      text: content.replace(/<[^>]+>/g, "").replace(/&nbsp;\s*/g, " "),
    }),
  );

describe.each(scaleNames)("the scores in a mail: %s", (scale) => {
  it("are links, lowest first, and the same ones in both parts", async () => {
    const { html, text } = await mailOf(scale);
    const scores = scoresOf(everyScale[scale]);
    expect(scoresIn(linksIn(html))).toEqual(scores);
    expect(scoresIn(addressesIn(text))).toEqual(scores);
    expect(addressesIn(text)).toEqual(linksIn(html));
    expect(linksIn(html)).toEqual(expect.arrayContaining([surveyUrl, unsubscribeUrl]));
  });

  it("have names that stand alone, each another, and text without any image", async () => {
    const { html } = await mailOf(scale);
    const read = readIn(html);
    expect(read).toHaveLength(scoresOf(everyScale[scale]).length);
    expect(new Set(read.map(({ name }) => name)).size).toBe(read.length);
    for (const { name, title, text } of read) {
      expect(name).toMatch(/^(Rate|Answer:) /);
      expect(title).toBe(name);
      expect(text).toMatch(/\S/);
    }
    expect(html).not.toMatch(/<img|url\(|@import|<script|<form/);
  });
});

describe("how a scale is read in a mail", () => {
  const textsOf = async (scale: keyof typeof everyScale) => readIn((await mailOf(scale)).html).map(({ text }) => text);

  it("is in numbers where the ends give them their meaning", async () => {
    expect(await textsOf("ces")).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    const { html, text } = await mailOf("ces");
    for (const part of [html, text]) expect(part).toMatch(/Strongly disagree.*Strongly agree/s);
  });

  it("is in stars that can be counted", async () => {
    expect(await textsOf("stars")).toEqual(["1★", "2★", "3★", "4★", "5★"]);
    expect(readIn((await mailOf("stars")).html).map(({ name }) => name)).toEqual([
      "Rate 1 star out of 5",
      ...[2, 3, 4, 5].map((stars) => `Rate ${stars} stars out of 5`),
    ]);
  });

  it("is in words where every score has a name", async () => {
    expect(await textsOf("csat")).toEqual([
      "😞 Very dissatisfied",
      "🙁 Dissatisfied",
      "😐 Neither satisfied nor dissatisfied",
      "🙂 Satisfied",
      "😀 Very satisfied",
    ]);
    expect(await textsOf("thumbs")).toEqual(["👎 No, not really", "👍 Yes, it did"]);
    expect(await textsOf("custom with named scores")).toEqual(["Too slow", "About right", "Faster than expected"]);
    expect(await textsOf("custom with named emoji")).toEqual(["🥶 Cold", "🔥 Hot"]);
    expect((await mailOf("csat")).text).toContain(`\nVery satisfied: ${surveyUrl}?score=5\n`);
  });

  it("is in numbers where only some have names, each link with both", async () => {
    const { html } = await mailOf("custom with named ends");
    expect(readIn(html).slice(0, 2)).toEqual([
      { text: "1", name: "Answer: 1, Not useful to me at all", title: "Answer: 1, Not useful to me at all" },
      { text: "2", name: "Rate 2 out of 10", title: "Rate 2 out of 10" },
    ]);
  });

  it("is in emoji where a business chose them, each named by its place", async () => {
    expect(await textsOf("custom with emoji")).toEqual(["😡", "😕", "😐", "🙂", "😍"]);
    const { html } = await mailOf("custom with emoji");
    expect(readIn(html)[1]?.name).toBe("Answer: 😕, 2 out of 5");
  });

  it("is in numbers below zero too, each named by its place or in words", async () => {
    const named = readIn((await mailOf("custom below zero")).html).map(({ text, name }) => [text, name]);
    expect(named[0]).toEqual(["-5", "Answer: -5, 1 out of 11"]);
    expect(named[6]).toEqual(["1", "Answer: 1, 7 out of 11"]);
    expect(named[10]).toEqual(["5", "Answer: 5, Far too much"]);
  });

  it("says what the older scale of effort means at its ends, where low is good", async () => {
    const { text } = await mailOf("ces on the older scale of effort");
    expect(text).toContain("(1 = Very little effort, 5 = A great deal of effort)");
  });
});
