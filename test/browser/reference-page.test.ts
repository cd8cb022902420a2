import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults, isBrowserMissing, openBrowser, overflowsSideways } from "../support/browser.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";

describe.skipIf(isBrowserMissing())("the reference page in a real browser", () => {
  let hearback: TestHearback;
  let browser: Browser;
  beforeAll(async () => {
    hearback = await startHearback();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await hearback?.close();
  });

  const onPage = async (options: Parameters<Browser["newPage"]>[0], look: (page: Page) => Promise<void>) => {
    const page = await browser.newPage(options);
    await page.goto(`${hearback.url}/docs`);
    await look(page);
    await page.close();
  };

  it.each([
    { width: 320, colorScheme: "light" },
    { width: 1440, colorScheme: "dark" },
  ] as const)(
    "has nothing that axe-core finds wrong and no sideways scrolling, at $width px, $colorScheme",
    ({ width, colorScheme }) =>
      onPage({ viewport: { width, height: 900 }, colorScheme }, async (page) => {
        expect(await overflowsSideways(page)).toBe(false);
        await page.evaluate(keepSome);
        expect(await accessibilityFaults(page)).toEqual([]);
      }),
  );

  it("is found through, and looks as it should, without JavaScript and under its own policy", () =>
    onPage({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false }, async (page) => {
      const [navigation, title] = [page.getByRole("navigation"), page.locator("#createSurvey-title")];
      await navigation.getByRole("link", { name: "Create survey" }).click();
      expect((await title.boundingBox())?.y).toBeLessThan(900);
      // Beside what is read, and still there, which only the page's own style makes it.
      expect((await navigation.boundingBox())?.y).toBe(0);
      expect((await title.boundingBox())?.x).toBeGreaterThan((await navigation.boundingBox())?.width ?? 0);
    }));
});

/** They are all built alike, and axe-core would look at each for as long. */
const keepSome = `document
  .querySelectorAll("article:not(#recordInteraction, #removeSuppression, #schema-Suppression), li li:nth-child(n + 3)")
  .forEach((part) => part.remove())`;
