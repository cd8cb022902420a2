/**
 * How often a key may call or a source may send, and all of a workspace together, so that one that runs wild leaves the others
 * of its business theirs, and one business leaves the others theirs. It comes before the body is read, a webhook's as soon as
 * its signature was right: a flood costs as little as can be. The headers are those of
 * draft-ietf-httpapi-ratelimit-headers-11.
 */
import { AppError } from "../domain/errors.ts";
import type { Settings } from "../domain/ports/environment.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Allowance, RateLimit } from "../domain/rate-limit.ts";
import { noteHeaders } from "./answer-headers.ts";
import type { HttpEvent, HttpMiddleware, Sender } from "./endpoint.ts";

/** So many keys and sources of a workspace may use all of theirs at once. */
const fullRates = 2;

interface Policy {
  readonly name: string;
  /** Whose requests are counted together. */
  readonly subject: string;
  readonly limit: RateLimit;
  readonly exceeded: string;
}

/** The one that calls, in a workspace. */
type Counted = Pick<Policy, "name" | "subject"> & { readonly workspaceId: string; readonly words: string };

export const limitRate = (services: Services): HttpMiddleware => ({
  before: async ({ event }) => {
    if (!event.caller) return;
    const { workspaceId, keyId } = event.caller;
    await takeAll(event, { workspaceId, name: "key", subject: keyId, words: "This API key calls" }, services);
  },
});

/** Notes who has signed, and counts their request. */
export const limitSender =
  (event: HttpEvent, services: Services) =>
  async (sender: Sender): Promise<void> => {
    event.sender = sender;
    const { workspaceId, sourceId } = sender;
    await takeAll(event, { workspaceId, name: "source", subject: sourceId, words: "This source sends" }, services);
  };

async function takeAll(
  event: HttpEvent,
  counted: Counted,
  { rateLimiter, settings, metrics }: Services,
): Promise<void> {
  const policies = policiesFor(counted, settings);
  const limits: string[] = [];
  noteHeaders(event, { "ratelimit-policy": policies.map(policyItem).join(", ") });
  for (const policy of policies) {
    const allowance = await rateLimiter.take(counted.workspaceId, policy.subject, policy.limit);
    limits.push(limitItem(policy, allowance));
    noteHeaders(event, { ratelimit: limits.join(", ") });
    if (allowance.isAllowed) continue;
    metrics.count("RequestsLimited");
    noteHeaders(event, { "retry-after": String(allowance.waitSeconds) });
    throw new AppError("rate_limited", `${policy.exceeded} Try again in ${seconds(allowance.waitSeconds)}.`);
  }
}

function policiesFor({ name, subject, words }: Counted, { keyRateLimit: one }: Settings): readonly Policy[] {
  const together = { perSecond: one.perSecond * fullRates, burst: one.burst * fullRates };
  return [
    { name, subject, limit: one, exceeded: `${words} more often than ${one.perSecond} times a second.` },
    {
      name: "workspace",
      subject: "workspace",
      limit: together,
      exceeded: `The keys and sources of this workspace together call more often than ${together.perSecond} times a second.`,
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
