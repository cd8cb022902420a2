import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, shown, startUnderContract } from "../../http/contract.ts";
import type { Answer } from "../../support/hearback.ts";
import { answer, days, invite } from "../customers.ts";

/** Values of the scores that a page shows as chosen. */
const chosenOn = (page: string): string[] =>
  [...page.matchAll(/<input[^>]*name="score"[^>]*>/g)].flatMap(([input]) =>
    /\bchecked\b/.test(input) ? [/value="(\d+)"/.exec(input)?.[1] ?? ""] : [],
  );

describe("opening a survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const storyOf = async (id: string) => (await hearback.call("GET", `/v1/interactions/${id}`)).json;

  it("is the link that the mail holds, and a score's link chooses that score", async () => {
    const { surveyUrl, unsubscribeUrl } = await invite(hearback, { customer: { email: "jo@example.com" } });
    await hearback.jobs.run("dispatch-invitations");
    const mail = (await hearback.mailbox.list()).find(({ to }) => to.includes("jo@example.com"));
    expect(mail?.links).toContain(surveyUrl);
    expect(mail?.links).toContain(unsubscribeUrl);
    const links = mail?.links.filter((link) => link.includes("?score=")) ?? [];
    expect(links).toEqual(Array.from({ length: 11 }, (_, score) => `${surveyUrl}?score=${score}`));
    for (const [score, link] of links.entries()) {
      const page = await hearback.open(link);
      expect([page.status, chosenOn(page.text)]).toEqual([200, [String(score)]]);
    }
  });

  it("chooses nothing for a score that the survey does not have", async () => {
    const { surveyUrl } = await invite(hearback);
    for (const query of [
      "",
      "?score=",
      "?score=11",
      "?score=-1",
      "?score=9.5",
      "?score=nine",
      "?score=1e999",
      "?scores=9",
    ]) {
      const page = await hearback.open(surveyUrl + query);
      expect([page.status, chosenOn(page.text)], query).toEqual([200, []]);
    }
    const twice = await hearback.open(`${surveyUrl}?score=3&score=9`);
    expect([twice.status, chosenOn(twice.text)]).toEqual([200, []]);
  });

  it("offers every score, a field for words and one way to send them: a form of its own that loads nothing", async () => {
    const { surveyUrl } = await invite(hearback);
    const { text } = await hearback.open(surveyUrl);
    const values = [...text.matchAll(/name="score" value="(\d+)"/g)].map(([, value]) => Number(value));
    expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(text.match(/<form[^>]*>/g)).toEqual([expect.stringContaining('method="post"')]);
    expect(text).toContain(`action="${new URL(surveyUrl).pathname}"`);
    expect(text).toMatch(/<textarea[^>]*name="comment"/);
    expect(text).not.toMatch(/<script[^>]*\ssrc|<[^>]*\son\w+=|javascript:|<img|<link|http-equiv|\.submit\(|fetch\(/i);
  });

  it("changes nothing, though every link of the mail is opened 100 times, by GET and HEAD", async () => {
    const { surveyUrl, unsubscribeUrl, interactionId } = await invite(hearback, {
      customer: { email: "scan@example.com" },
    });
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
    const before = await storyOf(interactionId);
    const links = [surveyUrl, `${surveyUrl}?score=9`, `${surveyUrl}/thanks`, unsubscribeUrl];
    const seen = new Map(
      await Promise.all(links.map(async (link) => [link, shown(await hearback.open(link))] as const)),
    );
    const written = await hearback.writesDuring(async () => {
      for (let round = 0; round < 50; round++) {
        const got = await Promise.all(
          links.flatMap((link) => [hearback.open(link), hearback.open(link, { method: "HEAD" })]),
        );
        for (const [at, link] of links.entries()) expect(shown(got[2 * at] as Answer)).toEqual(seen.get(link));
      }
    });
    expect(written).toEqual([]);
    expect(await storyOf(interactionId)).toEqual(before);
  });

  it("shows the answer that was given, until it can no longer be changed", async () => {
    const { surveyUrl } = await answer(hearback, 6, { comment: "Slow\nbut kind" });
    const page = await hearback.open(surveyUrl);
    expect(chosenOn(page.text)).toEqual(["6"]);
    expect(page.text).toContain("Slow\nbut kind</textarea>");
    expect(page.text).toContain("already answered");
    expect(chosenOn((await hearback.open(`${surveyUrl}?score=2`)).text)).toEqual(["2"]);
    await hearback.clock.advance(days(8));
    const over = await hearback.open(surveyUrl);
    expect(over.status).toBe(410);
    expect(over.text).toContain("You have already answered");
    expect(over.text).not.toContain("<form");
  });

  it("says that the survey has ended once the invitation has expired", async () => {
    const { surveyUrl } = await invite(hearback, { send: { expireAfterDays: 2 } });
    await hearback.clock.advance(days(2) - 60);
    expect((await hearback.open(surveyUrl)).status).toBe(200);
    await hearback.clock.advance(120);
    for (const link of [surveyUrl, `${surveyUrl}?score=9`]) {
      const over = await hearback.open(link);
      expect([over.status, over.headers.get("content-type")]).toEqual([410, "text/html; charset=utf-8"]);
      expect(over.text).toContain("This survey has ended");
      expect(over.text).toContain("Juniper Home");
      expect(over.text).not.toContain("<form");
    }
  });

  it("can be styled: the policy of every page, also of an error, allows the page's own style and script and nothing else", async () => {
    const { surveyUrl, unsubscribeUrl } = await invite(hearback);
    const { surveyUrl: answered } = await answer(hearback, 9);
    const pages = {
      survey: await hearback.open(surveyUrl),
      thanks: await hearback.open(`${answered}/thanks`),
      unsubscribe: await hearback.open(unsubscribeUrl),
      "form with a fault": await hearback.submit(surveyUrl, {}),
      "not found": await hearback.open(`${surveyUrl}x`),
      "unreadable form": await hearback.open(surveyUrl, {
        method: "POST",
        body: "x",
        headers: { "content-type": "text/x" },
      }),
    };
    for (const [name, { text, headers }] of Object.entries(pages)) {
      const [, nonce = ""] = /<style nonce="(\w{22})">/.exec(text) ?? [];
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, name).toContain(`style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';`);
      for (const [tag] of text.matchAll(/<(?:style|script)\b[^>]*>/g)) expect(tag, name).toContain(`nonce="${nonce}"`);
      expect(policy, name).toContain("form-action 'self'");
      expect(policy, name).not.toMatch(/unsafe|https?:|\*/);
    }
  });
});
