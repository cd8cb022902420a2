/**
 * A workspace is one business: the unit of isolation. It owns surveys, customers and keys, and settles the zone in which
 * its days begin and the language and name its customers see.
 */
import type { Brand } from "./brand.ts";
import type { QuietHours } from "./fair-time.ts";
import type { SegmentAttribute } from "./segment.ts";
import type { Instant } from "./time.ts";

export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** IANA zone in which a day of the KPIs begins. */
  readonly timeZone: string;
  /** BCP 47 locale of customers who tell none. */
  readonly locale: string;
  readonly replyTo?: string;
  /** Postal address at the foot of every mail. */
  readonly footerAddress?: string;
  readonly brand?: Brand;
  readonly policy: WorkspacePolicy;
  readonly sendingPaused?: SendingPause;
  /** Mails sent before this are not held against the workspace any more. */
  readonly sendingResumedAt?: Instant;
  /** The only addresses that test interactions mail. */
  readonly testers: readonly string[];
  /** Attributes of interactions by which figures are broken down too. */
  readonly segmentAttributes: readonly SegmentAttribute[];
  /** Types of interactions that solve an issue; a `*` stands for any characters. */
  readonly solvedTypes: readonly string[];
  /** Days in which a further contact on an issue shows that it was not solved. */
  readonly recontactWindowDays: number;
  /** Of revenue, for the customer lifetime value; there is none without it. */
  readonly grossMarginPercent?: number;
  /** Secret of the workspace that customers' keys are hashed with; never shown. */
  readonly salt: string;
  /** Another after every change of the workspace's surveys and keys; what was read of them holds while it stands. */
  readonly revision?: string;
  readonly createdAt: Instant;
}

export interface WorkspacePolicy {
  /** Days between two invitations of one customer whatever the survey; 0 leaves it to each survey. */
  readonly throttleDays: number;
  /** First mails a local day; reminders do not count. */
  readonly dailyCap?: number;
  readonly quietHours?: QuietHours;
}

/** Why and when the workspace's sending was stopped; see breaker.ts. */
export interface SendingPause {
  readonly at: Instant;
  readonly because: "bounces" | "complaints";
  /** Of the mails it was judged by. */
  readonly percent: number;
}

export type WorkspaceChange = Partial<
  Pick<
    Workspace,
    "name" | "timeZone" | "locale" | "testers" | "segmentAttributes" | "solvedTypes" | "recontactWindowDays"
  > & {
    grossMarginPercent: number | undefined;
    /** Rule by rule; undefined takes one away. */
    policy: { [Rule in keyof WorkspacePolicy]?: WorkspacePolicy[Rule] | undefined };
    replyTo: string | undefined;
    footerAddress: string | undefined;
    brand: Brand | undefined;
    sendingPaused: SendingPause | undefined;
    sendingResumedAt: Instant;
  }
>;

export const workspaceDefaults = {
  timeZone: "UTC",
  locale: "en",
  policy: { throttleDays: 0 },
  testers: [],
  segmentAttributes: [],
  solvedTypes: ["*.solved", "*.resolved", "*.closed"],
  recontactWindowDays: 7,
} as const satisfies Partial<Workspace>;
