/** A survey that was mailed to one customer of a business of their own, and what counts of it. */
import { expect } from "vitest";
import { type Form, readForm } from "../../demo/form.ts";
import type { SurveyDefinition } from "../../functions/domain/survey.ts";
import type { Seed } from "../../local/seed.ts";
import { interaction, type TestHearback } from "../support/hearback.ts";

export interface MailedSurvey {
  readonly hearback: TestHearback;
  readonly seed: Seed;
  readonly interactionId: string;
  /** As they stand in the mail, one a score. */
  readonly links: readonly string[];
  readonly unsubscribeUrl: string;
}

export async function mailSurvey(
  hearback: TestHearback,
  survey: Partial<SurveyDefinition> = {},
): Promise<MailedSurvey> {
  const seed = await hearback.plant({ survey });
  const email = `${crypto.randomUUID()}@example.com`;
  const body = interaction({ customer: { email }, agent: { id: "a-7" } });
  const { json } = await hearback.call("POST", "/v1/interactions", { key: seed.apiKey, body });
  await hearback.jobs.run("dispatch-invitations");
  const mail = (await hearback.mailbox.list()).find(({ to }) => to.includes(email));
  if (!mail) throw new Error("The mail did not arrive.");
  const links = mail.links.filter((url) => new URL(url).searchParams.has("score"));
  const unsubscribeUrl = mail.links.find((url) => url.includes("/u/")) ?? "";
  return { hearback, seed, interactionId: json.id, links, unsubscribeUrl };
}

export const linkFor = ({ links }: MailedSurvey, score: number): string =>
  links.find((url) => new URL(url).searchParams.get("score") === String(score)) ?? "";

export interface Visitor {
  readonly userAgent: string | undefined;
}

/** Whoever opens an address, with whatever comes back. */
export async function visit(url: string, { userAgent }: Visitor, init: RequestInit = {}): Promise<Response> {
  const headers = { "user-agent": userAgent ?? "", ...init.headers };
  return fetch(url, { redirect: "manual", ...init, headers });
}

/** The first form of the page, as it stands there. */
export async function firstForm(url: string, visitor: Visitor): Promise<Form> {
  const form = readForm(await (await visit(url, visitor)).text(), url);
  if (!form) throw new Error(`There is no form at ${url}.`);
  return form;
}

export async function submit({ url, fields }: Form, visitor: Visitor, changes: Record<string, string> = {}) {
  const body = new URLSearchParams({ ...fields, ...changes });
  return visit(url, visitor, { method: "POST", body });
}

/** The interaction's story after all that was written has been reacted to, and the KPI that was made of it. */
export async function whatCounts({ hearback, seed, interactionId }: MailedSurvey) {
  await hearback.jobs.run("react-to-changes");
  await hearback.jobs.run("compute-kpis");
  const get = async (path: string) => (await hearback.call("GET", path, { key: seed.apiKey })).json;
  const { response, quarantined = [] } = await get(`/v1/interactions/${interactionId}`);
  const { n, distribution } = await get(`/v1/kpis/nps?survey=${seed.surveyId}`);
  const { items } = await get("/v1/responses");
  return { response, quarantined, n, distribution, listed: items };
}

/** The law: what counts is what the person meant, and nothing when nobody has answered. */
export async function expectCounted(survey: MailedSurvey, meant: { score: number; comment?: string } | undefined) {
  const { response, n, distribution, listed } = await whatCounts(survey);
  if (!meant) {
    expect({ response, n, distribution, listed }).toEqual({ response: undefined, n: 0, distribution: {}, listed: [] });
    return;
  }
  expect(response).toMatchObject({ ...meant, verdict: "counted" });
  expect(response.comment).toBe(meant.comment);
  expect({ n, distribution }).toEqual({ n: 1, distribution: { [meant.score]: 1 } });
  expect(listed).toMatchObject([{ score: meant.score }]);
}
