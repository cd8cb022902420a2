/**
 * When an address is given up that never bounces for good: its last three invitations all came back, over a week or longer.
 * Fewer may be a full mailbox or a bad day of its server, and mailing on for ever harms the sender's name.
 */
import { firstAttemptOf, type Invitation } from "./invitation.ts";
import { addDays } from "./time.ts";

const invitationsInARow = 3;
const leastDays = 7;

/** Judged by all invitations of a customer; `identity` is the customer id that the address would own. */
export function isGivenUp(invitations: readonly Invitation[], identity: string): boolean {
  const mailed = invitations
    .flatMap((one) => (isMail(one) ? [one] : []))
    .sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const last = mailed.slice(-invitationsInARow);
  const [first, latest] = [last[0], last.at(-1)];
  return (
    last.length === invitationsInARow &&
    first !== undefined &&
    latest !== undefined &&
    latest.sentAt >= addDays(first.sentAt, leastDays) &&
    last.every((invitation) => cameBack(invitation, identity))
  );
}

const isMail = (invitation: Invitation): invitation is Invitation & { readonly sentAt: string } =>
  invitation.status === "sent" && invitation.via === undefined && invitation.sentAt !== undefined;

/** Whether no mail of an invitation, first one or reminder, came further than a soft bounce at this address. */
function cameBack(invitation: Invitation, identity: string): boolean {
  const { mailEvents = [] } = invitation;
  const events = mailEvents.filter(({ attempt }) => attempt >= firstAttemptOf(invitation));
  return (
    events.some((entry) => entry.event === "soft_bounced" && entry.identity === identity) &&
    events.every(({ event }) => event === "delayed" || event === "soft_bounced" || event === "double_send")
  );
}
