/** Law 2: an invitation has come to exactly one end, or something is left to do and it stands on the to-do list for it. */
import { isAhead, isOvertaken } from "../intervention.ts";
import { type Invitation, invitationStatuses } from "../invitation.ts";
import { addSeconds, type Instant } from "../time.ts";

/** How long an invitation may be due before the law is broken. */
export const graceSeconds = 15 * 60;
/** The due index lags behind what was written this recently. */
const indexLagSeconds = 60;

/** What is wrong with an invitation, going by itself. */
export function invitationFaults({ status, history, sentAt, reason }: Invitation): string[] {
  const faults: string[] = [];
  if (!invitationStatuses.includes(status)) faults.push(`has the status ${status}, which there is not`);
  else if (history.at(-1)?.status !== status) faults.push(`is ${status}, and its history does not say so`);
  if (status === "sent" && sentAt === undefined) faults.push("was sent, and nothing says when");
  if ((status === "skipped" || status === "failed") && reason === undefined)
    faults.push(`is ${status} without a reason`);
  return faults;
}

export const isOverdue = (invitation: Invitation, now: Instant): boolean =>
  isAhead(invitation) && addSeconds(invitation.dueAt, graceSeconds) < now;

/** What is wrong between an invitation and the to-do list, unless the list may still be catching up. */
export function listingFault(invitation: Invitation | undefined, isListed: boolean, now: Instant): string | undefined {
  if (!invitation) return isListed ? "stands on the to-do list and is not in the table" : undefined;
  const { status, history, createdAt } = invitation;
  const changedAt = history.at(-1)?.at ?? createdAt;
  // A mail that was leaving as its invitation was cancelled puts it back; the dispatcher takes it off in its time.
  if (isListed && isOvertaken(invitation)) return undefined;
  if (isListed === isAhead(invitation) || changedAt > addSeconds(now, -indexLagSeconds)) return undefined;
  if (isListed) return `is ${status} and stands on the to-do list, with nothing left to do`;
  return `is ${status} and stands on no to-do list${status === "sent" ? ", with a reminder ahead" : ""}`;
}
