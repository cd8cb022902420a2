/**
 * `npm run examples`: starts a Hearback of its own, asks for one thing after the other and writes down what was sent and
 * answered, so that every example of the document is one that has happened. A test holds them against the schemas.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AppError } from "../../functions/domain/errors.ts";
import { problemOf } from "../../functions/http/problem.ts";
import { type Route, routes } from "../../functions/routes.ts";
import { recordedAt, steadyExamples } from "./steady-examples.ts";

type Name = keyof typeof routes;
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are walked through
type Json = any;

interface Ready {
  readonly url: string;
  readonly apiKey: string;
  readonly surveyId: string;
}

const publicUrl = "https://ask.example.com";
/** Of a mail's HTML the beginning is example enough. */
const maxTextLength = 240;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hearback-examples-"));
  await writeFile(join(folder, "clock"), String(Date.parse(recordedAt) - Date.now()));
  const args = ["--import", "tsx", "local/main.ts", "--json", "--judge-haste", "--port", "0", "--data", folder];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const recorder = new Recorder(await readyLine(child));
    await recordAll(recorder);
    const file = new URL("examples.json", import.meta.url);
    await writeFile(file, `${JSON.stringify(recorder.examples(), null, 2)}\n`);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
    await rm(folder, { recursive: true, force: true });
  }
}

async function readyLine(child: ChildProcess): Promise<Ready> {
  if (!child.stdout) throw new Error("npm start has no output.");
  for await (const line of createInterface(child.stdout)) return JSON.parse(line) as Ready;
  throw new Error("npm start ended before it was ready.");
}

interface Asked {
  /** For each name in braces of the route's path; one may hold them all. */
  readonly in?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What it takes a flood or a fault to be told. */
const requestId = "6f0c1b0e-52c1-4c5e-8a3e-0d7b2f0f6a55";
const seldom = {
  429: problemOf(
    new AppError("rate_limited", "This API key calls more often than 100 times a second. Try again in a second."),
    requestId,
  ),
  503: problemOf(new AppError("unavailable", "The service is busy. Try again in a moment."), requestId),
};

function targetOf(name: Name, { in: parts = {}, query = "" }: Asked): string {
  const { path }: Route = routes[name];
  return path.replace(/\{([^}]+)\}/g, (_, part: string) => encodeURIComponent(parts[part] ?? "")) + query;
}

interface Submitting {
  readonly as?: string;
  readonly name?: Name;
}

const person = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const scanner = "curl/8.5.0";

