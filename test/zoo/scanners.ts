/** Scanners as they have been seen, and some that are worse. Each gets the links of one mail. */
import type { Form } from "../../demo/form.ts";
import { firstForm, type MailedSurvey, submit, type Visitor, visit } from "./mailed-survey.ts";

export type Scanner = (survey: MailedSurvey) => Promise<unknown>;

/** Most call themselves what people's browsers do. */
const disguised: Visitor = {
  userAgent:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
};
const script: Visitor = { userAgent: "python-requests/2.32.3" };
const nameless: Visitor = { userAgent: undefined };

const everyLink = ({ links, unsubscribeUrl }: MailedSurvey): string[] => [...links, unsubscribeUrl];
const first = ({ links }: MailedSurvey): string => links[0] ?? "";
const inTurn = async <T>(things: readonly T[], act: (thing: T, index: number) => Promise<unknown>) => {
  for (const [index, thing] of things.entries()) await act(thing, index);
};

/** What only looks: none of it may write anything. */
export const lookers: Readonly<Record<string, Scanner>> = {
  "asks for the heads of all links only": (survey) =>
    Promise.all(everyLink(survey).map((url) => visit(url, disguised, { method: "HEAD" }))),

  "fetches everything within a second, again and again": (survey) =>
    inTurn(Array.from({ length: 5 }), () =>
      Promise.all(
        everyLink(survey).flatMap((url) => [visit(url, script), visit(url, disguised), visit(url, nameless)]),
      ),
    ),

  "prefetches what a page links to": (survey) =>
    inTurn(everyLink(survey), async (url) => {
      const html = await (await visit(url, disguised)).text();
      await Promise.all(
        linksIn(html, url).map((next) => visit(next, disguised, { headers: { "sec-purpose": "prefetch;prerender" } })),
      );
    }),

  "follows every link it finds, hidden or not, and guesses more": async (survey) => {
    const seen = new Set<string>();
    const queue = everyLink(survey);
    for (let url = queue.shift(); url !== undefined && seen.size < 200; url = queue.shift()) {
      if (seen.has(url)) continue;
      seen.add(url);
      const html = await (await visit(url, disguised)).text();
      const path = url.replace(/\?.*/, "");
      queue.push(
        ...linksIn(html, url),
        ...["/thanks", "/questions", "/", "?score=99", "?lang=de"].map((end) => path + end),
      );
    }
  },

  "rewrites the links before it opens them": (survey) =>
    inTurn(survey.links, (url) => Promise.all(rewritten(url).map((one) => visit(one, disguised)))),
};

/** What sends forms. */
export const submitters: Readonly<Record<string, Scanner>> = {
  "submits the first form": async (survey) => submit(await firstForm(first(survey), disguised), disguised),

  "submits the first form with words of its own in every field, hidden or not": async (survey) =>
    submit(await firstForm(first(survey), disguised), disguised, { website: "https://example.com", comment: "test" }),

  "submits every score, one after the other": (survey) =>
    inTurn(survey.links, async (url) => submit(await firstForm(url, disguised), disguised)),

  "submits every score, each a while after the page": (survey) =>
    inTurn(survey.links, async (url) => {
      const form = await firstForm(url, disguised);
      await survey.hearback.clock.advance(4);
      await submit(form, disguised);
    }),

  "submits every score from one page, taking its time": async (survey) => {
    const form = await firstForm(first(survey), disguised);
    await inTurn(survey.links, async (_, index) => {
      await survey.hearback.clock.advance(6);
      await submit(form, disguised, { score: String(index) });
    });
  },

  "submits every score at once": (survey) =>
    Promise.all(survey.links.map(async (url) => submit(await firstForm(url, disguised), disguised))),

  "opens every page, waits, and submits all of them at once": async (survey) => {
    const forms = await Promise.all(survey.links.map((url) => firstForm(url, disguised)));
    await survey.hearback.clock.advance(10);
    await Promise.all(forms.map((form) => submit(form, disguised)));
  },

  "submits under a script's name without having opened the page": (survey) =>
    submit(plainForm(survey, "0"), script, { comment: "test" }),

  "submits every score without having opened the page": (survey) =>
    inTurn(survey.links, (_, score) => submit(plainForm(survey, String(score)), nameless)),

  "submits with a nonce that it made up": (survey) =>
    submit(plainForm(survey, "0"), disguised, { nonce: "AZsUd0qgAAAAAAAAAAAAAAAAAAAAAAA" }),
};

const plainForm = (survey: MailedSurvey, score: string): Form => ({
  url: first(survey).replace(/\?.*/, ""),
  fields: { score },
});

const linksIn = (html: string, base: string): string[] =>
  [...html.matchAll(/\shref="([^"]*)"/g)]
    .map(([, href = ""]) => new URL(href.replaceAll("&amp;", "&"), base).href)
    .filter((url) => new URL(url).origin === new URL(base).origin);

/** One link as gateways pass it on: encoded anew, and with something of theirs behind it. */
export function rewritten(url: string): string[] {
  const { origin, pathname, search } = new URL(url);
  const token = pathname.slice("/s/".length);
  const encoded = Array.from(token, (character) => `%${character.charCodeAt(0).toString(16)}`).join("");
  return [
    `${origin}/s/${encoded}${search}`,
    `${url}&utm_source=mail&utm_campaign=a%20b`,
    `${url}&url=https%3A%2F%2Fsafelinks.example%2F%3Furl%3Dx&data=05%7C02&reserved=0`,
    `${url}#top`,
  ];
}
