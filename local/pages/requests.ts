import * as z from "zod";
import type { KpiSheet } from "../kpi-sheets.ts";
import type { Mailbox } from "../mailbox.ts";
import type { SesEvent } from "../ses-events.ts";
import { LocalProblem } from "./answers.ts";

export interface LocalRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
}

/** What the routes under /_local show and steer: the mailbox, the virtual clock, the jobs and mail events. */
export interface LocalControls {
  mailbox: Mailbox;
  jobs: readonly string[];
  now(): string;
  /** Moves the virtual clock; answers when every job has run. */
  advance(seconds: number): Promise<{ now: string }>;
  run(job: string): Promise<unknown>;
  /** Delivers a mail event as SES would. */
  emit(event: SesEvent): Promise<void> | void;
  /** The KPIs of every business and survey here, over a window of so many days. */
  sheets(windowDays: number): Promise<readonly KpiSheet[]>;
  welcome(): { apiKey: string; kpiUrl: string; curl: string; url: string };
}

/** One request on its way: `part` is the variable piece of the path. */
export interface Visit {
  readonly controls: LocalControls;
  readonly request: LocalRequest;
  readonly part: string;
}

/** These addresses ask for no key, so a page of any other site that the developer has open must not reach them. Programs send neither header. */
export function refuseOtherSites({ headers }: LocalRequest): void {
  const site = headers["sec-fetch-site"];
  const origin = headers.origin;
  const ours =
    site === undefined
      ? origin === undefined || hostOf(origin) === headers.host
      : site === "same-origin" || site === "none";
  if (!ours) throw new LocalProblem(403, "Another site may not press the buttons of this one.");
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Whether a person is reading, who needs a page where a program needs JSON. */
export function wantsPage({ headers }: LocalRequest): boolean {
  return headers.accept?.includes("text/html") ?? false;
}

/** curl calls every `-d` a form, also when it is JSON: the first character tells. */
export function isForm(request: LocalRequest): boolean {
  if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return false;
  const body = request.body.toString("utf8").trimStart();
  return body === "" ? wantsPage(request) : !/^[[{]/.test(body);
}

export function readFields(request: LocalRequest): Record<string, unknown> {
  const text = request.body.toString("utf8");
  if (isForm(request)) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return z.record(z.string(), z.unknown()).catch({}).parse(value);
  } catch {
    throw new LocalProblem(400, "The body is not JSON.");
  }
}

const pagesToReturnTo =
  /^\/_local\/gallery$|^\/_local\/kpis\?window=\d+(?:&of=\w+)?$|^\/_local\/mailbox(?:\/[\w-]+)?(?:\?view=(?:html|text|source))?$/;

export function pageToReturnTo(request: LocalRequest): string {
  const { back } = readFields(request);
  return typeof back === "string" && pagesToReturnTo.test(back) ? back : "/_local/mailbox";
}