class Recorder {
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

async function recordAll(recorder: Recorder): Promise<void> {
  const surveyId = recorder.surveyId;
  await recordWorkspace(recorder);
  await recordSurveys(recorder, surveyId);
  const { answeredId, customerId } = await recordAnswers(recorder, surveyId);
  await recordInvitations(recorder);
  await recordSources(recorder);
  await recordSuppressions(recorder);
  await recorder.note("listInteractions", { query: `?survey=${surveyId}&limit=2` });
  await recorder.note("getInteraction", { in: { id: answeredId } });
  await recorder.note("getCustomer", { in: { id: customerId }, query: "?limit=1" });
  await recorder.note("getHealth");
  // Without its version, or every release would change the example.
  await recorder.note("getOpenApi", {}, ({ openapi, info: { title } }) => ({ openapi, info: { title } }));
  await recordUnsubscribing(recorder);
  await recorder.note("listAuditEntries", { query: "?limit=2" });
  await recordKeys(recorder);
  await recordProblems(recorder);
}

async function recordWorkspace(recorder: Recorder): Promise<void> {
  await recorder.note("changeWorkspace", {
    body: {
      timeZone: "Europe/London",
      replyTo: "care@example.com",
      brand: { name: "Juniper Home", accentColour: "#0b6455" },
      policy: { quietHours: { from: "20:00", to: "08:00" } },
      testers: ["tess@example.com"],
    },
  });
  await recorder.note("getWorkspace");
  await recorder.note("resumeSending");
  // Nothing that is recorded afterwards waits for the morning.
  await recorder.ask("changeWorkspace", { body: { policy: { quietHours: null } } });
}

async function recordSurveys(recorder: Recorder, surveyId: string): Promise<void> {
  const { items } = await recorder.note("listGallery", { query: "?limit=1" });
  const created = await recorder.note("createSurvey", {
    body: {
      name: "After delivery",
      kind: "csat",
      listensTo: ["order.delivered"],
      question: { en: "How satisfied are you with your delivery?" },
      followUps: [
        {
          id: "why",
          type: "single",
          ask: { en: "What could have gone better?" },
          when: { score: [1, 3] },
          options: [
            { id: "late", label: { en: "It came late" } },
            { id: "broken", label: { en: "Something was broken" } },
          ],
          other: true,
        },
      ],
      invitation: { delaySeconds: 3600, reminders: [{ afterDays: 3 }] },
    },
  });
  const id = { id: created.id };
  await recorder.note("changeSurvey", {
    in: id,
    body: { thanks: { en: "Thank you, {{customer.firstName|friend}}." } },
  });
  await recorder.note("getSurvey", { in: id });
  await recorder.note("listSurveys", { query: "?limit=1" });
  await recorder.note("listSurveyVersions", { in: id, query: "?limit=1" });
  await recorder.note("getSurveyVersion", { in: { ...id, version: "1" } });
  await recorder.note("exportSurvey", { in: id });
  await recorder.note("importSurvey", { body: items[0].definition });
  await recorder.note("previewSurvey", { in: id, body: { locale: "en-GB", score: 2, customerName: "Jo Li" } });
  await recorder.note("pauseSurvey", { in: id });
  await recorder.note("resumeSurvey", { in: id });
  await recorder.note("sendTest", { in: id, body: { to: "tess@example.com", locale: "en-GB" } });
  await recordFollowUps(recorder);
  await recorder.note("archiveSurvey", { in: id });
  await recorder.note("simulateSurvey", {
    in: { id: surveyId },
    body: { type: "ticket.solved", customer: { email: "jo@example.com", timeZone: "Europe/London" } },
  });
}

async function recordFollowUps(recorder: Recorder): Promise<void> {
  const body = { type: "order.delivered", customer: { id: "c-16" }, send: { via: "link" } };
  const { url } = (await recorder.ask("recordInteraction", { body })).json.invitation;
  await recorder.submit(url, { score: "2" });
  await recorder.submit(`${url}/questions`, { "q.why": "late" }, { name: "answerFollowUps" });
}

async function recordUnsubscribing(recorder: Recorder): Promise<void> {
  const link = (await recorder.mailedLinks()).find((url) => url.includes("/u/"));
  await recorder.submit(link ?? "", { "List-Unsubscribe": "One-Click" }, { name: "unsubscribe" });
}

const report = {
  id: "ticket-1001",
  type: "ticket.solved",
  customer: { id: "c-17", email: "jo@example.com", name: "Jo Li", locale: "en-GB" },
  channel: "chat",
  variant: "short mail",
  agent: { id: "a-7", name: "Sam" },
  handleTimeSeconds: 312,
  attributes: { plan: "pro" },
  send: { via: "link" },
};

const table = [
  "id,type,occurredAt,customer.email,customer.name,agent.id,send.via",
  'ticket-903,ticket.solved,2026-03-02T11:20:00Z,cat@example.com,"Lee, Cat",a-7,none',
  "ticket-904,ticket.solved,2026-03-02T11:45:00Z,dan@example.com,,a-8,none",
  "",
].join("\n");

/** One customer who answers, and one whose mail a scanner answers first. */
async function recordAnswers(recorder: Recorder, surveyId: string) {
  const { send: _, ...mailed } = report;
  const told = await recorder.note("recordInteraction", { body: mailed });
  await recorder.note("recordInteraction", { body: mailed });
  await recorder.note("getInvitation", { in: { id: told.invitation.id } });
  const past = { type: "ticket.solved", send: { via: "none" } };
  const items = [
    {
      ...past,
      id: "ticket-901",
      occurredAt: "2026-03-02T10:15:00Z",
      customer: { id: "c-15", email: "ann@example.com" },
    },
    { ...past, id: "ticket-902", customer: { email: "nobody" } },
  ];
  await recorder.note("recordBatch", { body: { items } });
  await recorder.note("recordBatch", { body: table, headers: { "content-type": "text/csv" } });
  const scanned = { ...report, id: "ticket-1002", customer: { id: "c-18", email: "al@example.com" } };
  const link = (await recorder.ask("recordInteraction", { body: scanned })).json.invitation;
  await recorder.submit(link.url, { score: "9" }, { as: scanner });
  await recorder.local("clock", { advanceSeconds: 3600 });

  const answered = { ...report, id: "ticket-1003", customer: { id: "c-19", email: "bo@example.com", name: "Bo" } };
  const open = (await recorder.ask("recordInteraction", { body: answered })).json;
  await recorder.local("clock", { advanceSeconds: 3600 });
  const page = await (await fetch(open.invitation.url)).text();
  const nonce = /name="nonce" value="([^"]*)"/.exec(page)?.[1] ?? "";
  await recorder.local("clock", { advanceSeconds: 60 });
  await recorder.submit(
    open.invitation.url,
    { score: "9", comment: "Quick and kind.", nonce },
    { name: "answerSurvey" },
  );
  await recorder.local("clock", { advanceSeconds: 3600 });

  const { items: responses } = await recorder.note("listResponses", { query: `?survey=${surveyId}&limit=1` });
  await recorder.note("getResponse", { in: { id: responses[0].id } });
  const waiting = (await recorder.ask("listResponses", { query: "?verdict=quarantined" })).json.items;
  await recorder.note("releaseResponse", { in: { id: waiting[0].id }, body: { replace: false } });
  const again = { ...report, id: "ticket-1004", customer: { id: "c-20", email: "cy@example.com" } };
  const another = (await recorder.ask("recordInteraction", { body: again })).json.invitation;
  await recorder.submit(another.url, { score: "1" }, { as: scanner });
  await recorder.local("run/react-to-changes", {});
  const left = (await recorder.ask("listResponses", { query: "?verdict=quarantined" })).json.items;
  await recorder.note("dismissResponse", { in: { id: left[0].id } });
  await recorder.local("clock", { advanceSeconds: 3600 });
  await recorder.note("listKpis", { query: `?survey=${surveyId}` });
  await recorder.note("getKpi", { in: { kpi: "nps" }, query: `?survey=${surveyId}&by=agent` });
  await recorder.note("getKpiTrend", { in: { kpi: "nps" }, query: `?survey=${surveyId}&every=month` });
  const goal = { metric: "nps", survey: surveyId, target: 50, window: 90, baseline: 20, by: "2027-12-31" };
  const set = await recorder.note("createGoal", { body: goal });
  await recorder.note("listGoals");
  await recorder.note("getGoal", { in: { id: set.id } });
  await recorder.note("removeGoal", { in: { id: set.id } });
  return { answeredId: open.id as string, customerId: responses[0].customerId ?? `id:${answered.customer.id}` };
}

