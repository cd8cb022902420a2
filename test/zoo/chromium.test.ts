import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isBrowserMissing, openBrowser } from "../support/browser.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { expectCounted, linkFor, type MailedSurvey, mailSurvey, whatCounts } from "./mailed-survey.ts";
import { answerAsPerson, phone } from "./person.ts";

const meant = { score: 9, comment: "Sam was quick & kind" };

describe.skipIf(isBrowserMissing())("a real browser", () => {
  let hearback: TestHearback;
  let browser: Browser;
  beforeAll(async () => {
    [hearback, browser] = await Promise.all([startHearback(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await hearback.close();
  });

  /** Opens a link, lets its scripts run, waits by the virtual clock, and presses what sends the first form. */
  const openAndSubmit = async (page: Page, url: string, waitSeconds: number): Promise<void> => {
    await page.goto(url, { waitUntil: "load" });
    await hearback.clock.advance(waitSeconds);
    await page.locator("form button[type=submit]").first().click();
    await page.waitForURL((now) => now.href !== url);
  };

  /** What a gateway's browser is called: by itself, or like a person's. */
  const gateways = [
    ["under its own name", undefined],
    ["under a person's browser's name", phone.userAgent],
  ] as const;

  const inBrowser = async (userAgent: string | undefined, visit: (page: Page) => Promise<void>): Promise<void> => {
    const context = await browser.newContext({ ...(userAgent !== undefined && { userAgent }) });
    await visit(await context.newPage());
    await context.close();
  };

  /** Enough different scores, and fewer pages to wait for. */
  const someOf = ({ links }: MailedSurvey): string[] => links.filter((_, score) => score % 3 === 0);

  const everyScore = (userAgent: string | undefined, waitSeconds: number) => (survey: MailedSurvey) =>
    inBrowser(userAgent, async (page) => {
      for (const url of someOf(survey)) await openAndSubmit(page, url, waitSeconds);
    });
  const firstScore = (userAgent: string | undefined, waitSeconds: number) => (survey: MailedSurvey) =>
    inBrowser(userAgent, (page) => openAndSubmit(page, survey.links[0] ?? "", waitSeconds));
  const everyPageAtOnce = (userAgent: string | undefined, waitSeconds: number) => (survey: MailedSurvey) =>
    inBrowser(userAgent, async (first) => {
      const opened = await Promise.all(
        someOf(survey).map(async (url) => {
          const page = await first.context().newPage();
          await page.goto(url, { waitUntil: "load" });
          return page;
        }),
      );
      await hearback.clock.advance(waitSeconds);
      // A click waits for its page to be drawn, which the browser puts off for all pages but one.
      await Promise.all(opened.map((page) => page.evaluate("document.forms[0].requestSubmit()")));
      await Promise.all(opened.map((page) => page.waitForURL(/\/(?:thanks|questions)/)));
    });

  // Under its own name it shows one thing more that speaks against it.
  describe.each(gateways.slice(1))("of a mail gateway %s", (_, userAgent) => {
    it("that runs the pages and looks at everything on them gives no answer", async () => {
      const survey = await mailSurvey(hearback);
      await inBrowser(userAgent, async (page) => {
        for (const url of [...someOf(survey), survey.unsubscribeUrl]) {
          await page.goto(url, { waitUntil: "load" });
          for (const link of await page.locator("a").all())
            await link.hover({ force: true, timeout: 500 }).catch(() => {});
          await page.keyboard.press("9");
        }
      });
      await expectCounted(survey, undefined);
    });

    it.each([
      ["submits many scores, one after the other", everyScore(userAgent, 2)],
      ["opens many scores at once and submits them all", everyPageAtOnce(userAgent, 5)],
    ])(
      "that %s counts for nothing, and the person before and after it does",
      async (_what, scan) => {
        const early = await mailSurvey(hearback);
        await scan(early);
        await expectCounted(early, undefined);
        await answerAsPerson(early, meant);
        await expectCounted(early, meant);

        const late = await mailSurvey(hearback);
        await answerAsPerson(late, meant);
        await hearback.clock.advance(6 * 3600);
        await scan(late);
        await expectCounted(late, meant);
      },
      60_000,
    );
  });

  it("of a gateway that submits the first form as the mail arrives counts for nothing", async () => {
    for (const [, userAgent] of gateways) {
      const survey = await mailSurvey(hearback);
      await firstScore(userAgent, 1)(survey);
      await expectCounted(survey, undefined);
      expect((await whatCounts(survey)).quarantined).toHaveLength(1);
      await answerAsPerson(survey, meant);
      await expectCounted(survey, meant);
    }
  });

  it("of a gateway that comes back six hours later under its own name changes nothing", async () => {
    const survey = await mailSurvey(hearback);
    await answerAsPerson(survey, meant);
    await hearback.clock.advance(6 * 3600);
    await firstScore(undefined, 10)(survey);
    await expectCounted(survey, meant);
  });

  it("of a person is heard, and heard again when they change their mind", async () => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(600);
    await inBrowser(phone.userAgent, async (page) => {
      await openAndSubmit(page, linkFor(survey, 3), 12);
      await expectCounted(survey, { score: 3 });
      await hearback.clock.advance(5);
      await openAndSubmit(page, linkFor(survey, 9), 6);
      await expectCounted(survey, { score: 9 });
    });
  });
});
