/**
 * Works off the to-do list: round-robin over workspaces, several entries side by side, at the pace that the mail service
 * grants, until nothing is due, time is up, or the account may not send. One run at a time; what is left stays due.
 */
import { traceOf } from "../domain/error-trace.ts";
import { isAppError } from "../domain/errors.ts";
import { splitId } from "../domain/ids.ts";
import { maxPushBacks, pushBackSeconds, restChanges } from "../domain/invitation.ts";
import type { SendQuota } from "../domain/mail.ts";
import type { SendingServices } from "../domain/ports/services.ts";
import { addSeconds, secondsBetween } from "../domain/time.ts";
import { runLeaseSeconds } from "../timeouts.ts";
import { dispatchInvitation } from "./dispatch-invitation.ts";
import { dueEntries, type Entry } from "./due-entries.ts";
import { type DispatchServices, MailedToday } from "./mailed-today.ts";
import { maySend } from "./may-send.ts";
import { Pace, paced } from "./pace.ts";
import type { Dispatched } from "./send-once.ts";

const job = "dispatch-invitations";
/** What one entry may take at worst once its turn has come: the mail call's time-out, and a few reads and writes. */
const enoughTimeMs = 30_000;
/** What a mail takes from being read to being settled; as many as the pace grants in that time are under way at once. */
const secondsPerMail = 0.5;
const maxSideBySide = 16;

export interface DispatchResult {
  readonly sent: number;
  readonly handled: number;
  /** Why the run ended before the list did. */
  readonly stopped?: Stopped;
}

export type Stopped = "busy" | "time" | "daily quota" | "sending is blocked" | "lease lost" | "fenced";

interface Run {
  readonly holder: string;
  readonly timeLeftMs: () => number;
}

export async function dispatchInvitations(services: SendingServices, run: Run): Promise<DispatchResult> {
  const { leases, clock } = services;
  if (!(await maySend(services))) return { sent: 0, handled: 0, stopped: "fenced" };
  const entries = dueEntries(services);
  // An idle minute costs a few reads and no write.
  const first = await entries.next();
  if (first.done) return { sent: 0, handled: 0 };
  if (!(await leases.acquire(job, run.holder, clock.now(), runLeaseSeconds)))
    return { sent: 0, handled: 0, stopped: "busy" };
  try {
    // Whoever takes the fence away looks for this lease only then: what was asked before it may hold no more.
    if (!(await maySend(services))) return { sent: 0, handled: 0, stopped: "fenced" };
    return await new Dispatch(services, run, entries, first.value).workOff();
  } finally {
    await leases.release(job, run.holder);
  }
}

class Dispatch {
  readonly #services: SendingServices;
  readonly #run: Run;
  readonly #entries: AsyncGenerator<Entry>;
  readonly #inHand = new Map<string, Promise<Dispatched>>();
  #first: Entry | undefined;
  #leasedAt: string;
  #sent = 0;
  #handled = 0;
  #stopped: Stopped | undefined;

  constructor(services: SendingServices, run: Run, entries: AsyncGenerator<Entry>, first: Entry) {
    this.#services = services;
    this.#run = run;
    this.#entries = entries;
    this.#first = first;
    this.#leasedAt = services.clock.now();
  }

  async workOff(): Promise<DispatchResult> {
    const { mailer, clock, metrics, log } = this.#services;
    const quota = await this.#askQuota();
    if (!quota) return { sent: 0, handled: 0, stopped: "sending is blocked" };
    const pace = new Pace(quota, clock);
    const mailedToday = new MailedToday(this.#services);
    const services = { ...this.#services, mailer: paced(mailer, pace), mailedToday };
    const sideBySide = Math.min(maxSideBySide, Math.ceil(quota.perSecond * secondsPerMail));
    const workers = await Promise.allSettled(
      Array.from({ length: Math.max(1, sideBySide) }, () => this.#work(services, pace)),
    );
    // Also of a run that failed: what is in doubt is on no list that the next one could count.
    await mailedToday.save();
    const failed = workers.find((worker) => worker.status === "rejected");
    if (failed) throw failed.reason;
    if (this.#stopped === "daily quota") {
      metrics.count("DailyQuotaReached");
      log.warn("the mail service's quota for a day is used up; what is due waits");
    }
    return { sent: this.#sent, handled: this.#handled, ...(this.#stopped && { stopped: this.#stopped }) };
  }

  /** An account that may not even ask may not send. */
  async #askQuota(): Promise<SendQuota | undefined> {
    const { mailer, metrics, log } = this.#services;
    try {
      return await mailer.quota();
    } catch (error) {
      metrics.count("SendingBlocked");
      log.error("the mail service does not tell the account's quota", traceOf(error));
      return undefined;
    }
  }

  async #work(services: DispatchServices, pace: Pace): Promise<void> {
    try {
      for (;;) {
        const entry = await this.#next(pace);
        if (!entry) return;
        this.#note(await this.#inTurn(entry, () => handle(entry, services)));
      }
    } catch (error) {
      // What stops one worker stops them all, once they have done with what they have in hand.
      this.#stopped ??= "sending is blocked";
      throw error;
    }
  }

  #isStopped(): boolean {
    if (this.#run.timeLeftMs() < enoughTimeMs) this.#stopped ??= "time";
    return this.#stopped !== undefined;
  }

  /**
   * One customer's mails follow each other: side by side they would meet each other's claims. Whoever has waited for others may
   * have no time left.
   */
  async #inTurn({ invitationId }: Entry, work: () => Promise<Dispatched>): Promise<Dispatched> {
    const { customerId } = splitId(invitationId);
    const before = this.#inHand.get(customerId);
    const late = async (): Promise<Dispatched> => (this.#isStopped() ? "done" : work());
    const mine = before ? before.then(late, late) : work();
    this.#inHand.set(customerId, mine);
    try {
      return await mine;
    } finally {
      if (this.#inHand.get(customerId) === mine) this.#inHand.delete(customerId);
    }
  }

  async #next(pace: Pace): Promise<Entry | undefined> {
    await this.#renewLease();
    if (this.#isStopped()) return undefined;
    if (pace.isSpent) {
      this.#stopped = "daily quota";
      return undefined;
    }
    const entry = this.#first ?? (await this.#entries.next()).value;
    this.#first = undefined;
    return entry;
  }

  async #renewLease(): Promise<void> {
    const { leases, clock } = this.#services;
    const now = clock.now();
    if (secondsBetween(this.#leasedAt, now) < runLeaseSeconds / 4) return;
    this.#leasedAt = now;
    if (!(await leases.acquire(job, this.#run.holder, now, runLeaseSeconds))) this.#stopped ??= "lease lost";
  }

  #note(result: Dispatched): void {
    this.#handled += 1;
    if (result === "sent") this.#sent += 1;
    if (result === "blocked") this.#stopped ??= "sending is blocked";
    if (result === "spent") this.#stopped ??= "daily quota";
  }
}

/** An entry that throws is pushed back, longer each time, and fails at last; a busy table stops the run instead. */
async function handle({ workspaceId, invitationId }: Entry, services: DispatchServices): Promise<Dispatched> {
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
  if (pushBacks <= maxPushBacks) {
    await invitations.postpone(invitation, addSeconds(now, pushBackSeconds(pushBacks)), { pushBacks });
  } else if (invitation.status === "sent") {
    await invitations.move(invitation, "rest", now, restChanges(invitation, "error"));
  } else {
    await invitations.move(invitation, "fail", now, { reason: "error" });
  }
}
