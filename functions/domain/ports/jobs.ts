/** What jobs keep of their runs, and of the mail that left. */
import type { Day } from "../calendar.ts";
import type { SendFence, TableIdentity } from "../send-fence.ts";
import type { Instant } from "../time.ts";

/** Keeps two runs of a job from working at once. */
export interface LeaseStore {
  /** False while somebody else holds it. */
  acquire(job: string, holder: string, now: Instant, seconds: number): Promise<boolean>;
  release(job: string, holder: string): Promise<void>;
}

/** The fence of the table that is used, see send-fence.ts. Read consistently. */
export interface SendFenceStore {
  /** The table itself, as its engine knows it now. */
  table(): Promise<TableIdentity>;
  find(): Promise<SendFence | undefined>;
  add(fence: SendFence): Promise<SendFence>;
  /** False when another table than in `standing` may send by now. */
  save(fence: SendFence, standing: SendFence): Promise<boolean>;
}

/** Proof that the mail service's events arrive: when SES took the latest mail whose Send event came back. */
export interface Heartbeat {
  beat(acceptedAt: Instant): Promise<void>;
  last(): Promise<Instant | undefined>;
}

/**
 * How many first mails of a workspace have left on one local day, as the last run counted them. It is a fold of the settled
 * invitations; the next count goes on from `sureUntil`, up to which the list of them was complete.
 */
export interface MailedDay {
  readonly day: Day;
  readonly count: number;
  readonly sureCount: number;
  readonly sureUntil: Instant;
}

export interface MailedDays {
  /** The day counted last. */
  find(workspaceId: string): Promise<MailedDay | undefined>;
  save(workspaceId: string, mailed: MailedDay): Promise<void>;
}
