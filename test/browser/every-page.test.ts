import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aSurvey } from "../domain/builders.ts";
import { accessibilityFaults, isBrowserMissing, openBrowser, overflowsSideways } from "../support/browser.ts";
import { everySurvey, followUps, pagesOf, plainPages } from "../templates/pages/every-page.ts";

const looks = [
  { width: 360, colorScheme: "dark", locale: "ar" },
  { width: 1280, colorScheme: "light", locale: "en" },
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
    ["a phone at 200 %", { width: 180, height: 370 }, 1],
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

  it.each([
    ["a phone", { width: 360, height: 740 }, 1],
    ["a phone at 200 %", { width: 180, height: 370 }, 1],
    ["a phone with letters twice as large", { width: 360, height: 740 }, 2],
    ["a desktop", { width: 1280, height: 900 }, 1],
  ])("keeps scores apart, and each in one piece, on %s", async (_, viewport, scale) => {
    await onPage({ viewport }, async (page) => {
      for (const [name, survey] of everySurvey) {
        await page.setContent((await pagesOf(survey))["with the lowest score"] ?? "");
        await page.addStyleTag({ content: `html{font-size:${100 * scale}%}` });
        const boxes = await Promise.all(
          (await page.locator("label.score .mark").all()).map((mark) => mark.boundingBox()),
        );
        for (const [at, box] of boxes.entries()) {
          for (const other of boxes.slice(at + 1)) expect(overlap(box, other), name).toBe(false);
        }
        expect(await page.evaluate(marksInPieces), name).toEqual([]);
      }
    });
  });

  it("leaves the menu of languages where it is when it opens, and its end where it was in another language", async () => {
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1280, height: 900 },
    ]) {
      await onPage({ viewport }, async (page) => {
        const ends = [];
        for (const locale of ["en", "pt-BR", "ja"]) {
          await page.setContent((await pagesOf(aSurvey(), locale))["survey"] ?? "");
          const button = page.locator("summary");
          const closed = await button.boundingBox();
          await button.click();
          expect(await page.getByRole("link", { name: "Deutsch" }).isVisible()).toBe(true);
          expect(await button.boundingBox()).toEqual(closed);
          ends.push([Math.round((closed?.x ?? 0) + (closed?.width ?? 0)), closed?.y]);
        }
        expect(new Set(ends.map(String)).size).toBe(1);
      });
    }
  });

  it("begins every question at one edge, though its words are read the other way", async () => {
    await onPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
      await page.setContent((await pagesOf(aSurvey({ followUps }), "ar"))["questions"] ?? "");
      const edges = (await page.evaluate(rightEdgesOf("legend, label.field"))) as number[];
      expect(edges).toHaveLength(followUps.length);
      expect(new Set(edges).size).toBe(1);
    });
  });

  it("breaks Japanese between phrases", async () => {
    await onPage({ viewport: { width: 360, height: 740 } }, async (page) => {
      await page.setContent((await pagesOf(aSurvey(), "ja"))["survey"] ?? "");
      expect(await page.locator("h1").innerText()).toContain("可能性は");
      expect(await page.evaluate(linesOf("h1", "可能性は"))).toBe(1);
      expect(await page.evaluate(linesOf(".send p", "届きます"))).toBe(1);
    });
  });

  it("writes out the name of the chosen score where a mark stands for it", async () => {
    await onPage({}, async (page) => {
      for (const [name, survey] of everySurvey) {
        await page.setContent((await pagesOf(survey))["survey"] ?? "");
        const named = await page.locator("label.score:has(.name)").all();
        const shown = (await page.locator(".thumbs,.words").count()) > 0 ? named.length : 1;
        for (const label of named) {
          await label.locator("input").check();
          expect(await label.locator(".name").isVisible(), name).toBe(true);
          expect(await page.locator(".scale.named .name:visible").count(), name).toBe(shown);
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

type Box = Awaited<ReturnType<Locator["boundingBox"]>>;

/** Stars have no edges, but take room all the same. */
const overlap = (one: Box, other: Box): boolean =>
  one === null ||
  other === null ||
  (one.x < other.x + other.width - 0.1 &&
    other.x < one.x + one.width - 0.1 &&
    one.y < other.y + other.height - 0.1 &&
    other.y < one.y + one.height - 0.1);

/** What stands out of its tile or on two lines. */
const marksInPieces = `[...document.querySelectorAll(".mark")].filter((mark) => {
  const range = document.createRange();
  range.selectNodeContents(mark.querySelector("b") ?? mark);
  const text = mark.querySelector("svg") ? [] : range.getClientRects();
  return mark.scrollWidth > mark.clientWidth || new Set([...text].map(({ bottom }) => bottom)).size > 1;
}).map((mark) => mark.outerHTML)`;

/** On how many lines a phrase stands. */
const linesOf = (selector: string, phrase: string): string => `(() => {
  const text = [...document.querySelector("${selector}").childNodes].find(({ data }) => data?.includes("${phrase}"));
  const range = document.createRange();
  const start = text.data.indexOf("${phrase}");
  range.setStart(text, start);
  range.setEnd(text, start + ${phrase.length});
  return range.getClientRects().length;
})()`;

/** Where the words of each end, or begin if they are read from there. */
const rightEdgesOf = (selector: string): string => `[...document.querySelectorAll("${selector}")].map((element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return Math.round(range.getBoundingClientRect().right);
})`;

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
