/**
 * When it is fair to ask, as a pure verdict with its reason. Decided at acceptance and once more at the last moment before
 * sending. The order of the rules is the order in which a reason wins.
 */
import { normaliseAddress } from "./address.ts";
import type { Customer, Reservation } from "./customer.ts";
import type { NotInvitedReason } from "./interaction.ts";
import type { Survey } from "./survey.ts";
import { addDays, type Instant, later } from "./time.ts";
import type { Workspace } from "./workspace.ts";

export type Verdict =
  | { readonly decision: "send" }
  | { readonly decision: "defer"; readonly reason: NotInvitedReason; readonly until: Instant }
  | { readonly decision: "skip"; readonly reason: NotInvitedReason; readonly until?: Instant };

export interface Occasion {
  readonly workspace: Workspace;
  readonly survey: Survey;
  readonly customer: Pick<Customer, "email" | "lastInvited" | "suppressed">;
  /** Whether the address itself is suppressed, whoever the customer is. */
  readonly addressSuppressed: boolean;
  readonly openUntil: Instant;
  /** When the mail would leave. */
  readonly at: Instant;
  readonly test: boolean;
  /** Its own reservation never blocks an invitation. */
  readonly invitationId?: string;
}

export function decide(occasion: Occasion): Verdict {
  const { workspace, survey, customer, at } = occasion;
  if (customer.email === undefined) return { decision: "skip", reason: "no_address" };
  if (customer.suppressed || occasion.addressSuppressed) return { decision: "skip", reason: "suppressed" };
  if (occasion.test && !isTester(workspace, customer.email)) return { decision: "skip", reason: "not_a_tester" };
  if (survey.status === "archived") return { decision: "skip", reason: "survey_archived" };
  if (!isOpen(survey, occasion.test)) return { decision: "skip", reason: "survey_paused" };
  if (at > occasion.openUntil) return { decision: "skip", reason: "too_old" };
  const until = occasion.test ? undefined : throttledUntil(occasion);
  if (until === undefined || until <= at) return { decision: "send" };
  if (survey.policy.whenThrottled === "skip") return { decision: "skip", reason: "throttled", until };
  if (until > occasion.openUntil) return { decision: "skip", reason: "throttled", until };
  return { decision: "defer", reason: "throttled", until };
}

/** A paused survey can still be tried, which is what one pauses and reworks it for. */
const isOpen = ({ status }: Survey, test: boolean): boolean => status === "active" || (test && status === "paused");

const isTester = ({ testers }: Workspace, address: string): boolean =>
  testers.some((tester) => normaliseAddress(tester) === normaliseAddress(address));

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
