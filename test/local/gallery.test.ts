import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInLocales, textsFor } from "../../functions/templates/locales/wordings.ts";
import { type LocalResponse, localRoutes } from "../../local/local-routes.ts";
import { Mailbox } from "../../local/mailbox.ts";
import { scaleNames, stateNames } from "../../local/pages/gallery-specimens.ts";

let directory: string;
let answer: ReturnType<typeof localRoutes>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "hearback-gallery-"));
  answer = localRoutes({
    mailbox: await Mailbox.open(directory),
    jobs: [],
    now: () => "2026-11-22T09:30:00Z",
    advance: async () => ({ now: "" }),
    run: async () => ({}),
    emit: () => {},
    sheets: async () => [],
    welcome: () => ({ apiKey: "", kpiUrl: "", curl: "", url: "" }),
  });
});
afterAll(() => rm(directory, { recursive: true }));

async function get(address: string): Promise<LocalResponse> {
  const { pathname, searchParams } = new URL(address, "http://127.0.0.1");
  const found = await answer({
    method: "GET",
    path: pathname,
    query: searchParams,
    headers: { accept: "application/json" },
    body: Buffer.alloc(0),
  });
  if (!found) throw new Error(`Nothing answers ${address}.`);
  return found;
}

const framesIn = ({ body }: LocalResponse): string[] =>
  [...String(body).matchAll(/<iframe src="([^"]+)"/g)].map(([, address = ""]) => address);

describe("the gallery", () => {
  it("shows every state of the NPS in English to begin with", async () => {
    expect(framesIn(await get("/_local/gallery"))).toHaveLength(stateNames.length);
  });

  it("shows every kind, language or state that is asked for", async () => {
    const kinds = framesIn(await get("/_local/gallery?kind=all&locale=ar&state=survey"));
    expect(kinds).toHaveLength(scaleNames.length);
    const locales = framesIn(await get("/_local/gallery?kind=csat&locale=all&state=mail"));
    expect(locales).toEqual(builtInLocales.map((locale) => `/_local/gallery/csat/${locale}/mail`));
  });

  it.each(scaleNames)("renders %s in every language and state as customers get it", async (scale) => {
    for (const locale of builtInLocales) {
      const { dir } = await textsFor(locale);
      for (const state of stateNames) {
        const { status, body } = await get(`/_local/gallery/${scale}/${locale}/${encodeURIComponent(state)}`);
        expect(status, `${scale}, ${locale}, ${state}`).toBe(200);
        expect(String(body)).toContain(`<html lang="${locale}" dir="${dir}"`);
        expect(String(body), `${scale}, ${locale}, ${state}`).not.toMatch(/\{\{?[\w.]+\}?\}|undefined|\[object/);
      }
    }
  });

  it.each([
    "/_local/gallery?kind=likert",
    "/_local/gallery?locale=xx",
    "/_local/gallery?state=constructor",
    "/_local/gallery/nps/en/nowhere",
    "/_local/gallery/nps/constructor/mail",
  ])("has nothing at %s, and says so", async (address) => {
    const { status, body } = await get(address);
    expect(status).toBe(404);
    expect(JSON.parse(String(body)).detail).toMatch(/^There is no /);
  });
});
