import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accessibilityFaults,
  isBrowserMissing,
  openBrowser,
  overflowsSideways,
  personAgent,
} from "../support/browser.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };

describe.skipIf(isBrowserMissing())("a customer in a real browser", () => {
  let hearback: TestHearback;
  let browser: Browser;
  beforeAll(async () => {
    [hearback, browser] = await Promise.all([startHearback(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await hearback.close();
  });

  const mailSomebody = async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    await hearback.call("POST", "/v1/interactions", { body: interaction({ customer: { email } }) });
    await hearback.jobs.run("dispatch-invitations");
    const mail = (await hearback.mailbox.list()).find(({ to }) => to.includes(email));
    if (!mail) throw new Error("The mail did not arrive.");
    return mail;
  };

  const responseTo = async (score: number) => {
    const { json } = await hearback.call("GET", `/v1/responses?minScore=${score}&maxScore=${score}`);
    const [found] = json.items;
    return found && (await hearback.call("GET", `/v1/responses/${found.id}`)).json;
  };

  /** Looking takes a script, so pages are looked at where scripts run; they are the same without. */
  const looksRight = async (page: Page, javaScriptEnabled = true) => {
    if (!javaScriptEnabled) return;
    expect(await overflowsSideways(page), `sideways scrolling on ${page.url()}`).toBe(false);
    expect(await accessibilityFaults(page), page.url()).toEqual([]);
  };

  /** Opens the mail in the inbox as a person does, and clicks a score in it. */
  const openFromInbox = async (
    context: BrowserContext,
    mailId: string,
    score: number,
    javaScriptEnabled: boolean,
  ): Promise<Page> => {
    const inbox = await context.newPage();
    await inbox.goto(`${hearback.url}/_local/mailbox/${mailId}`);
    await looksRight(inbox, javaScriptEnabled);
    const opened = context.waitForEvent("page");
    await inbox
      .frameLocator("iframe")
      .getByRole("link", { name: `Rate ${score} out of 10`, exact: true })
      .click();
    const page = await opened;
    await page.waitForLoadState();
    return page;
  };

  describe.each([
    { name: "on a phone with JavaScript", viewport: phone, javaScriptEnabled: true, score: 9 },
    { name: "on a phone without JavaScript", viewport: phone, javaScriptEnabled: false, score: 3 },
    { name: "on a desktop with JavaScript", viewport: desktop, javaScriptEnabled: true, score: 10 },
    { name: "on a desktop without JavaScript", viewport: desktop, javaScriptEnabled: false, score: 0 },
  ])("$name", ({ viewport, javaScriptEnabled, score }) => {
    it("clicks a score in the mail, says why, changes it once, and the KPI follows", async () => {
      const context = await browser.newContext({ userAgent: personAgent, viewport, javaScriptEnabled });
      const mail = await mailSomebody();
      const page = await openFromInbox(context, mail.id, score, javaScriptEnabled);
      await looksRight(page, javaScriptEnabled);
      expect(await page.getByRole("radio", { name: `${score} out of 10`, exact: true }).isChecked()).toBe(true);
      // Opening, however often, gives no answer.
      await page.reload();
      await hearback.clock.advance(90);
      expect(await responseTo(score)).toBeUndefined();

      await page.getByRole("textbox").fill("Sam was <b>quick</b> & kind");
      await page.getByRole("button").click();
      await page.waitForURL(/\/thanks$/);
      await looksRight(page, javaScriptEnabled);
      expect(await responseTo(score)).toMatchObject({ score, comment: "Sam was <b>quick</b> & kind" });

      await page.getByRole("link").first().click();
      await page.waitForLoadState();
      await hearback.clock.advance(90);
      await looksRight(page, javaScriptEnabled);
      expect(await page.getByRole("textbox").inputValue()).toBe("Sam was <b>quick</b> & kind");
      await page.getByRole("radio", { name: "7 out of 10", exact: true }).check({ force: true });
      await page.getByRole("button").click();
      await page.waitForURL(/\/thanks$/);
      expect(await responseTo(7)).toMatchObject({ score: 7, edits: [{ score }] });

      await hearback.jobs.run("compute-kpis");
      const kpi = await hearback.call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}`);
      expect(kpi.json.distribution["7"]).toBeGreaterThanOrEqual(1);
      expect(kpi.json.distribution[String(score)]).toBeUndefined();
      await context.close();
    });

    it("unsubscribes with one press, takes it back with another, and stops only this survey", async () => {
      const context = await browser.newContext({ userAgent: personAgent, viewport, javaScriptEnabled });
      const mail = await mailSomebody();
      const page = await context.newPage();
      await page.goto(mail.links.find((url) => url.includes("/u/")) ?? "");
      await looksRight(page, javaScriptEnabled);
      const press = async (name: string, heading: string) => {
        await page.getByRole("button", { name }).click();
        await page.getByRole("heading", { name: heading }).waitFor();
        await looksRight(page, javaScriptEnabled);
      };
      await press("Unsubscribe", "You are unsubscribed");
      const again = interaction({ customer: { email: mail.to[0] } });
      const report = async () => (await hearback.call("POST", "/v1/interactions", { body: again })).json;
      expect(await report()).toMatchObject({ outcome: "not_invited", reason: "suppressed" });

      await hearback.clock.advance(20);
      await press("Receive surveys again", "You will receive surveys again");
      await page.goto(page.url());
      await press("Stop only this survey", "This survey is stopped");
      expect(await report()).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
      await context.close();
    });
  });

  it("is told kindly what is missing, with nothing typed lost", async () => {
    const page = await browser.newPage({ viewport: phone });
    const mail = await mailSomebody();
    await page.goto(mail.links.find((url) => /\/s\/[^?]+$/.test(url)) ?? "");
    await page.getByRole("textbox").fill("No score yet");
    // Newer browsers insist on a choice themselves; older ones send the form.
    await page.evaluate("document.querySelector('form').noValidate = true");
    await page.getByRole("button").click();
    await page.getByRole("alert").waitFor();
    await looksRight(page);
    expect(await page.getByRole("textbox").inputValue()).toBe("No score yet");
    await page.close();
  });

  it("reads why a link is over or wrong", async () => {
    const page = await browser.newPage({ viewport: phone });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${hearback.url}/s/nonsense`);
    await looksRight(page);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).not.toBe("");
    const mail = await mailSomebody();
    await hearback.clock.advance(40 * 86_400);
    const response = await page.goto(mail.links.find((url) => /\/s\/[^?]+$/.test(url)) ?? "");
    expect(response?.status()).toBe(410);
    await looksRight(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("finds the inbox and the gallery easy to use", async () => {
    for (const viewport of [phone, desktop]) {
      const page = await browser.newPage({ viewport });
      for (const path of ["mailbox", "gallery?kind=all&locale=ar&state=thanks"]) {
        await page.goto(`${hearback.url}/_local/${path}`);
        await looksRight(page);
      }
      await page.close();
    }
  });
});
