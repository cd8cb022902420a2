import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults, isBrowserMissing, openBrowser, overflowsSideways } from "../support/browser.ts";
import { everySurvey, pagesOf, plainPages } from "../templates/pages/every-page.ts";

const looks = [
  { width: 360, colorScheme: "light", locale: "en" },
  { width: 360, colorScheme: "dark", locale: "ar" },
  { width: 1280, colorScheme: "light", locale: "ar" },
  { width: 1280, colorScheme: "dark", locale: "en" },
] as const;

/** One survey in all its pages, the others in the one that looks different for each, and what hangs on none. */
async function manyPages(locale: string): Promise<[name: string, html: string][]> {
  const [first, ...others] = await Promise.all(
    everySurvey.map(async ([kind, survey]) => ({ kind, pages: await pagesOf(survey, locale) })),
  );
  const plain = await plainPages(locale);
  return [
    ...Object.entries(first?.pages ?? {}),
    ["open menu", (first?.pages["survey"] ?? "").replace("<details", "<details open")],
    ...others.map(({ kind, pages }): [string, string] => [kind, pages["with the lowest score"] ?? ""]),
    ...["expired", "error", "unsubscribe", "unsubscribed", "survey stopped", "surveys again"].map(
      (name): [string, string] => [name, plain[name] ?? ""],
    ),
  ];
}

describe.skipIf(isBrowserMissing())("every page in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const onPage = async (options: Parameters<Browser["newPage"]>[0], look: (page: Page) => Promise<void>) => {
    const page = await browser.newPage(options);
    await look(page);
    await page.close();
  };

  it.each(looks)(
    "has nothing that axe-core finds wrong, at $width px, $colorScheme, in $locale",
    { timeout: 60_000 },
    ({ width, colorScheme, locale }) =>
      onPage({ viewport: { width, height: 800 }, colorScheme }, async (page) => {
        for (const [name, html] of await manyPages(locale)) {
          await page.setContent(html);
          expect(await accessibilityFaults(page), name).toEqual([]);
          expect(await overflowsSideways(page), name).toBe(false);
        }
      }),
  );

  it.each([
    ["a narrow phone", { width: 320, height: 600 }, 1],
    ["a desktop at 200 %", { width: 640, height: 450 }, 1],
    ["a phone with letters twice as large", { width: 360, height: 740 }, 2],
  ])("needs no sideways scrolling on %s", async (_, viewport, scale) => {
    await onPage({ viewport }, async (page) => {
      for (const locale of ["en", "ar", "de"]) {
        for (const [name, html] of await manyPages(locale)) {
          await page.setContent(html);
          if (scale !== 1) await page.addStyleTag({ content: `html{font-size:${100 * scale}%}` });
          expect(await overflowsSideways(page), `${locale} ${name}`).toBe(false);
        }
      }
    });
  });

  it("offers scores that a thumb can hit, on the narrowest phone too", async () => {
    await onPage({ viewport: { width: 320, height: 600 } }, async (page) => {
      for (const [name, survey] of everySurvey) {
        await page.setContent((await pagesOf(survey))["survey"] ?? "");
        for (const radio of await page.locator("input[name=score]").all()) {
          const box = await radio.boundingBox();
          expect(Math.min(box?.width ?? 0, box?.height ?? 0), name).toBeGreaterThanOrEqual(44);
        }
      }
    });
  });

  it("writes out the name of the chosen score where a mark stands for it", async () => {
    await onPage({}, async (page) => {
      for (const [name, survey] of everySurvey) {
        await page.setContent((await pagesOf(survey))["survey"] ?? "");
        for (const label of await page.locator("label.score:has(.name)").all()) {
          await label.locator("input").check();
          expect(await label.locator(".name").isVisible(), name).toBe(true);
          expect(await page.locator(".scale.named .name:visible").count(), name).toBe(survey.kind === "thumbs" ? 2 : 1);
        }
      }
    });
  });

  it("shows which score is chosen in forced colours, and moves nothing for whoever wants no motion", async () => {
    await onPage({ forcedColors: "active", reducedMotion: "reduce" }, async (page) => {
      for (const [name, survey] of everySurvey) {
        await page.setContent((await pagesOf(survey))["with the lowest score"] ?? "");
        const [chosen, other] = await Promise.all(
          ["input:checked", "input:not(:checked)"].map((input) => lookOf(page, `label.score:has(${input})`)),
        );
        expect(chosen, name).not.toEqual(other);
        expect(await page.evaluate("getComputedStyle(document.querySelector('button')).transitionDuration")).toBe("0s");
      }
    });
  });
});

/** Everything that could tell one score's look from another's. */
const lookOf = (page: Page, label: string): Promise<unknown> =>
  page
    .locator(label)
    .last()
    .evaluate((element: unknown) => {
      // biome-ignore lint/suspicious/noExplicitAny: the types of a browser are not those of the tests
      const { getComputedStyle } = globalThis as any;
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const parts = [element, ...(element as any).querySelectorAll(".mark, svg")];
      return parts.map((part) => {
        const { backgroundColor, color, fill } = getComputedStyle(part);
        return [backgroundColor, color, fill];
      });
    });
