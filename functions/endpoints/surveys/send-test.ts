import * as z from "zod/mini";
import { normaliseAddress } from "../../domain/address.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import type { NotInvitedReason } from "../../domain/interaction.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { address, locale } from "../fields.ts";
import { acceptInteraction } from "../interactions/accept-interaction.ts";

const TestWish = z.strictObject({
  to: address.check(z.describe("One of the workspace's testers")),
  locale: z.exactOptional(locale).check(z.describe("Default the workspace's")),
});

const TestInvitation = z.object({
  invitation: z.object({ id: z.string(), surveyId: z.string(), dueAt: z.iso.datetime() }),
});

/** What a tester can be refused for; everything else that speaks against asking does not hold for tests. */
const refusals: Partial<Record<NotInvitedReason, string>> = {
  suppressed: "This address is suppressed; nothing is sent to it. GET /v1/suppressions/email:… says why.",
  survey_archived: "The survey is archived, and nothing is sent for it: resume it first.",
};

export const sendTest = endpoint(
  {
    route: routes.sendTest,
    summary: "Sends the survey's mail to a tester at once. What it makes is marked test and counts nowhere.",
    body: TestWish,
    refuses: { 409: "The tester's address is suppressed, or the survey archived." },
    returns: { 202: TestInvitation.check(z.describe("The mail leaves with the next run of the dispatcher")) },
  },
  async ({ caller: { workspace, workspaceId }, params: { id }, body: { to, locale }, idempotencyKey }, services) => {
    const survey = await services.surveys.get(workspaceId, id);
    const isTester = workspace.testers.some((tester) => normaliseAddress(tester) === normaliseAddress(to));
    if (!isTester)
      throw invalid("to", "is not one of the workspace's testers: add it to them with PATCH /v1/workspace");
    // The dispatcher sends it, since this function may not: it is an interaction like every other, only a test.
    const report = {
      customer: { email: to, locale: locale ?? workspace.locale },
      interaction: { type: "survey.test", occurredAt: services.clock.now(), test: true },
      surveyId: survey.id,
      send: { via: "email", delaySeconds: 0 },
    } as const;
    const { interaction } = await acceptInteraction(workspace, report, idempotencyKey, services);
    const { outcome } = interaction;
    if (outcome.outcome === "not_invited") throw new AppError("conflict", refusals[outcome.reason] ?? outcome.reason);
    return { status: 202, body: { invitation: outcome.invitation } };
  },
);
