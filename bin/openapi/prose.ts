/** What the document says in words that no schema has. */
export const scopeWords = {
  ingest: "Reports interactions, and hands over links.",
  read: "Reads everything but keys.",
  manage: "Changes everything, and sees the keys.",
} as const;

export const scopeList = Object.entries(scopeWords)
  .map(([scope, words]) => `- \`${scope}\`: ${words}`)
  .join("\n");

export const description = `Hearback asks a customer how it went, right after it happened, and keeps the business's satisfaction figures true.

**Keys.** Send an API key as \`Authorization: Bearer hb_live_…\`. A key has scopes, of which each operation names the one that it needs:

${scopeList}

What is made with a test key, \`hb_test_…\`, counts nowhere and mails testers only.

**Repeating.** Send an \`Idempotency-Key\` with a POST: the same request with the same key is done once, and answered again for 7 days.

**Errors** are \`application/problem+json\` (RFC 9457): \`detail\` says in a sentence what to do, and \`errors\` names each wrong field and what is wrong with it. Every answer has an \`X-Request-Id\`; quote it when you report something. What API Gateway refuses before Hearback sees it (429 for all callers together, 413 over 10 MB, 503) is \`{"message"}\` with an \`Apigw-Requestid\`.

**Rates.** Answers to a key tell in \`RateLimit\` what is left. After a 429 or 503 wait as long as \`Retry-After\` says.

**Lists** come in pages: go on with \`cursor\` for as long as there is a \`nextCursor\`.

**Versions.** The path names the version of the API. Within it answers may get new fields, new values and new headers: ignore what you do not know. What is to go is announced with the headers \`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594) at least twelve months before. docs/api-versioning.md in the source has the whole policy. \`info.version\` is that of the software.`;

/** By the step of the path that follows the version; pages have none. */
const tags: Readonly<Record<string, readonly [name: string, description: string]>> = {
  interactions: ["Interactions", "What happened between the business and a customer, and what came of it."],
  invitations: ["Invitations", "A customer who is asked, by mail or by a link that the business hands over."],
  responses: [
    "Responses",
    "What customers answered, and what waits in quarantine because it seems to come from a scanner.",
  ],
  goals: ["Goals", "Where a KPI is to be by a day, and whether it is on its way."],
  kpis: ["KPIs", "The figures, with their intervals and changes."],
  surveys: ["Surveys", "What is asked, when, how and how often."],
  gallery: ["Surveys", ""],
  customers: ["Customers", "Who they are and all that happened."],
  suppressions: ["Suppressions", "Addresses that get no mail."],
  sources: ["Sources", "Help desks, shops and own code that report by webhook."],
  hooks: ["Webhooks", "Where sources deliver. The permission is the signature of the source's kind."],
  audit: ["Audit", "Who decided what, and when."],
  workspace: ["Workspace", "The business itself, its brand and contact policy."],
  keys: ["Keys", "API keys and their scopes."],
  health: ["Service", "About this service, for everybody."],
};
const pages = ["Pages", "The customer's pages. The permission is the signed link."] as const;

export function tagOf(path: string): string {
  const [, version, noun = ""] = path.split("/");
  if (version === "s" || version === "u") return pages[0];
  if (version === "docs" || noun === "openapi.json") return "Service";
  return tags[noun]?.[0] ?? noun.slice(0, 1).toUpperCase() + noun.slice(1);
}

/** In the order of what a newcomer needs first, then those that have no words yet. */
export function tagList(used: Iterable<string>): { name: string; description?: string }[] {
  const known = [...Object.values(tags), pages].filter(([, text]) => text !== "");
  const wanted = new Set(used);
  const listed = known.filter(([name]) => wanted.delete(name));
  return [...listed.map(([name, text]) => ({ name, description: text })), ...[...wanted].map((name) => ({ name }))];
}

export const headers = {
  "X-Request-Id": {
    description: "Of this request; quote it when you report something.",
    required: true,
    schema: { type: "string" },
    example: "0b0c9d7e-6f3b-4f5e-9a53-2d2f5a1d7d11",
  },
  RateLimit: {
    description: "What is left for the key and for its workspace: `r` requests now, more within `t` seconds.",
    schema: { type: "string" },
    example: '"key";r=198;t=1, "workspace";r=398;t=1',
  },
  "RateLimit-Policy": {
    description: "How many requests fit into how long: `q` in `w` seconds.",
    schema: { type: "string" },
    example: '"key";q=200;w=10, "workspace";q=400;w=10',
  },
  "Retry-After": {
    description: "Seconds to wait before the request is tried again.",
    schema: { type: "integer", minimum: 1 },
    example: 2,
  },
  "Idempotency-Replayed": {
    description: "Says that the request was done before, and this is its answer once more.",
    schema: { type: "string", const: "true" },
    example: "true",
  },
  "WWW-Authenticate": {
    description: "How to say who you are.",
    schema: { type: "string", const: "Bearer" },
    example: "Bearer",
  },
  Location: {
    description: "Where it goes on.",
    schema: { type: "string", format: "uri-reference" },
    example: "/s/AbC…/thanks",
  },
} as const;
