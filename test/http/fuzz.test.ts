import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { splitId } from "../../functions/domain/ids.ts";
import type { Route } from "../../functions/routes.ts";
import { type Answered, answer } from "../endpoints/customers.ts";
import { cursorAt } from "../endpoints/paging.ts";
import { broken, form, nastyText, pathPart, query } from "./arbitrary.ts";
import { type ContractedHearback, everyRoute, startUnderContract } from "./contract.ts";

const queryNames = [
  "cursor",
  "from",
  "to",
  "outcome",
  "reason",
  "type",
  "customer",
  "survey",
  "segment",
  "minScore",
  "window",
  "asOf",
  "by",
  "compareTo",
  "every",
  "version",
  "score",
  "size",
];
const formNames = ["score", "comment", "List-Unsubscribe", "what", "website"];

/** Bodies that are right, by the name of the route; an interaction without an id, or all after the first were replays. */
const rightBodies: Record<string, unknown> = {
  recordInteraction: {
    type: "ticket.solved",
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
    customer: { id: "c-1", email: "jo@example.com", name: "Jo", locale: "en", timeZone: "Europe/London" },
    agent: { id: "a-7", name: "Sam" },
    handleTimeSeconds: 312,
    amount: { value: "49.90", currency: "EUR" },
    attributes: { plan: "pro", seats: 3 },
    send: { via: "email", delaySeconds: 60, expireAfterDays: 3 },
    test: false,
  },
  simulateSurvey: {
    type: "ticket.solved",
    customer: { id: "c-1", email: "jo@example.com", timeZone: "Europe/London" },
    send: { via: "link", delaySeconds: 60, expireAfterDays: 3 },
  },
  cancelInvitations: { customer: { id: "c-1", email: "jo@example.com" } },
  resendInvitation: { email: "jo.li@example.com" },
  createSurvey: {
    name: "After support",
    kind: "nps",
    listensTo: ["fuzz.done"],
    invitation: { delaySeconds: 5, expireAfterDays: 7 },
    policy: { throttleDays: 3, whenThrottled: "skip" },
    question: { en: "How likely?" },
    thanks: { en: "Thanks" },
    editWindowHours: 5,
    mail: { subject: { en: "One question" }, intro: { en: "Hello" }, fromName: "Juniper" },
  },
  importSurvey: {
    hearback: "survey/1",
    name: "Faces",
    kind: "custom",
    scale: { min: 0, max: 2, topBox: 2, emoji: ["😡", "😐", "😍"], labels: { "2": { en: "Great" } } },
    followUps: [
      {
        id: "why",
        type: "multiple",
        ask: { en: "Why, {{customer.firstName|friend}}?" },
        when: { score: [0, 1] },
        options: [
          { id: "slow", label: { en: "Slow" } },
          { id: "rude", label: { en: "Rude" } },
        ],
        other: true,
      },
      { id: "more", type: "text", ask: { en: "More?" }, when: { answer: { question: "why", in: ["slow"] } } },
      { id: "staff", type: "rating", ask: { en: "Staff?" }, scale: { min: 0, max: 3 }, required: true },
    ],
    thanksLink: { url: "https://example.com", label: { en: "Review" } },
    brand: { name: "Juniper", logoUrl: "https://example.com/logo.png", accentColour: "#ffee00" },
    replyTo: "care@example.com",
  },
  recordBatch: {
    items: [
      { id: "b-1", type: "ticket.solved", customer: { id: "c-1", email: "jo@example.com" }, send: { via: "link" } },
      { type: "ticket.solved", customer: { id: "c-1" }, attributes: { plan: "pro" }, send: { via: "none" } },
    ],
  },
  changeSurvey: {
    name: "Changed",
    question: { en: "How?" },
    thanks: null,
    followUps: null,
    mail: { intro: { en: "Hi" } },
  },
  changeWorkspace: {
    name: "Juniper",
    timeZone: "Europe/London",
    replyTo: null,
    brand: { name: "Juniper Garden", accentColour: "#0b6455" },
    policy: { throttleDays: 3 },
    testers: [],
  },
  createSuppression: { email: "stop@example.com", reason: "unsubscribed", note: "By phone" },
  importSuppressions: {
    items: [{ email: "jo@example.com", reason: "bounced", at: "2026-11-01T09:30:00Z" }, { email: "al@example.com" }],
  },
  createSource: {
    name: "Help desk",
    kind: "generic",
    secret: "0123456789abcdef0123",
    mapping: {
      base: ["data", ""],
      when: { all: [{ path: "kind", oneOf: ["solved", 3] }, { any: [{ path: "a.0.b[c=d]", exists: true }] }] },
      types: [{ type: "ticket.solved", when: { path: "status", equals: 5 }, fields: { channel: { const: "mail" } } }],
      fields: {
        "customer.email": { first: [{ path: "email" }, { path: "user.email", except: ["", 0] }] },
        "customer.name": { join: [{ path: "first" }, { path: "last", default: "" }], with: " " },
        "attributes.plan": { path: "plan", table: { p: "pro", b: true } },
        "amount.value": { path: "total", decimals: { path: "currency", table: { JPY: 0 }, default: 2 } },
        occurredAt: { path: "at", time: "seconds" },
      },
    },
  },
  changeSource: { name: "Desk", enabled: true, mapping: { fields: { id: { path: "id" } } }, survey: null },
  rotateSource: { secret: "0123456789abcdef0123", oldAcceptedForHours: 3 },
  simulateSource: {
    payload: { data: { type: "ticket.solved", customer: { id: "c-1", email: "jo@example.com" } } },
    headers: { "X-Hearback-Timestamp": "1763803800" },
  },
  recordDelivery: { id: "h-1", type: "ticket.solved", customer: { id: "c-1", email: "jo@example.com" } },
  createGoal: {
    metric: "aht",
    segment: "agent:a-7",
    window: 30,
    target: 240,
    direction: "low_is_good",
    baseline: 312,
    from: "2026-11-01",
    by: "2030-12-31",
  },
  createKey: { name: "Fuzz", mode: "live", scopes: ["read"] },
};

