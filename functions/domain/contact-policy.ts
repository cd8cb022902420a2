/**
 * When it is fair to ask, as a pure verdict with its reason. Decided at acceptance and once more at the last moment before
 * sending. The rules are a list: their order is the order in which a reason wins, and each says what it holds for.
 */
import { normaliseAddress } from "./address.ts";
import { addToDay, type Day, localDay, startOfDay } from "./calendar.ts";
import type { Customer, Reservation } from "./customer.ts";
import { fairTime, type Unfair } from "./fair-time.ts";
import type { NotInvitedReason } from "./interaction.ts";
import type { Survey } from "./survey.ts";
import { addDays, type Instant, later } from "./time.ts";
import type { Workspace } from "./workspace.ts";

export type Verdict =
  | { readonly decision: "send" }
  | { readonly decision: "defer"; readonly reason: NotInvitedReason | Unfair; readonly until: Instant }
  | { readonly decision: "skip"; readonly reason: NotInvitedReason; readonly until?: Instant };

/** What is to be sent: the first mail, a reminder of it, or a link that the business delivers itself. */
export type Sending = "mail" | "reminder" | "link";

export interface Occasion {
  readonly sending: Sending;
  readonly workspace: Workspace;
  readonly survey: Survey;
  readonly customer: Pick<Customer, "email" | "lastInvited" | "suppressed" | "stopped" | "timeZone">;
  /** Whether what the interaction told as the customer's address is none; what they had before may be out of date. */
  readonly addressIsInvalid?: boolean;
  /** Whether the address itself is suppressed, whoever the customer is. */
  readonly addressSuppressed: boolean;
  readonly openUntil: Instant;
  /** When the mail would leave. */
  readonly at: Instant;
  readonly test: boolean;
  /** The lot that customer and survey drew once and for all, from 0 to below 100. */
  readonly lot: number;
  /** Somebody at the business pressed "send now": its own timing is waived, the customer's rights are not. */
  readonly isUrgent?: boolean;
  /** How many first mails have left on a local day of the workspace, where that is known. */
  readonly mailed?: { readonly day: Day; readonly count: number };
  /** Its own reservation never blocks an invitation. */
  readonly invitationId?: string;
}

/** What a rule has against an occasion: it ends there, or it waits. */
type Objection = Exclude<Verdict, { decision: "send" }>;

interface Rule {
  readonly name: string;
  readonly holdsFor: readonly Sending[];
  /** What is sent to testers should arrive at once. */
  readonly inTests?: false;
  readonly object: (occasion: Occasion) => Objection | undefined;
}

const mails = ["mail", "reminder"] as const;
const first = ["mail", "link"] as const;
const all = ["mail", "reminder", "link"] as const;

const skip = (reason: NotInvitedReason, until?: Instant): Objection => ({
  decision: "skip",
  reason,
  ...(until !== undefined && { until }),
});

export const policyRules: readonly Rule[] = [
  {
    name: "address",
    holdsFor: mails,
    object: ({ customer, addressIsInvalid }) =>
      addressIsInvalid ? skip("invalid_address") : customer.email === undefined ? skip("no_address") : undefined,
  },
  {
    name: "suppression",
    holdsFor: mails,
    object: ({ customer, survey, addressSuppressed }) =>
      customer.suppressed || addressSuppressed || customer.stopped?.[survey.id] ? skip("suppressed") : undefined,
  },
  {
    name: "testers",
    holdsFor: mails,
    object: ({ test, workspace, customer }) =>
      test && !isTester(workspace, customer.email) ? skip("not_a_tester") : undefined,
  },
  {
    name: "sending",
    holdsFor: mails,
    object: ({ workspace }) => (workspace.sendingPaused ? skip("sending_paused") : undefined),
  },
  {
    name: "survey",
    holdsFor: all,
    object: ({ survey, test }) =>
      survey.status === "archived" ? skip("survey_archived") : isOpen(survey, test) ? undefined : skip("survey_paused"),
  },
  {
    name: "expiry",
    holdsFor: all,
    object: ({ at, openUntil }) => (at > openUntil ? skip("too_old") : undefined),
  },
  {
    name: "sampling",
    holdsFor: first,
    inTests: false,
    object: ({ survey, lot }) => (lot >= (survey.invitation.samplePercent ?? 100) ? skip("sampled_out") : undefined),
  },
  { name: "throttle", holdsFor: first, inTests: false, object: throttle },
  { name: "fair time", holdsFor: mails, inTests: false, object: waitForFairTime },
  { name: "daily cap", holdsFor: ["mail"], inTests: false, object: capDay },
];

