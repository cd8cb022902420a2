import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scaled } from "../../functions/domain/scale.ts";
import { aSurvey } from "../domain/builders.ts";
import { isBrowserMissing, openBrowser } from "../support/browser.ts";
import { pagesOf } from "../templates/pages/every-page.ts";

describe.skipIf(isBrowserMissing())("the script of the survey page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const open = async (scale: Scaled): Promise<Page> => {
    const page = await browser.newPage();
    await page.setContent((await pagesOf(aSurvey(scale)))["survey"] ?? "");
    return page;
  };
  const chosenOn = (page: Page) => page.evaluate("document.querySelector('[name=score]:checked')?.value");

  it("chooses a score by its digits while the scale has the focus", async () => {
    const page = await open({ kind: "nps" });
    await page.getByRole("radio", { name: "5 out of 10", exact: true }).focus();
    for (const [keys, score] of [
      ["7", "7"],
      ["1", "1"],
      ["0", "10"],
      ["3", "3"],
    ]) {
      await page.keyboard.type(keys ?? "");
      expect(await chosenOn(page)).toBe(score);
    }
  });

  it("chooses an emoji by its place", async () => {
    const page = await open({ kind: "custom", scale: { min: -2, max: 2, emoji: ["😡", "😕", "😐", "🙂", "😍"] } });
    await page.getByRole("radio").first().focus();
    await page.keyboard.press("2");
    expect(await chosenOn(page)).toBe("-1");
  });

  it("chooses a name by its place where no number is seen", async () => {
    const labels = { "0": { en: "Cold" }, "1": { en: "Hot" } };
    const page = await open({ kind: "custom", scale: { min: 0, max: 1, labels } });
    await page.getByRole("radio").first().focus();
    await page.keyboard.press("2");
    expect(await chosenOn(page)).toBe("1");
  });

  it("leaves digits alone where a minus may stand before them", async () => {
    const page = await open({ kind: "custom", scale: { min: -1, max: 2 } });
    await page.getByRole("radio").first().focus();
    await page.keyboard.type("12");
    expect(await chosenOn(page)).toBeUndefined();
  });

  it("leaves digits alone everywhere else, and those that are no score", async () => {
    const page = await open({ kind: "ces" });
    await page.keyboard.press("5");
    expect(await chosenOn(page)).toBeUndefined();
    await page.locator("#comment").focus();
    await page.keyboard.type("5 stars");
    expect([await chosenOn(page), await page.locator("#comment").inputValue()]).toEqual([undefined, "5 stars"]);
    await page.getByRole("radio").first().focus();
    await page.keyboard.type("8");
    await page.keyboard.press("Control+3");
    expect(await chosenOn(page)).toBeUndefined();
  });

  it("counts what is typed, and says it aloud only when the typing rests", async () => {
    const page = await open({ kind: "nps" });
    await page.locator("#comment").pressSequentially("Kind");
    expect(await page.locator("#comment + .count").innerText()).toBe("4 / 4,000");
    const told = page.locator("#comment ~ [role=status]");
    expect(await told.textContent()).toBe("");
    await expect.poll(() => told.textContent(), { timeout: 5000 }).toBe("4 / 4,000");
  });

  it("sends nothing, whatever is chosen", async () => {
    const page = await open({ kind: "thumbs" });
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.url()));
    for (const radio of await page.getByRole("radio").all()) await radio.check({ force: true });
    await page.locator("#comment").fill("Words");
    await page.waitForTimeout(300);
    expect(sent).toEqual([]);
  });
});