async function recordInvitations(recorder: Recorder): Promise<void> {
  const invite = async (id: string, email: string): Promise<string> =>
    (
      await recorder.ask("recordInteraction", {
        body: { id, type: "ticket.solved", customer: { email }, send: { via: "email", delaySeconds: 86_400 } },
      })
    ).json.invitation.id;
  await recorder.note("sendInvitationNow", { in: { id: await invite("ticket-1005", "di@example.com") } });
  await recorder.note("cancelInvitation", { in: { id: await invite("ticket-1006", "ed@example.com") } });
  await invite("ticket-1007", "flo@example.com");
  await recorder.note("cancelInvitations", { body: { customer: { email: "flo@example.com" } } });
  const bounced = await invite("ticket-1008", "bounce@simulator.amazonses.com");
  await recorder.ask("sendInvitationNow", { in: { id: bounced } });
  await recorder.local("clock", { advanceSeconds: 3600 });
  await recorder.note("resendInvitation", { in: { id: bounced }, body: { email: "gil@example.com" } });
}

async function recordSources(recorder: Recorder): Promise<void> {
  const source = await recorder.note("createSource", { body: { name: "Own shop", kind: "generic" } });
  const id = { id: source.id };
  await recorder.note("simulateSource", {
    in: id,
    body: { payload: { id: "order-7", type: "ticket.solved", customer: { email: "hal@example.com" } } },
  });
  await recorder.note("recordDelivery", {
    in: { sourceId: source.id },
    body: { id: "order-8", type: "ticket.solved", customer: { email: "ida@example.com" } },
    headers: { "x-hearback-key": source.secret },
  });
  await recorder.note("getHook", { in: { sourceId: source.id } });
  await recorder.note("listDeliveries", { in: id });
  await recorder.note("changeSource", { in: id, body: { name: "Shop", enabled: true } });
  await recorder.note("getSource", { in: id });
  await recorder.note("listSources", { query: "?limit=1" });
  await recorder.note("rotateSource", { in: id, body: { oldAcceptedForHours: 1 } });
  await recorder.note("removeSource", { in: id });
}

async function recordSuppressions(recorder: Recorder): Promise<void> {
  const body = { email: "stop@example.com", reason: "unsubscribed", note: "By phone" };
  const { id } = await recorder.note("createSuppression", { body });
  await recorder.note("createSuppression", { body });
  await recorder.note("getSuppression", { in: { id } });
  await recorder.note("listSuppressions", { query: "?limit=1" });
  await recorder.note("importSuppressions", {
    body: { items: [{ email: "al@example.com", reason: "bounced", at: "2026-11-01T09:30:00Z" }, { email: "al@" }] },
  });
  await recorder.note("removeSuppression", { in: { id } });
}

async function recordKeys(recorder: Recorder): Promise<void> {
  const key = await recorder.note("createKey", { body: { name: "Help desk", mode: "live", scopes: ["ingest"] } });
  await recorder.noteProblem("getWorkspace", { key: key.apiKey });
  await recorder.note("listKeys", { query: "?limit=1" });
  await recorder.note("revokeKey", { in: { id: key.id } });
}

async function recordProblems(recorder: Recorder): Promise<void> {
  const body = { type: "ticket.solved", customer: { email: "jo@" }, colour: "red" };
  await recorder.noteProblem("recordInteraction", { body: "{" });
  await recorder.noteProblem("recordInteraction", { key: "none", body });
  await recorder.noteProblem("getSurvey", { in: { id: "srv_00000000000" } });
  await recorder.noteProblem("releaseResponse", { in: { id: `rsp_${"0".repeat(44)}` } });
  await recorder.noteProblem("recordInteraction", { body: { ...body, channel: "x".repeat(300_000) } });
  await recorder.noteProblem("recordInteraction", { body, headers: { "content-type": "text/csv" } });
  await recorder.noteProblem("recordInteraction", { body });
}

await main();
