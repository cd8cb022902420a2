/**
 * Two days of a business after which its table holds every kind of record there is, with nearly every attribute. A new kind of
 * record, or attribute, is given something here that makes Hearback write it.
 */
import { readForm } from "../../demo/form.ts";
import type { Seed } from "../../local/seed.ts";
import type { System } from "../../local/system.ts";
import type { VirtualClock } from "../../local/virtual-clock.ts";

export type Living = System & { readonly clock: VirtualClock; readonly seed: Seed };

const hour = 3600;

export async function live(hearback: Living): Promise<void> {
  const { clock } = hearback;
  // No day begins meanwhile, whatever time it is.
  await clock.advance(secondsToNoon(clock.now()));
  await settings(hearback);
  await mailed(hearback);
  await pass(hearback, 26 * hour);
  await answered(hearback);
  await customersComeAndGo(hearback);
  await pass(hearback, 24 * hour);
  await atTheEnd(hearback);
}

/** Time goes by, and every job runs once: reminders leave, days close and goals are judged. */
async function pass({ clock, jobs }: Living, seconds: number): Promise<void> {
  await clock.advance(seconds);
  for (const job of ["dispatch-invitations", "record-mail-events", "compute-kpis"]) await jobs.run(job);
}

const secondsToNoon = (now: string): number =>
  ((43_200_000 + 86_400_000 - (Date.parse(now) % 86_400_000)) % 86_400_000) / 1000;

// biome-ignore lint/suspicious/noExplicitAny: each route answers in its own way
type Json = any;

/** Throws unless it is taken. */
async function call({ url, seed }: Living, method: string, path: string, body?: unknown, headers = {}): Promise<Json> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${seed.apiKey}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

async function settings(hearback: Living): Promise<void> {
  await call(hearback, "PATCH", "/v1/workspace", {
    timeZone: "UTC",
    replyTo: "care@example.com",
    footerAddress: "Juniper Home, 12 Garden Row, Bristol BS1 4ND",
    brand: { name: "Juniper Home", accentColour: "#0b6455" },
    policy: { dailyCap: 500, quietHours: { from: "02:00", to: "02:30" } },
    testers: ["tess@example.com"],
    segmentAttributes: ["plan"],
    grossMarginPercent: 40,
  });
  await call(hearback, "PATCH", `/v1/surveys/${hearback.seed.surveyId}`, {
    question: { en: "How likely are you to recommend us?" },
    followUps: [{ id: "why", type: "text", ask: { en: "Why?" } }],
    thanks: { en: "Thank you." },
    invitation: { delaySeconds: 0, expireAfterDays: 14, reminders: [{ afterDays: 1 }, { afterDays: 3 }] },
    policy: { throttleDays: 30, whenThrottled: "skip" },
  });
  const by = new Date(Date.parse(hearback.clock.now()) + 90 * 86_400_000).toISOString().slice(0, 10);
  await call(hearback, "POST", "/v1/goals", {
    ...{ metric: "nps", survey: hearback.seed.surveyId, window: 7, target: 50, baseline: 20, by },
  });
  const source = await call(hearback, "POST", "/v1/sources", { name: "Own shop", kind: "generic" });
  const delivery = { id: "order-8", type: "order.delivered", customer: { email: "ida@example.com" } };
  await call(hearback, "POST", `/v1/hooks/${source.id}`, delivery, { "x-hearback-key": source.secret });
  await call(hearback, "POST", "/v1/suppressions", { email: "never@example.com", note: "By phone" });
}

/** Who is mailed at once, and what becomes of it. */
async function mailed(hearback: Living): Promise<void> {
  const { mailbox, services, clock, seed } = hearback;
  const ada = { id: "c-1", email: "ada@example.com", name: "Ada Lind", locale: "en-GB", timeZone: "Europe/London" };
  await report(hearback, "ticket-1", ada, full, { "idempotency-key": "call-1" });
  await report(hearback, "ticket-1-again", ada, { ...full, type: "ticket.reopened" });
  await report(hearback, "ticket-2", { email: "never-answers@example.com" });
  await report(hearback, "ticket-3", { email: "leaves@example.com" });
  const bounced = await report(hearback, "ticket-4", { email: "bounce+1@simulator.amazonses.com" });
  await report(hearback, "ticket-5", { email: "never@example.com" });
  await report(hearback, "ticket-6", { email: "tried@example.com" }, { test: true });
  await pass(hearback, 60);
  const left = (await mailbox.list()).find(({ to }) => to.includes("leaves@example.com"));
  await post(left?.links.find((url) => url.includes("/u/")) ?? "", { what: "all" });
  // Told of a second customer who was mailed at that address.
  const { customerId } = await call(hearback, "GET", `/v1/interactions/${bounced.id}`);
  const told = { email: "leaves@example.com", reason: "unsubscribed", at: clock.now(), customerId } as const;
  await services.suppressions.suppress(await services.workspaces.get(seed.workspaceId), [told]);
}

