import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults, isBrowserMissing, openBrowser, overflowsSideways } from "../support/browser.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { improvingWeek, plantWeeks } from "../support/kpi-weeks.ts";

describe.skipIf(isBrowserMissing())("the KPI page in a real browser", () => {
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

  it("has nothing that axe-core finds wrong before there are figures", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 900 } });
    await page.goto(`${hearback.url}/_local/kpis`);
    expect(await page.getByRole("heading", { name: "No figures yet" }).count()).toBe(1);
    expect(await overflowsSideways(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
    await plantWeeks(hearback.services, hearback.seed, improvingWeek);
  });

  it.each([
    { width: 320, colorScheme: "light" },
    { width: 1440, colorScheme: "dark" },
  ] as const)(
    "has nothing that axe-core finds wrong, opened tables too, at $width px, $colorScheme",
    async ({ width, colorScheme }) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await page.goto(`${hearback.url}/_local/kpis`);
      expect(await page.getByRole("img", { name: "Net Promoter Score, week by week" }).count()).toBe(1);
      await page.evaluate('document.querySelectorAll("details").forEach((it) => (it.open = true))');
      expect(await overflowsSideways(page)).toBe(false);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.close();
    },
  );
});
