import * as z from "zod/mini";
import { invalid } from "../../domain/errors.ts";
import { isAhead } from "../../domain/intervention.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { address, line, surveyId } from "../fields.ts";
import { customersKnownAs } from "../interactions/customer-identity.ts";
import { callOff } from "./call-off.ts";

const Cancellation = z.strictObject({
  customer: z
    .strictObject({ id: z.exactOptional(line(200)), email: z.exactOptional(address) })
    .check(z.refine(({ id, email }) => id !== undefined || email !== undefined, "needs an email or an id")),
  survey: z.exactOptional(surveyId).check(z.describe("Default all surveys")),
});

/** So that hundreds are called off while the caller waits. */
const atOnce = 25;

const Cancelled = z.object({
  cancelled: z.array(z.string()).check(z.describe("Invitations of which nothing follows any more")),
  alreadySending: z
    .array(z.string())
    .check(z.describe("Those among them of which a mail is being sent right now all the same")),
});

export const cancelInvitations = endpoint(
  {
    route: routes.cancelInvitations,
    summary: "Cancels all that is still ahead of a customer's invitations, in one survey or in all. Harmless twice.",
    body: Cancellation,
    returns: { 200: Cancelled.check(z.describe("What was cancelled, which may be nothing")) },
  },
  async ({ caller, body: { customer, survey } }, services) => {
    const { invitations, surveys } = services;
    const { workspaceId, workspace, mode } = caller;
    if (survey !== undefined && !(await surveys.find(workspaceId, survey))) {
      throw invalid("survey", "is not a survey of this workspace: name one that GET /v1/surveys lists");
    }
    const facts = { ...(customer.email && { email: customer.email }), ...(customer.id && { businessId: customer.id }) };
    const known = await customersKnownAs(workspace, facts, mode === "test", services);
    const made = await Promise.all(known.map(({ id }) => invitations.ofCustomer(workspaceId, id)));
    const wanted = made.flat().filter((one) => isAhead(one) && (survey === undefined || one.surveyId === survey));
    const cancelled: string[] = [];
    const alreadySending: string[] = [];
    for (let from = 0; from < wanted.length; from += atOnce) {
      const called = wanted.slice(from, from + atOnce).map(async (invitation) => {
        const { isDone, isLeaving } = await callOff(invitation, caller, services);
        if (isDone) cancelled.push(invitation.id);
        if (isLeaving) alreadySending.push(invitation.id);
      });
      await Promise.all(called);
    }
    return { status: 200, body: { cancelled, alreadySending } };
  },
);