const full = {
  channel: "chat",
  journeyStage: "onboarding",
  variant: "short mail",
  agent: { id: "a-7", name: "Sam" },
  product: "Router 3",
  issueId: "issue-1",
  handleTimeSeconds: 312,
  amount: { value: "49.90", currency: "EUR" },
  attributes: { plan: "pro" },
};

const report = (hearback: Living, id: string, customer: object, told = {}, headers = {}): Promise<Json> =>
  call(hearback, "POST", "/v1/interactions", { id, type: "ticket.solved", customer, ...told }, headers);

async function post(url: string, fields: Record<string, string>): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: browser,
    redirect: "manual",
  });
  if (response.status >= 400) throw new Error(`A form was answered with ${response.status}.`);
}

const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x64) Chrome/140.0.0.0" };

/** One answers and thinks again; of another a scanner was first; a third has a link and is answered for by a machine alone. */
async function answered(hearback: Living): Promise<void> {
  const { mailbox, clock, jobs } = hearback;
  const mail = (await mailbox.list()).find(({ to }) => to.includes("ada@example.com"));
  const link = mail?.links.find((url) => url.includes("score=9")) ?? "";
  await answer(hearback, link, { score: "9", comment: "Quick and kind." });
  await clock.advance(hour);
  await answer(hearback, link, { score: "10", comment: "Quick and kind." });
  const scanned = (await report(hearback, "ticket-7", { email: "bo@example.com" }, { send: { via: "link" } }))
    .invitation;
  await post(scanned.url, { score: "0", comment: "test", nonce: "made up" });
  await jobs.run("react-to-changes");
  await clock.advance(hour);
  await answer(hearback, scanned.url, { score: "7" });
  const machine = (await report(hearback, "ticket-8", { id: "c-8" }, { send: { via: "link" } })).invitation;
  await post(machine.url, { score: "1", comment: "test", nonce: "made up" });
  await jobs.run("react-to-changes");
  const { items } = await call(hearback, "GET", "/v1/responses?verdict=quarantined");
  for (const { id } of items.slice(-1)) await call(hearback, "POST", `/v1/responses/${id}/dismiss`);
}

/** A person: the page is opened, and sent a while later. */
async function answer({ clock }: Living, url: string, fields: Record<string, string>): Promise<void> {
  const form = readForm(await (await fetch(url, { headers: browser })).text(), url);
  if (!form) throw new Error("A survey's page has no form.");
  await clock.advance(30);
  await post(form.url, { ...form.fields, ...fields });
}

async function customersComeAndGo(hearback: Living): Promise<void> {
  const now = Date.parse(hearback.clock.now());
  const daysAgo = (days: number) => ({ occurredAt: new Date(now - days * 86_400_000).toISOString() });
  const fay = { id: "c-5" };
  await report(hearback, "order-1", fay, { type: "purchase.completed", ...daysAgo(40) });
  await report(hearback, "goodbye", fay, { type: "customer.cancelled", ...daysAgo(5) });
  await report(hearback, "order-2", fay, { type: "purchase.completed", ...daysAgo(1) });
}

/** What is under way when the table is read: mails that are due now and later, changes not folded yet, a run that was killed. */
async function atTheEnd(hearback: Living): Promise<void> {
  const { jobs, services, clock, seed } = hearback;
  await report(hearback, "ticket-9", { email: "due-now@example.com" });
  await report(hearback, "ticket-10", { email: "due-later@example.com" }, { send: { delaySeconds: 2 * hour } });
  const late = (await report(hearback, "ticket-11", { email: "late@example.com" }, { send: { via: "link" } }))
    .invitation;
  await answer(hearback, late.url, { score: "3", comment: "It took too long." });
  await jobs.run("react-to-changes");
  await services.leases.acquire("dispatch-invitations", "a run that was killed", clock.now(), 60);
  for (let call = 0; call < 3; call++) {
    await services.rateLimiter.take(seed.workspaceId, "workspace", { perSecond: 1, burst: 100 });
  }
}
