/**
 * Works off the to-do list: round-robin over workspaces, at the pace that the mail service grants, until nothing is due, time
 * is up, or the account may not send. One run at a time; what is left stays due.
 */
import { traceOf } from "../domain/error-trace.ts";
import { isAppError } from "../domain/errors.ts";
import { maxPushBacks, pushBackSeconds } from "../domain/invitation.ts";
import type { SendingServices } from "../domain/ports.ts";
import { addSeconds } from "../domain/time.ts";
import { dispatchLeaseSeconds } from "../timeouts.ts";
import { dispatchInvitation } from "./dispatch-invitation.ts";
import type { Dispatched } from "./send-once.ts";

const job = "dispatch-invitations";
/** What one entry may take at worst: the mail call's time-out and a few writes. */
const enoughTimeMs = 15_000;
/** Entries of one workspace before it is the next one's turn. */
const turn = 10;

export interface DispatchResult {
  readonly sent: number;
  readonly handled: number;
  /** Why the run ended before the list did. */
  readonly stopped?: string;
}

interface Run {
  readonly holder: string;
  readonly timeLeftMs: () => number;
}

export async function dispatchInvitations(services: SendingServices, run: Run): Promise<DispatchResult> {
  const { leases, clock } = services;
  // An idle minute costs a few reads and no write.
  if (!(await isAnythingDue(services))) return { sent: 0, handled: 0 };
  if (!(await leases.acquire(job, run.holder, clock.now(), dispatchLeaseSeconds)))
    return { sent: 0, handled: 0, stopped: "busy" };
  try {
    return await workOff(services, run);
  } finally {
    await leases.release(job, run.holder);
  }
}

async function workOff(services: SendingServices, { timeLeftMs }: Run): Promise<DispatchResult> {
  const quota = await services.mailer.quota();
  let [sent, handled] = [0, 0];
  for await (const entry of dueEntries(services)) {
    if (timeLeftMs() < enoughTimeMs) return { sent, handled, stopped: "time" };
    if (sent >= quota.remaining) return { sent, handled, stopped: "daily quota" };
    const result = await handle(entry, services);
    handled++;
    if (result === "sent") sent++;
    if (result === "blocked") return { sent, handled, stopped: "sending is blocked" };
    if (result === "sent" || result === "slow") await services.clock.sleep(pause(result, quota.perSecond));
  }
  return { sent, handled };
}

const pause = (result: "sent" | "slow", perSecond: number): number => (result === "slow" ? 1000 : 1000 / perSecond);

async function isAnythingDue({ workspaces, invitations, clock }: SendingServices): Promise<boolean> {
  for await (const id of workspaces.all()) {
    if ((await invitations.due(id, clock.now(), 1)).length > 0) return true;
  }
  return false;
}

interface Entry {
  readonly workspaceId: string;
  readonly invitationId: string;
}

/** What is due, each entry once a run, a few of every workspace in turn. */
async function* dueEntries({ workspaces, invitations, clock }: SendingServices): AsyncGenerator<Entry> {
  const seen = new Set<string>();
  let waiting: string[] = [];
  for await (const id of workspaces.all()) waiting.push(id);
  while (waiting.length > 0) {
    const stillWaiting: string[] = [];
    for (const workspaceId of waiting) {
      const due = await invitations.due(workspaceId, clock.now(), seen.size + turn);
      const news = due.filter((id) => !seen.has(id)).slice(0, turn);
      for (const invitationId of news) {
        seen.add(invitationId);
        yield { workspaceId, invitationId };
      }
      if (news.length === turn) stillWaiting.push(workspaceId);
    }
    waiting = stillWaiting;
  }
}

/** An entry that throws is pushed back, longer each time, and fails at last; a busy table stops the run instead. */
async function handle({ workspaceId, invitationId }: Entry, services: SendingServices): Promise<Dispatched> {
  try {
    return await dispatchInvitation(workspaceId, invitationId, services);
  } catch (error) {
    if (isAppError(error, "unavailable")) throw error;
    services.log.error("an entry of the to-do list threw", { workspaceId, invitationId, ...traceOf(error) });
    await pushBack(workspaceId, invitationId, services);
    return "done";
  }
}

async function pushBack(workspaceId: string, invitationId: string, services: SendingServices): Promise<void> {
  const { invitations, clock, metrics } = services;
  const invitation = await invitations.find(workspaceId, invitationId, { consistent: true });
  if (!invitation) return;
  metrics.count("EntriesPushedBack");
  const now = clock.now();
  const pushBacks = (invitation.pushBacks ?? 0) + 1;
  if (pushBacks > maxPushBacks) await invitations.move(invitation, "fail", now, { reason: "error" });
  else await invitations.postpone(invitation, addSeconds(now, pushBackSeconds(pushBacks)), { pushBacks });
}
