/** The system's Chromium. On a laptop without one the browser suites are skipped with one loud line; in CI they must run. */
import { existsSync } from "node:fs";
import { source as axeSource } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const candidates = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const executablePath = candidates.find((path) => path !== undefined && existsSync(path));

/** Whether to skip; throws in CI, where a missing browser is a failure. */
export function isBrowserMissing(): boolean {
  if (executablePath !== undefined) return false;
  if (process.env["CI"]) throw new Error("CI has no Chromium: the browser suites must run there.");
  process.stderr.write("\n!! SKIPPED: the browser suites need Chromium (or CHROMIUM_PATH), and found none.\n\n");
  return true;
}

/** How a person's Chromium names itself; a headless one says so, as scanners do. */
export const personAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** What axe-core finds wrong with a page, as `rule: where`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  // biome-ignore lint/suspicious/noExplicitAny: axe is there because it was just injected
  const { violations } = await page.evaluate(() => (globalThis as any).axe.run());
  return (violations as { id: string; nodes: { target: string[] }[] }[]).flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
  );
}

/** Whether a person would have to scroll sideways. */
export const overflowsSideways = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
