import * as z from "zod/mini";
import { normaliseAddress } from "../../domain/address.ts";
import type { Caller } from "../../domain/api-key.ts";
import { type Customer, withFacts } from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import { isReaddressed, readdressedChanges, wasNotReceived, whatBecameOf } from "../../domain/intervention.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";
import { isCounted } from "../../domain/response.ts";
import type { SuppressionReason } from "../../domain/suppression.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { address } from "../fields.ts";
import { remember } from "../interactions/customer-identity.ts";
import { callersInvitation, changeUntilDone, noteIntervention } from "./callers-invitation.ts";
import { InvitationView, viewInvitation } from "./invitation-view.ts";

const Correction = z.strictObject({
  email: address.check(z.describe("Where the customer is mailed from now on")),
});

export const resendInvitation = endpoint(
  {
    route: routes.resendInvitation,
    summary:
      "Sends an invitation that was not received to an address that was put right: one that failed, bounced, was rejected, or was skipped because the address was missing or suppressed.",
    body: Correction,
    refuses: { 409: "Its mail has not failed, or nothing is to be sent to that address." },
    returns: { 202: InvitationView.check(z.describe("The mail leaves with the next run of the dispatcher")) },
  },
  async ({ caller, params: { id }, body: { email } }, services) => {
    const begun = await callersInvitation(id, caller, services);
    const customer = await services.customers.find(begun.workspaceId, begun.customerId, { consistent: true });
    if (!customer) throw new AppError("conflict", "The invitation's customer is not known any more.");
    const isRepeated = isReaddressed(begun) && normaliseAddress(customer.email ?? "") === normaliseAddress(email);
    const invitation = isRepeated ? begun : await readdress(begun, { customer, email, caller }, services);
    await noteIntervention(invitation, "resend", caller, services);
    return { status: 202, body: viewInvitation(invitation) };
  },
);

interface Wish {
  readonly customer: Customer;
  readonly email: string;
  readonly caller: Caller;
}

/** The customer learns the address first: what is due is mailed to the one they have. */
async function readdress(begun: Invitation, wish: Wish, services: Services): Promise<Invitation> {
  const { ids, surveys, invitations, clock } = services;
  const { workspaceId, surveyId, surveyVersion, test } = begun;
  const { customer, email, caller } = wish;
  const objection = (await objectionTo(begun, services)) ?? (await suppressionOf(begun, wish, services));
  if (objection !== undefined) throw new AppError("conflict", objection);
  const { invitation: rules } = await surveys.getVersion(workspaceId, surveyId, surveyVersion);
  const identities = [ids.customer(caller.workspace, { kind: "email", value: email }, test)];
  await remember({ customer, isNew: false, identities }, { email }, services);
  const next = (standing: Invitation) => {
    if (!wasNotReceived(standing)) return undefined;
    const now = clock.now();
    return invitations.move(standing, "readdress", now, readdressedChanges(standing, now, rules.reminders ?? []));
  };
  const invitation = await changeUntilDone(begun, next, services);
  if (!isReaddressed(invitation)) throw new AppError("conflict", whatBecameOf(invitation));
  return invitation;
}

async function objectionTo(
  invitation: Invitation,
  { responses, clock }: Pick<Services, "responses" | "clock">,
): Promise<string | undefined> {
  const { workspaceId, id, openUntil } = invitation;
  if (!wasNotReceived(invitation)) return whatBecameOf(invitation);
  if (openUntil < clock.now()) return "The invitation has expired; its link takes no answer any more.";
  const record = await responses.findRecord(workspaceId, responseIdOf(id), { consistent: true });
  return isCounted(record) ? "The invitation has been answered." : undefined;
}

const refusals: Readonly<Record<SuppressionReason, string>> = {
  unsubscribed: "The customer has unsubscribed; nothing is sent to them.",
  bounced: "This address has bounced before; name the one that is right.",
  complained: "The customer has called a survey spam; nothing is sent to them.",
  manual: "You have suppressed this customer. DELETE /v1/suppressions/{id} lifts it.",
};

/** What the dispatcher would skip the mail for, told at once. */
async function suppressionOf(
  { surveyId }: Invitation,
  { customer, email, caller }: Wish,
  { suppressions }: Pick<Services, "suppressions">,
): Promise<string | undefined> {
  const { suppressed, stopped } = withFacts(customer, { email });
  if (suppressed) return refusals[suppressed.reason];
  if (stopped?.[surveyId] !== undefined) return "The customer wants no more of this survey; nothing is sent to them.";
  return (await suppressions.isSuppressed(caller.workspace, email))
    ? "This address has unsubscribed, bounced or complained; nothing is sent to it."
    : undefined;
}
