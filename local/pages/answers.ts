import type { html } from "hono/html";

/** What `html` from hono gives: text in which every value was escaped. */
export type Markup = ReturnType<typeof html>;

export interface LocalResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** A request that cannot be served: `message` is the one sentence that tells the person why. */
export class LocalProblem extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

const always = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** `same-origin` and not `no-referrer`: with the latter browsers post our own forms with `Origin: null`, which we refuse. */
const pageHeaders = {
  ...always,
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "same-origin",
  "content-security-policy": [
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'",
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ].join("; "),
};

/** A mail was written by somebody else: it may show pictures and open links in a new tab, and nothing more. */
export const mailSandbox = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
const mailHeaders = {
  ...always,
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "no-referrer",
  "content-security-policy": [
    `sandbox ${mailSandbox}`,
    "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; font-src https: data:",
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
  ].join("; "),
};

export async function pageAnswer(page: Markup, status = 200): Promise<LocalResponse> {
  return { status, headers: { ...pageHeaders }, body: String(await page) };
}

export function mailBodyAnswer(document: string): LocalResponse {
  return { status: 200, headers: { ...mailHeaders }, body: document };
}

export function jsonAnswer(value: unknown, status = 200): LocalResponse {
  return {
    status,
    headers: { ...always, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(value),
  };
}

export function fileAnswer(contentType: string, body: string | Buffer): LocalResponse {
  return { status: 200, headers: { ...always, "content-type": contentType }, body };
}

export function seeOther(location: string): LocalResponse {
  return { status: 303, headers: { ...always, location }, body: "" };
}

export function problemAnswer(problem: LocalProblem): LocalResponse {
  const body = {
    type: "about:blank",
    title: problemTitle(problem.status),
    status: problem.status,
    detail: problem.message,
  };
  return {
    status: problem.status,
    headers: { ...always, ...problem.headers, "content-type": "application/problem+json; charset=utf-8" },
    body: JSON.stringify(body),
  };
}

export function problemTitle(status: number): string {
  return titles[status] ?? "Something went wrong";
}

const titles: Readonly<Record<number, string>> = {
  400: "Malformed request",
  403: "Refused",
  404: "Not found",
  405: "Method not allowed",
  422: "Not valid",
};
