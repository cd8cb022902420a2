/**
 * Laws 1 and 2: every interaction has exactly one outcome, an invited one has its invitation, and every invitation has come to
 * an end or is still due, and not long so. Invitations are reached from their interactions, from the to-do list, and from the
 * list of those that were settled.
 */
import type { Interaction } from "../../../functions/domain/interaction.ts";
import { type Invitation, invitationStatuses } from "../../../functions/domain/invitation.ts";
import type { Services } from "../../../functions/domain/ports.ts";
import { addSeconds, type Instant } from "../../../functions/domain/time.ts";
import { inParallel } from "../in-parallel.ts";
import type { Findings, Scope } from "./findings.ts";
import { checkOrigin, outcomeFault } from "./outcomes.ts";
import { pages } from "./pages.ts";

/** How long an invitation may be due before the law is broken. */
const graceSeconds = 15 * 60;
/** The due index lags behind what was written this recently. */
const indexLagSeconds = 60;
/** Later than any instant. */
const always = "9";

export async function checkInteractions(scope: Scope, services: Services, findings: Findings): Promise<void> {
  const { interactions, invitations } = services;
  const workspaceId = scope.workspace.id;
  const toDo = await toDoList(workspaceId, invitations);
  const seen = new Set<string>();
  const unlisted: Invitation[] = [];

  const look = async (id: string, ifMissing: () => void): Promise<Invitation | undefined> => {
    const invitation = await invitations.find(workspaceId, id, { consistent: true });
    if (!invitation) ifMissing();
    if (!invitation || seen.has(id)) return invitation;
    lookAt(invitation);
    if (isWaiting(invitation) && !toDo.has(id)) unlisted.push(invitation);
    return invitation;
  };
  const lookAt = (invitation: Invitation): void => {
    seen.add(invitation.id);
    findings.count("invitations", invitation.status);
    checkInvitation(invitation, scope.now, findings);
  };

  for await (const page of pages((query) => interactions.list(query), scope)) {
    await inParallel(page, (interaction) => checkInteraction(interaction, look, services, findings));
  }
  findings.count("to-do list", "due", toDo.size);
  await inParallel(toDo, async (id) => {
    await look(id, () => findings.violated(2, [id], "stands on the to-do list and is not in the table"));
  });
  await checkUnlisted(unlisted, scope, services, findings);
  for await (const page of pages((query) => invitations.list(query), scope)) {
    const others = page.filter(({ id }) => !seen.has(id));
    for (const invitation of others) lookAt(invitation);
    await inParallel(others, (invitation) => checkOrigin(invitation, scope, services, findings));
  }
}

async function toDoList(workspaceId: string, invitations: Services["invitations"]): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const id of invitations.due(workspaceId, always)) ids.add(id);
  return ids;
}

type Look = (id: string, ifMissing: () => void) => Promise<Invitation | undefined>;

async function checkInteraction(
  interaction: Interaction,
  look: Look,
  { ids }: Services,
  findings: Findings,
): Promise<void> {
  const { id, outcome } = interaction;
  const fault = outcomeFault(outcome);
  findings.count("interactions", fault === undefined ? nameOf(outcome) : "without an outcome");
  if (fault !== undefined) findings.violated(1, [id], fault);
  if (fault !== undefined || outcome.outcome !== "invited") return;

  const { id: invitationId, surveyId } = outcome.invitation;
  const violated = (message: string) => findings.violated(1, [id, invitationId], message);
  if (invitationId !== ids.invitation(id, surveyId)) {
    violated(`was invited by ${invitationId}, which is not the invitation that it and ${surveyId} make`);
  }
  const invitation = await look(invitationId, () =>
    violated(`was invited by ${invitationId}, which is not in the table`),
  );
  if (invitation && (invitation.interactionId !== id || invitation.surveyId !== surveyId)) {
    violated(`was invited by ${invitationId}, which is of ${invitation.interactionId} and ${invitation.surveyId}`);
  }
}

const nameOf = (outcome: Interaction["outcome"]): string =>
  outcome.outcome === "invited" ? "invited" : outcome.reason.replaceAll("_", " ");

const isWaiting = ({ status }: Invitation): boolean => status === "scheduled" || status === "unconfirmed";

function checkInvitation(invitation: Invitation, now: Instant, findings: Findings): void {
  const { id, interactionId, status, dueAt, reason, sentAt, history } = invitation;
  const violated = (message: string) => findings.violated(2, [id, interactionId], message);
  if (!invitationStatuses.includes(status)) violated(`has the status ${status}, which there is not`);
  else if (history.at(-1)?.status !== status) violated(`is ${status}, and its history does not say so`);
  if (status === "sent" && sentAt === undefined) violated("was sent, and nothing says when");
  if ((status === "skipped" || status === "failed") && reason === undefined) violated(`is ${status} without a reason`);
  if (isWaiting(invitation) && dueAt < addSeconds(now, -graceSeconds)) {
    violated(
      `is ${status} and has been due since ${dueAt}; does the dispatcher run, and does the mail service take mail?`,
    );
  }
}

/** Looked at once more: the table changes while it is read, and its index lags. */
async function checkUnlisted(
  unlisted: readonly Invitation[],
  { workspace, now }: Scope,
  { invitations }: Services,
  findings: Findings,
): Promise<void> {
  const suspects = unlisted.filter(({ createdAt }) => createdAt < addSeconds(now, -indexLagSeconds));
  if (suspects.length === 0) return;
  const toDo = await toDoList(workspace.id, invitations);
  await inParallel(suspects, async ({ id, interactionId }) => {
    const invitation = await invitations.find(workspace.id, id, { consistent: true });
    if (!invitation || !isWaiting(invitation) || toDo.has(id)) return;
    findings.violated(2, [id, interactionId], `is ${invitation.status} and stands on no to-do list`);
  });
}
