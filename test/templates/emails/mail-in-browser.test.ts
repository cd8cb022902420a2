import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults, isBrowserMissing, openBrowser, overflowsSideways } from "../../support/browser.ts";
import { mailOf, scaleNames, type Told } from "./mails.ts";

/** A yellow that nobody could read on white, and a logo that does not arrive. */
const branded: Told = {
  workspace: {
    brand: { name: "Juniper & Söhne", logoUrl: "https://juniper.invalid/logo.png", accentColour: "#f2c200" },
  },
};

describe.skipIf(isBrowserMissing())("a mail in a real browser", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    const context = await browser.newContext();
    await context.route(/^https/, (route) => route.abort());
    page = await context.newPage();
  });
  afterAll(() => browser.close());

  const show = async (html: string, colorScheme: "light" | "dark", width: number): Promise<void> => {
    await page.setViewportSize({ width, height: 700 });
    await page.emulateMedia({ colorScheme });
    await page.setContent(html);
  };

  it.each(scaleNames)("fits a small phone and can be read by everybody: %s", async (scale) => {
    for (const told of [{}, { ...branded, dir: "rtl" } as const]) {
      const { html } = await mailOf(scale, told);
      for (const colorScheme of ["light", "dark"] as const) {
        await show(html, colorScheme, 320);
        expect(await overflowsSideways(page)).toBe(false);
        expect(await accessibilityFaults(page)).toEqual([]);
      }
    }
  });

  it.each(scaleNames)("has scores that a thumb can hit: %s", async (scale) => {
    for (const width of [320, 1280]) {
      await show((await mailOf(scale)).html, "light", width);
      const boxes = await Promise.all((await page.locator("a.tile").all()).map((tile) => tile.boundingBox()));
      expect(boxes.length).toBeGreaterThan(1);
      for (const box of boxes) {
        expect(box?.width).toBeGreaterThanOrEqual(44);
        expect(box?.height).toBeGreaterThanOrEqual(44);
      }
    }
  });

  it.each(["nps", "ces"] as const)("has two rows of one length where scores need two: %s", async (scale) => {
    const rows = async (width: number) => {
      await show((await mailOf(scale)).html, "light", width);
      const boxes = await Promise.all((await page.locator("a.tile").all()).map((tile) => tile.boundingBox()));
      const byTop = new Map<number, [left: number, right: number]>();
      for (const box of boxes) {
        const { x = 0, y = 0, width: across = 0 } = box ?? {};
        byTop.set(Math.round(y), [byTop.get(Math.round(y))?.[0] ?? Math.round(x), Math.round(x + across)]);
      }
      return [...byTop.values()];
    };
    for (const width of [320, 360]) {
      const [first, second, ...more] = await rows(width);
      expect(second).toEqual(first);
      expect(more).toEqual([]);
    }
    expect(await rows(600)).toHaveLength(1);
  });

  it("breaks a name that is longer than a phone is wide", async () => {
    const name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    await show((await mailOf("nps", { workspace: { brand: { name } } })).html, "light", 320);
    expect(await overflowsSideways(page)).toBe(false);
  });

  it("says whose it is while images are off", async () => {
    await show((await mailOf("nps", branded)).html, "dark", 320);
    expect(await page.getByRole("img", { name: "Juniper & Söhne" }).isVisible()).toBe(true);
  });

  it("runs from right to left where its language does", async () => {
    await show((await mailOf("nps", { dir: "rtl" })).html, "light", 1280);
    const leftOf = async (score: number) => (await page.locator(`a[href$="score=${score}"]`).boundingBox())?.x ?? 0;
    const lefts = await Promise.all([0, 5, 6, 10].map(leftOf));
    expect(lefts).toEqual(lefts.toSorted((one, other) => other - one));
  });
});
