/** What businesses report: new, twice, again, and wrongly. */
import { between, oneOf } from "../../demo/random.ts";
import type { Around } from "./around.ts";
import type { Report } from "./business.ts";

let reported = 0;

function newReport({ business, random }: Around): Report {
  reported += 1;
  const chance = random();
  const inbox = chance < 0.02 ? "bounce" : "ooto";
  const email = chance < 0.03 ? `${inbox}+${reported}@simulator.amazonses.com` : `customer-${reported}@example.com`;
  return {
    id: `ticket-${reported}`,
    type: "ticket.solved",
    customer: { email },
    agent: { id: `a-${between(random, [1, 9])}` },
    channel: oneOf(random, ["chat", "email", "phone"]),
    handleTimeSeconds: between(random, [30, 1800]),
    ...(chance > 0.92 && !business.isFlood && { send: { via: "link" } }),
  };
}

/** Of a new customer. */
export const reportOnce = (around: Around): (() => Promise<void>) => report(around, newReport(around));

/** As who has not heard an answer, and does not wait. */
export const reportTwice = (around: Around): (() => Promise<void>) => report(around, newReport(around), 2);

/** Whoever floods is told to slow down; nobody else is. */
export const taken = ({ business }: Around, ...statuses: number[]) => [...statuses, ...(business.isFlood ? [429] : [])];

const post = ({ business, ask, url }: Around, right: readonly number[], body: unknown, key = business.seed.apiKey) =>
  ask(right, `${url}/v1/interactions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

function report(around: Around, body: Report, times = 1): () => Promise<void> {
  return async () => {
    const right = taken(around, 202, ...(times > 1 ? [200] : []));
    const answers = await Promise.all(Array.from({ length: times }, () => post(around, right, body)));
    const [first, ...others] = answers.filter(({ status }) => status < 300).map(({ text }) => JSON.parse(text));
    if (!first) return;
    if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first)))
      around.business.wrong.push(`${body.id} was told twice at once and answered in two ways.`);
    accept(around, body, first);
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what the API answers
function accept({ business, round }: Around, body: Report, told: any): void {
  business.accepted.push({ report: body, answer: told });
  if (told.outcome !== "invited") return;
  const { id: invitationId, url: surveyUrl } = told.invitation;
  if (surveyUrl === undefined) business.expected.add(invitationId);
  else business.asked.push({ invitationId, links: [surveyUrl], surveyUrl, touched: round });
}

export function reportAgain(around: Around): (() => Promise<void>) | undefined {
  const { business, random } = around;
  if (business.accepted.length === 0) return undefined;
  const { customer } = oneOf(random, business.accepted).report;
  return report(around, { ...newReport(around), customer, send: { via: "email" } });
}

export function repeat(around: Around): (() => Promise<void>) | undefined {
  const { business, random } = around;
  if (business.accepted.length === 0) return undefined;
  const before = oneOf(random, business.accepted);
  return async () => {
    const { status, text } = await post(around, taken(around, 200), before.report);
    if (status === 200 && text !== JSON.stringify(before.answer))
      business.wrong.push(`${before.report.id} was answered otherwise when it was repeated.`);
  };
}

export function reportBadly(around: Around): () => Promise<void> {
  const whole = newReport(around);
  const [right, body, key] = oneOf<[number, unknown, string?]>(around.random, [
    [422, { ...whole, customer: { email: "jo@" } }],
    [422, { ...whole, occurredAt: "yesterday" }],
    [422, { ...whole, colour: "red" }],
    [400, '{"type":'],
    [401, whole, "hb_live_unknown"],
    [413, { ...whole, channel: "x".repeat(300_000) }],
  ]);
  return async () => {
    await post(around, key ? [right] : taken(around, right), body, key);
  };
}
