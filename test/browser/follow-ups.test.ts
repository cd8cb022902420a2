import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invite } from "../endpoints/customers.ts";
import { accessibilityFaults, isBrowserMissing, openBrowser, personAgent } from "../support/browser.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { followUps } from "../templates/pages/every-page.ts";

describe.skipIf(isBrowserMissing())("follow-up questions in a real browser", () => {
  let hearback: TestHearback;
  let browser: Browser;
  beforeAll(async () => {
    [hearback, browser] = await Promise.all([startHearback({ plant: { survey: { followUps } } }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await hearback.close();
  });

  /** Someone invited who has opened the page, and taken the time that people take. */
  const openSurvey = async (context: BrowserContext) => {
    const { surveyUrl, invitationId } = await invite(hearback);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(surveyUrl);
    await hearback.clock.advance(20);
    return { page, invitationId, complaints };
  };
  const kept = (invitationId: string) =>
    hearback.services.responses.find(hearback.seed.workspaceId, invitationId.replace("inv_", "rsp_"));
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const nameOfFocus = (page: Page) =>
    page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()");

  it("are answered with nothing but the keyboard and no script", async () => {
    const context = await browser.newContext({ userAgent: personAgent, javaScriptEnabled: false });
    const { page, invitationId } = await openSurvey(context);
    await page.getByRole("radio", { name: "0 out of 10", exact: true }).focus();
    await press(page, "Space", "ArrowRight", "ArrowRight", "Tab");
    await page.keyboard.type("Slow");
    await press(page, "Tab", "Enter");
    await page.waitForURL(/\/questions$/);
    expect(await kept(invitationId)).toMatchObject({ score: 2, comment: "Slow" });

    await hearback.clock.advance(20);
    await page.getByRole("textbox", { name: "What could we do better?" }).focus();
    await page.keyboard.type("Answer the phone");
    // The first option, the words for something else, then the first of several.
    await press(page, "Tab", "Space", "Tab", "Tab", "Space");
    await page.getByRole("button").focus();
    await press(page, "Enter");
    await page.waitForURL(/\/thanks$/);
    expect(await kept(invitationId)).toMatchObject({
      followUps: {
        why: { text: "Answer the phone" },
        what: { choices: ["price"] },
        which: { choices: ["chat"] },
      },
    });
    await context.close();
  });

  it("lead to what is missing, and keep what was typed", async () => {
    const context = await browser.newContext({ userAgent: personAgent });
    const { page, invitationId } = await openSurvey(context);
    await page.getByRole("radio", { name: "2 out of 10", exact: true }).check();
    // As a browser without scripts shows it: nothing but the score.
    await page.evaluate("for (const one of document.querySelectorAll('.follow-up')) one.remove()");
    await page.getByRole("button").click();
    await page.waitForURL(/\/questions$/);
    await hearback.clock.advance(20);
    await page.getByRole("textbox", { name: "Something else" }).fill("A letter");
    await page.getByRole("button").click();
    const summary = page.getByRole("alert");
    await summary.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe("alert");
    await summary.getByRole("link", { name: "What was it about?" }).focus();
    await press(page, "Enter", "Space");
    expect(await nameOfFocus(page)).toBe("q.what");
    expect(await page.getByRole("textbox", { name: "Something else" }).inputValue()).toBe("A letter");
    expect(await kept(invitationId)).toMatchObject({ followUps: { which: { choices: ["other"], other: "A letter" } } });
    await context.close();
  });

  it("appear with the score that calls for them, and are sent along with it", async () => {
    const context = await browser.newContext({ userAgent: personAgent });
    const { page, invitationId, complaints } = await openSurvey(context);
    const why = page.getByLabel("What could we do better?");
    expect(await why.isVisible()).toBe(false);
    await page.getByRole("radio", { name: "3 out of 10", exact: true }).check();
    expect([await why.isVisible(), await why.isEnabled()]).toEqual([true, true]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("radio", { name: "9 out of 10", exact: true }).check();
    expect([await why.isVisible(), await why.isEnabled()]).toEqual([false, false]);
    await page.getByRole("radio", { name: "Something about staff" }).check();
    await page.getByRole("button").click();
    await page.waitForURL(/\/questions\?ask=speed%2Cagain$/);
    expect(await kept(invitationId)).toMatchObject({ score: 9, followUps: { what: { choices: ["staff"] } } });
    expect(complaints).toEqual([]);
    await context.close();
  });
});
