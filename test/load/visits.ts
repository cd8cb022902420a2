/** What people and scanners do with the links of a mail. */
import { type Form, readForm } from "../../demo/form.ts";
import { between, oneOf } from "../../demo/random.ts";
import type { Around } from "./around.ts";
import type { Asked } from "./business.ts";

const browser = {
  "user-agent":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
};
const script = { "user-agent": "python-requests/2.32.3" };

const isOfPerson = ({ isSilent }: Asked): boolean => !isSilent;

export function open({ business, random, round, ask }: Around): (() => Promise<void>) | undefined {
  const asked = business.take(random, round, (one) => isOfPerson(one) && one.form === undefined);
  if (!asked) return undefined;
  const link = oneOf(random, asked.links);
  return async () => {
    const { text } = await ask([200], link, { headers: browser });
    const form = readForm(text, link);
    if (form) asked.form = form;
    else business.wrong.push(`${asked.invitationId} opened a page without a form.`);
  };
}

export function answer(around: Around): (() => Promise<void>) | undefined {
  const { business, random, round } = around;
  const asked = business.take(random, round, (one) => one.form !== undefined && one.meant === undefined);
  return asked && submit(around, asked, between(random, [0, 10]));
}

export function changeAnswer(around: Around): (() => Promise<void>) | undefined {
  const { business, random, round } = around;
  const asked = business.take(random, round, (one) => one.meant !== undefined);
  return asked && submit(around, asked, between(random, [0, 10]));
}

function submit({ ask, random }: Around, asked: Asked, score: number): () => Promise<void> {
  const { url, fields } = asked.form as Form;
  const words = random() < 0.2 ? { comment: "Quick and kind, thank you!" } : {};
  return async () => {
    const body = new URLSearchParams({ ...fields, ...words, score: String(score) });
    const { status } = await ask([303], url, { method: "POST", headers: browser, body });
    if (status === 303) asked.meant = score;
  };
}

export function unsubscribe({ business, random, round, ask }: Around): (() => Promise<void>) | undefined {
  const asked = business.take(random, round, (one) => isOfPerson(one) && one.mail !== undefined);
  if (!asked) return undefined;
  const fields = oneOf(random, [{ "List-Unsubscribe": "One-Click" }, { what: "all" }] as Record<string, string>[]);
  return async () => {
    const body = new URLSearchParams(fields);
    const { status } = await ask([200], unsubscribeLink(asked), { method: "POST", headers: browser, body });
    if (status === 200) business.silence(asked);
  };
}

const unsubscribeLink = ({ mail }: Asked): string => mail?.links.find((url) => url.includes("/u/")) ?? "";

/** Any link of a mail, whoever else has it in hand: looking changes nothing. */
export function fetchLink(
  { business, random, ask }: Around,
  method: "GET" | "HEAD",
): (() => Promise<void>) | undefined {
  if (business.asked.length === 0) return undefined;
  const { mail, links } = oneOf(random, business.asked);
  const link = oneOf(random, [...links, ...(mail?.links.filter((url) => url.includes("/u/")) ?? [])]);
  const headers = oneOf(random, [browser, script]);
  return async () => {
    await ask([200], link, { method, headers });
  };
}

export function scannerPosts({ business, random, round, ask }: Around): (() => Promise<void>) | undefined {
  const asked = business.take(random, round, () => true);
  if (!asked) return undefined;
  const score = String(between(random, [0, 10]));
  const [headers, fields] = oneOf<[Record<string, string>, Record<string, string>]>(random, [
    [browser, { score, nonce: "AZsUd0qgAAAAAAAAAAAAAAAAAAAAAAA" }],
    [script, { score, comment: "test" }],
  ]);
  return async () => {
    await ask([303], asked.surveyUrl, { method: "POST", headers, body: new URLSearchParams(fields) });
  };
}

/**
 * Of a program that has opened no page. One that has, and calls itself a browser, is known by its pace alone, which a machine under
 * load does not keep for it.
 */
export function scannerPostsAll({ business, random, round, ask }: Around): (() => Promise<void>) | undefined {
  const asked = business.take(random, round, ({ mail }) => mail !== undefined);
  if (!asked) return undefined;
  return async () => {
    const post = (_: string, score: number) =>
      ask([303], asked.surveyUrl, {
        method: "POST",
        headers: script,
        body: new URLSearchParams({ score: String(score) }),
      });
    await Promise.all(asked.links.map(post));
  };
}
