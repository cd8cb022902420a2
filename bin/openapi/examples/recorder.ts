/** Asks a running Hearback for one thing after the other, and keeps what was sent and answered. */
import { AppError } from "../../../functions/domain/errors.ts";
import { problemOf } from "../../../functions/http/problem.ts";
import { type Route, routes } from "../../../functions/routes.ts";
import { steadyExamples } from "./steady-examples.ts";

type Name = keyof typeof routes;
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are walked through
type Json = any;

export interface Ready {
  readonly url: string;
  readonly apiKey: string;
  readonly surveyId: string;
}

interface Asked {
  /** For each name in braces of the route's path; one may hold them all. */
  readonly in?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Submitting {
  readonly as?: string;
  readonly name?: Name;
}

const publicUrl = "https://ask.example.com";
/** Of a mail's HTML the beginning is example enough. */
const maxTextLength = 240;

const person = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
export const scanner = "curl/8.5.0";

/** What it takes a flood or a fault to be told. */
const requestId = "6f0c1b0e-52c1-4c5e-8a3e-0d7b2f0f6a55";
const seldom = {
  429: problemOf(
    new AppError("rate_limited", "This API key calls more often than 100 times a second. Try again in a second."),
    requestId,
  ),
  503: problemOf(new AppError("unavailable", "The service is busy. Try again in a moment."), requestId),
};

export class Recorder {
  readonly #ready: Ready;
  readonly #operations: Record<
    string,
    { target?: string; request?: unknown; table?: string; answers: Record<string, unknown> }
  > = {};
  readonly #problems: Record<string, unknown> = {};

  constructor(ready: Ready) {
    this.#ready = ready;
  }

  get surveyId(): string {
    return this.#ready.surveyId;
  }

  /** Asks for it, and notes what was sent and answered unless that is there already. */
  async note(name: Name, asked: Asked = {}, shorten = (json: Json): Json => json): Promise<Json> {
    const { status, json } = await this.ask(name, asked);
    if (json === undefined || status >= 400) throw new Error(`${name} answered ${status}: ${JSON.stringify(json)}`);
    const noted = this.#operations[name] ?? { target: targetOf(name, asked), answers: {} };
    this.#operations[name] = noted;
    if (typeof asked.body === "string") noted.table ??= asked.body;
    else if (asked.body !== undefined) noted.request ??= asked.body;
    noted.answers[status] ??= shorten(json);
    return json;
  }

  async noteProblem(name: Name, asked: Asked = {}): Promise<void> {
    const { status, json } = await this.ask(name, asked);
    if (status < 400) throw new Error(`${name} was not refused.`);
    this.#problems[status] ??= json;
  }

  async ask(name: Name, asked: Asked): Promise<{ status: number; json: Json }> {
    const { body, key, headers } = asked;
    const response = await fetch(this.#ready.url + targetOf(name, asked), {
      method: routes[name].method,
      headers: {
        authorization: `Bearer ${key ?? this.#ready.apiKey}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return { status: response.status, json: isJson ? JSON.parse(text) : undefined };
  }

  /** What a customer does with a link, or a program; noted for the page of that name. */
  async submit(url: string, fields: Record<string, string>, { as: userAgent = person, name }: Submitting = {}) {
    const headers = { "user-agent": userAgent };
    const sent = { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers } as const;
    const { status } = await fetch(url, sent);
    if (status >= 400) throw new Error(`The form was refused with ${status}.`);
    if (name) this.#operations[name] = { request: fields, answers: {} };
  }

  /** The links of the mails that have left, newest first. */
  async mailedLinks(): Promise<string[]> {
    const mails = (await (await fetch(`${this.#ready.url}/_local/inbox`)).json()) as { links: string[] }[];
    return mails.flatMap(({ links }) => links);
  }

  async local(path: string, body: unknown): Promise<void> {
    await fetch(`${this.#ready.url}/_local/${path}`, { method: "POST", body: JSON.stringify(body) });
  }

  examples(): unknown {
    const problems = { ...this.#problems, ...seldom };
    const written = JSON.stringify({ operations: this.#operations, problems }, (_, value) =>
      typeof value === "string" && value.length > maxTextLength ? `${value.slice(0, maxTextLength)}…` : value,
    );
    return JSON.parse(steadyExamples(written.replaceAll(this.#ready.url, publicUrl)));
  }
}

function targetOf(name: Name, { in: parts = {}, query = "" }: Asked): string {
  const { path }: Route = routes[name];
  return path.replace(/\{([^}]+)\}/g, (_, part: string) => encodeURIComponent(parts[part] ?? "")) + query;
}
