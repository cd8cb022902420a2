import * as z from "zod/mini";
import { policyRules } from "../../domain/contact-policy.ts";
import { type Customer, withFacts } from "../../domain/customer.ts";
import { invalid } from "../../domain/errors.ts";
import { notInvitedReasons, type Outcome, type Report } from "../../domain/interaction.ts";
import { type Invitation, reminderDueAt } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { Instant } from "../../domain/time.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { recognise } from "../interactions/customer-identity.ts";
import { InteractionReport, isTooFarAhead, toReport } from "../interactions/interaction-report.ts";
import { type Plan, planInvitation } from "../interactions/plan-invitation.ts";

const time = z.iso.datetime();

const Simulation = z.object({
  outcome: z.enum(["invited", "not_invited"]),
  reason: z
    .optional(z.enum([...notInvitedReasons, "quiet_hours", "weekend"]))
    .check(z.describe("Why not, or why later")),
  until: z.optional(time),
  dueAt: z.optional(time).check(z.describe("When the mail would leave, or the link be made")),
  reminders: z
    .optional(z.array(time))
    .check(z.describe("When each would be due, if the mail leaves on time; quiet hours may move them")),
  interactionId: z
    .optional(z.string())
    .check(
      z.describe("Of the interaction that was accepted under this id before: its outcome stands, and no rule is asked"),
    ),
  rules: z.array(
    z.object({
      rule: z.enum(policyRules.map(({ name }) => name)),
      passed: z.boolean(),
      reason: z.optional(z.string()),
      until: z.optional(time).check(z.describe("The rule makes it wait, or would not object from then on")),
    }),
  ),
});

export const simulateSurvey = endpoint(
  {
    route: routes.simulateSurvey,
    summary:
      "Tells what would happen to an interaction if it were reported for this survey now, and why. Writes nothing.",
    body: InteractionReport,
    returns: {
      200: Simulation.check(z.describe("The outcome, and each rule that was asked in its order until one ended it")),
    },
  },
  async ({ caller: { workspace, workspaceId, mode }, params: { id }, body }, services) => {
    const survey = await services.surveys.get(workspaceId, id);
    if (body.survey !== undefined && body.survey !== id)
      throw invalid("survey", "is not the survey that is simulated: leave it out");
    const now = services.clock.now();
    const report = toReport(body, now, mode === "test");
    if (isTooFarAhead(report.interaction.occurredAt, now))
      throw invalid(
        "occurredAt",
        "is more than five minutes ahead: send the time at which it happened, with its offset",
      );
    const recognised = await recognise(workspace, report, services);
    const customer = withFacts(recognised.customer, report.customer);
    const interactionId = interactionIdOf(customer, report, services);
    const accepted = await services.interactions.find(workspaceId, interactionId);
    if (accepted) return { status: 200, body: { ...viewOutcome(accepted.outcome), interactionId, rules: [] } };
    if (report.send.via === "none") {
      return { status: 200, body: { outcome: "not_invited", reason: "not_requested", rules: [] } };
    }
    const plan = await planInvitation(interactionId, report, { workspace, survey, customer, now }, services);
    return { status: 200, body: viewPlan(plan) };
  },
);

const interactionIdOf = ({ id }: Customer, { interaction: { businessId } }: Report, { ids }: Services): string =>
  ids.interaction(id, { ...(businessId !== undefined && { businessId }) });

const viewOutcome = (outcome: Outcome) =>
  outcome.outcome === "invited" ? { outcome: outcome.outcome, dueAt: outcome.invitation.dueAt } : outcome;

function viewPlan({ invitation, refusal, results }: Plan): z.input<typeof Simulation> {
  const rules = results.map(({ rule, objection }) => ({
    rule,
    passed: objection === undefined,
    ...(objection && { reason: objection.reason, ...(objection.until !== undefined && { until: objection.until }) }),
  }));
  if (refusal) return { ...refusal, rules };
  const { dueAt } = invitation;
  const wait = results.find(({ objection }) => objection !== undefined)?.objection;
  const reminders = remindersOf(invitation);
  return {
    outcome: "invited",
    ...(wait && { reason: wait.reason, until: dueAt }),
    dueAt,
    ...(reminders.length > 0 && { reminders }),
    rules,
  };
}

/** As they follow from a mail that leaves when it is due. */
const remindersOf = (invitation: Invitation): Instant[] =>
  (invitation.reminderDays ?? []).flatMap((_, step) => reminderDueAt(invitation, step, invitation.dueAt) ?? []);