export interface RuleResult {
  readonly rule: string;
  readonly objection?: Objection;
}

/** The verdict, and what each rule said until one ended it. A rule that makes it wait leaves the next ones to judge the later time. */
export function weigh(occasion: Occasion): { readonly verdict: Verdict; readonly results: readonly RuleResult[] } {
  const results: RuleResult[] = [];
  let at = occasion.at;
  let verdict = { decision: "send" } as Verdict;
  for (const { name, holdsFor, inTests = true, object } of policyRules) {
    if (!holdsFor.includes(occasion.sending) || (occasion.test && !inTests)) continue;
    const objection = object({ ...occasion, at });
    results.push({ rule: name, ...(objection && { objection }) });
    if (objection?.decision === "skip") return { verdict: objection, results };
    if (!objection) continue;
    at = objection.until;
    // What made it wait first is the reason; the others only made it wait longer.
    verdict = { ...objection, ...(verdict.decision === "defer" && { reason: verdict.reason }), until: at };
  }
  return { verdict, results };
}

export const decide = (occasion: Occasion): Verdict => weigh(occasion).verdict;

/** A paused survey can still be tried, which is what one pauses and reworks it for. */
const isOpen = ({ status }: Survey, test: boolean): boolean => status === "active" || (test && status === "paused");

const isTester = ({ testers }: Workspace, address: string | undefined): boolean =>
  address !== undefined && testers.some((tester) => normaliseAddress(tester) === normaliseAddress(address));

/** Nobody is glad of a mail whose link is over in an hour. */
const leastOpenDays = 1;

/** A link cannot wait: the business hands it over now or not at all. */
function throttle(occasion: Occasion): Objection | undefined {
  const until = throttledUntil(occasion);
  if (until === undefined || until <= occasion.at) return undefined;
  const mayWait = occasion.survey.policy.whenThrottled === "defer" && occasion.sending !== "link";
  if (!mayWait || addDays(until, leastOpenDays) > occasion.openUntil) return skip("throttled", until);
  return { decision: "defer", reason: "throttled", until };
}

/** When both throttles are over: the survey's own and the workspace's across all surveys. */
function throttledUntil({ workspace, survey, customer, invitationId }: Occasion): Instant | undefined {
  const end = (reservation: Reservation | undefined, days: number): Instant | undefined =>
    reservation && reservation.invitationId !== invitationId && days > 0 ? addDays(reservation.at, days) : undefined;
  const ends = [
    end(customer.lastInvited.bySurvey[survey.id], survey.policy.throttleDays),
    end(customer.lastInvited.overall, workspace.policy.throttleDays),
  ].filter((at) => at !== undefined);
  return ends.length === 0 ? undefined : ends.reduce(later);
}

/** By the customer's own clock where it is known. A survey's quiet hours take the place of the workspace's. */
function waitForFairTime({ at, openUntil, isUrgent, survey, workspace, customer }: Occasion): Objection | undefined {
  if (isUrgent) return undefined;
  const { at: until, because } = fairTime(at, {
    timeZone: customer.timeZone ?? workspace.timeZone,
    quietHours: survey.policy.quietHours ?? workspace.policy.quietHours,
    weekdaysOnly: survey.policy.weekdaysOnly,
  });
  if (because === undefined) return undefined;
  return until > openUntil ? skip("too_old") : { decision: "defer", reason: because, until };
}

/** The workspace's local day, as the KPIs count. */
function capDay({ at, workspace, mailed }: Occasion): Objection | undefined {
  const { dailyCap } = workspace.policy;
  const today = localDay(at, workspace.timeZone);
  const count = mailed?.day === today ? mailed.count : 0;
  if (dailyCap === undefined || count < dailyCap) return undefined;
  return skip("daily_cap", startOfDay(addToDay(today, 1), workspace.timeZone));
}
