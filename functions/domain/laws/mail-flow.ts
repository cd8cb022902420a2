/**
 * Whether an invitation that is long due was passed over, or waits as all others do because no mail is taken, or because more
 * came due than the mail service takes in the time. Law 2 is about the former; the latter is no fault of Hearback's.
 */
import type { Invitation } from "../invitation.ts";
import { addSeconds, type Instant } from "../time.ts";
import { graceSeconds } from "./invitation.ts";

/** What is known of the mails that left lately. */
export interface MailFlow {
  /** When the workspace's latest first mail left. */
  readonly sentAt?: Instant | undefined;
  /** When the newest invitation that was mailed was made. */
  readonly madeAt?: Instant | undefined;
  /** When the mail service took the latest mail of which it told, whoever's. */
  readonly provenAt?: Instant | undefined;
}

/** Of the invitations that were settled last. */
export function mailFlowOf(settled: readonly Invitation[], provenAt: Instant | undefined): MailFlow {
  const mailed = settled.filter(({ status, via }) => status === "sent" && via === undefined);
  const latest = (times: (Instant | undefined)[]): Instant | undefined =>
    times.reduce((a, b) => ((b ?? "") > (a ?? "") ? b : a), undefined);
  return {
    sentAt: latest(mailed.map(({ sentAt }) => sentAt)),
    madeAt: latest(mailed.map(({ createdAt }) => createdAt)),
    provenAt,
  };
}

export function isPassedOver({ dueAt }: Pick<Invitation, "dueAt">, { sentAt, madeAt, provenAt }: MailFlow): boolean {
  const outstayedAt = addSeconds(dueAt, graceSeconds);
  const isLater = (at: Instant | undefined): boolean => at !== undefined && at > outstayedAt;
  // What is long due goes first: while older ones leave, it waits for its turn.
  if (isLater(sentAt)) return isLater(madeAt);
  // Every workspace has its turn, in each run or first in one of the next: others' mails were taken, and none of this one's left.
  return isLater(provenAt);
}
