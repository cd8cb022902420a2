/**
 * How often a key may call, and all keys of its workspace together, so that one that runs wild leaves the others of its
 * business theirs, and one business leaves the others theirs. It comes before the body is read: a flood costs as little as can
 * be. The headers are those of draft-ietf-httpapi-ratelimit-headers-11.
 */
import type { Caller } from "../domain/api-key.ts";
import { AppError } from "../domain/errors.ts";
import type { Services, Settings } from "../domain/ports.ts";
import type { Allowance, RateLimit } from "../domain/rate-limit.ts";
import { noteHeaders } from "./answer-headers.ts";
import type { HttpEvent, HttpMiddleware } from "./endpoint.ts";

/** So many keys of a workspace may use all of theirs at once. */
const keysAtFullRate = 2;

interface Policy {
  readonly name: string;
  /** Whose requests are counted together. */
  readonly subject: string;
  readonly limit: RateLimit;
  readonly exceeded: string;
}

export const limitRate = (services: Services): HttpMiddleware => ({
  before: async ({ event }) => {
    if (event.caller) await takeAll(event, event.caller, services);
  },
});

async function takeAll(event: HttpEvent, caller: Caller, { rateLimiter, settings, metrics }: Services): Promise<void> {
  const policies = policiesFor(caller, settings);
  const limits: string[] = [];
  noteHeaders(event, { "ratelimit-policy": policies.map(policyItem).join(", ") });
  for (const policy of policies) {
    const allowance = await rateLimiter.take(caller.workspaceId, policy.subject, policy.limit);
    limits.push(limitItem(policy, allowance));
    noteHeaders(event, { ratelimit: limits.join(", ") });
    if (allowance.isAllowed) continue;
    metrics.count("RequestsLimited");
    noteHeaders(event, { "retry-after": String(allowance.waitSeconds) });
    throw new AppError("rate_limited", `${policy.exceeded} Try again in ${seconds(allowance.waitSeconds)}.`);
  }
}

function policiesFor({ keyId }: Caller, { keyRateLimit: { perSecond, burst } }: Settings): readonly Policy[] {
  const together = { perSecond: perSecond * keysAtFullRate, burst: burst * keysAtFullRate };
  return [
    {
      name: "key",
      subject: keyId,
      limit: { perSecond, burst },
      exceeded: `This API key calls more often than ${perSecond} times a second.`,
    },
    {
      name: "workspace",
      subject: "workspace",
      limit: together,
      exceeded: `The API keys of this workspace together call more often than ${together.perSecond} times a second.`,
    },
  ];
}

/** The quota is a full bucket, and the window the time in which it fills, so that the one divided by the other is the rate. */
const policyItem = ({ name, limit: { perSecond, burst } }: Policy): string =>
  `"${name}";q=${burst};w=${Math.max(1, Math.round(burst / perSecond))}`;

/** More comes back within any longer time than that until the next request is allowed, and the smallest time is a second. */
const limitItem = ({ name }: Policy, { remaining, waitSeconds }: Allowance): string =>
  `"${name}";r=${remaining};t=${Math.max(1, waitSeconds)}`;

const seconds = (count: number): string => (count === 1 ? "a second" : `${count} seconds`);
