/** What customers do with a mail, through its links and the pages behind them. */
import { failed } from "../bin/commands/failure.ts";
import { type Form, readForm } from "./form.ts";
import type { ReceivedMail } from "./hearback.ts";

type Mail = Pick<ReceivedMail, "links">;

/** Looks, and leaves it at that. */
export async function openSurvey(mail: Mail, mood: number): Promise<void> {
  await visit(scoreLink(mail, mood));
}

export interface Thought {
  readonly mood: number;
  readonly comment?: string | undefined;
  /** Time goes by between opening the page and sending it. */
  readonly look?: () => Promise<void>;
}

/** Chooses the score that fits the mood, says something or nothing, and sends. An edit is the same once more. */
export async function answerSurvey(mail: Mail, { mood, comment, look }: Thought): Promise<"answered" | "too late"> {
  const page = await visit(scoreLink(mail, mood));
  if (page.status === 410) return "too late";
  const form = formOn(page);
  await look?.();
  const said = comment !== undefined && form.commentField !== undefined ? { [form.commentField]: comment } : {};
  await send(form, said);
  return "answered";
}

export async function unsubscribe(mail: Mail): Promise<void> {
  const link = mail.links.find((url) => new URL(url).pathname.startsWith("/u/"));
  if (link === undefined) throw failed("A mail came without a link to unsubscribe.");
  await send(formOn(await visit(link)));
}

/** The lowest score for mood 0, the highest for 1, whatever the survey's scale. */
export function scoreLink({ links }: Mail, mood: number): string {
  const scored = links
    .map((url) => ({ url, score: new URL(url).searchParams.get("score") }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => Number(a.score) - Number(b.score));
  const link = scored[Math.round(mood * (scored.length - 1))];
  if (!link) throw failed("A mail came without a score to click on.");
  return link.url;
}

interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

async function visit(url: string): Promise<Page> {
  const answer = await browse(url);
  return { url, status: answer.status, html: await answer.text() };
}

function formOn({ html, url, status }: Page): Form {
  const form = readForm(html, url);
  if (!form) throw failed(`The page behind a mail's link was answered with ${status} and holds no form.`);
  return form;
}

/** Follows to the page of thanks, as browsers do. */
async function send(form: Form, words: Record<string, string> = {}): Promise<void> {
  const body = new URLSearchParams({ ...form.fields, ...words });
  const answer = await browse(form.url, { method: "POST", body });
  await answer.text();
  if (!answer.ok) throw failed(`A customer's form was answered with ${answer.status}.`);
}

async function browse(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, headers: { "user-agent": "Mozilla/5.0 (compatible; Hearback demo)" } });
  } catch (error) {
    throw failed(`Nothing answers any more at ${new URL(url).origin}.`, error);
  }
}
