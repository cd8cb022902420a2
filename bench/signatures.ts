/**
 * What checking a webhook costs: the time for a body of 256 KB, the most that is taken, as a ratio to a bare HMAC of the
 * same bytes. The signatures are of the right form and wrong, which takes the same work and is what a flood of them would be.
 */
import { createHmac, randomBytes } from "node:crypto";
import { type SourceKindName, sourceKinds } from "../functions/sources/kinds.ts";
import { keyHeader } from "../functions/sources/shared-key.ts";
import type { Delivery } from "../functions/sources/source.ts";
import { median } from "./median.ts";
import type { Figure, Section } from "./report.ts";

const rounds = 41;
const checksPerRound = 10;
const budget = 1.3;

const now = "2026-11-22T09:30:00.000Z";
const milliseconds = String(Date.parse(now));
const seconds = milliseconds.slice(0, -3);
const body = randomBytes(256 * 1024);
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const [hex, base64] = ["0".repeat(64), Buffer.alloc(32).toString("base64")];

/** Of those that sign the body. */
const headers: Readonly<Partial<Record<SourceKindName, Readonly<Record<string, string>>>>> = {
  generic: { "x-hearback-timestamp": seconds, "x-hearback-signature": hex },
  "standard-webhooks": {
    "webhook-id": "msg_1",
    "webhook-timestamp": seconds,
    "webhook-signature": `v1,${base64}`,
  },
  zendesk: {
    "x-zendesk-webhook-signature": base64,
    "x-zendesk-webhook-signature-timestamp": now,
  },
  intercom: { "x-hub-signature": `sha1=${"0".repeat(40)}` },
  hubspot: { "x-hubspot-signature-v3": base64, "x-hubspot-request-timestamp": milliseconds },
  shopify: { "x-shopify-hmac-sha256": base64 },
  stripe: { "stripe-signature": `t=${seconds},v1=${hex}` },
  "jira-service-management": { "x-hub-signature": `sha256=${hex}` },
  woocommerce: { "x-wc-webhook-signature": base64 },
};

export function measureSignatures(): Section {
  const figures = (Object.keys(sourceKinds) as SourceKindName[]).map((kind) => figureOf(kind));
  return {
    title: "Signatures",
    about: `Checking a delivery of 256 KB, as a ratio to a bare HMAC of it; medians of ${rounds} rounds in turn. Kinds that show a key sign no body.`,
    unit: "ratio",
    figures,
  };
}

function figureOf(kind: SourceKindName): Figure {
  const algorithm = kind === "intercom" ? "sha1" : "sha256";
  const delivery: Delivery = {
    url: "https://hooks.example.com/v1/hooks/src_1",
    headers: headers[kind] ?? { [keyHeader]: "no secret" },
    body,
  };
  const check = (): unknown => sourceKinds[kind].verify(delivery, [secret], now);
  const bare = (): unknown => createHmac(algorithm, secret).update(body).digest();
  const ratios = [];
  for (let round = 0; round < rounds; round++) ratios.push(timeOf(check) / timeOf(bare));
  const value = median(ratios);
  // A header that is refused at once would make a fine figure.
  if (headers[kind] && value < 0.7) throw new Error(`The body of ${kind} was not hashed.`);
  return { what: kind, value, budget };
}

function timeOf(work: () => unknown): number {
  const begun = process.hrtime.bigint();
  for (let n = 0; n < checksPerRound; n++) work();
  return Number(process.hrtime.bigint() - begun);
}