/** The contract, a status below 500 among it, is checked for every answer by the system itself. */
describe("whatever is sent", () => {
  let hearback: ContractedHearback;
  let answered: Answered;
  let values: string[];
  let source: { id: string; secret: string };
  beforeAll(async () => {
    hearback = await startUnderContract();
    answered = await answer(hearback, 8, { comment: "fine" });
    source = (await hearback.call("POST", "/v1/sources", { body: { name: "Own code", kind: "generic" } })).json;
    const now = hearback.clock.now();
    const morning = `${now.slice(0, 10)}T00:00:00Z`;
    const cursors = [
      cursorAt(hearback, `${now.slice(0, 10)}T00:00:00.000Z`),
      cursorAt(hearback, now),
      cursorAt(hearback, "2020-01-01T00:00:00.000Z"),
    ];
    values = [
      hearback.seed.surveyId,
      splitId(answered.interactionId).customerId,
      ...cursors,
      now,
      morning,
      now.slice(0, 10),
      "2020-01-01",
      "agent",
      "invited",
      "no_survey",
    ];
  });
  afterAll(() => hearback.close());

  const existing: Record<string, () => string> = {
    "/s": () => answered.surveyUrl.split("/").at(-1) ?? "",
    "/u": () => answered.unsubscribeUrl.split("/").at(-1) ?? "",
    "/v1/interactions": () => answered.interactionId,
    "/v1/invitations": () => answered.invitationId,
    "/v1/customers": () => splitId(answered.interactionId).customerId,
    "/v1/responses": () => answered.responseId,
    "/v1/surveys": () => hearback.seed.surveyId,
    "/v1/suppressions": () => "email:stop%40example.com",
    "/v1/sources": () => source.id,
    "/v1/hooks": () => source.id,
    // Never the key that the tests call with.
    "/v1/keys": () => `key_${hearback.seed.workspaceId.slice(3)}00000000000`,
    "/v1/kpis": () => "nps",
    "/v1/goals": () => "goal_00000000000",
  };

  const pathOf = ({ path }: Route): fc.Arbitrary<string> => {
    const [before = "", after] = path.replace("{version}", "1").split(/\{[^}]+\}/);
    if (after === undefined) return fc.constant(path);
    return pathPart(existing[before.slice(0, -1)]?.() ?? "x").map((part) => before + part + after);
  };

  const requestTo = (name: string, route: Route) => {
    const body =
      route.access === "page"
        ? form(formNames)
        : broken(rightBodies[name] ?? {}).map((json) => ({
            type: "application/json",
            body: Buffer.from(JSON.stringify(json)),
          }));
    // Seldom, or most requests would meet a key that was there before.
    const idempotencyKey = fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: nastyText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 100)) },
    );
    return fc.record({ path: pathOf(route), search: query(queryNames, values), sent: body, idempotencyKey });
  };

  it.each(everyRoute)("is answered, and never our failure, at %s", async (_, route, name) => {
    const { method } = route;
    const hasBody = method === "POST" || method === "PATCH";
    const property = fc.asyncProperty(requestTo(name, route), async ({ path, search, sent, idempotencyKey }) => {
      const headers = {
        authorization: `Bearer ${hearback.seed.apiKey}`,
        "content-type": sent.type,
        ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
        "x-hearback-key": source.secret,
      };
      const url = `${hearback.url}${path}?${search}`;
      await hearback.open(url, { method, headers, ...(hasBody && { body: new Uint8Array(sent.body) }) });
    });
    await fc.assert(property, { numRuns: hasBody ? 20 : 8, seed: 20_261_122, endOnFailure: true });
  });
});
