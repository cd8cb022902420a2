/**
 * Laws 1, 2 and 3 over some days of a workspace, by reading: every interaction has exactly one outcome, every invitation has
 * come to an end or is still due and not long so, and no mail left twice. Invitations are reached from the list of those that
 * were settled, which costs least, then from their interactions and from the to-do list, which is read whole. Whatever looks
 * wrong there is looked at once more, because the table changes while it is read and its indexes lag.
 */

import { inParallel } from "../../domain/in-parallel.ts";
import type { Interaction } from "../../domain/interaction.ts";
import { isAhead } from "../../domain/intervention.ts";
import type { Invitation } from "../../domain/invitation.ts";
import { frozenBefore } from "../../domain/kpi/frozen.ts";
import { doubleSends } from "../../domain/laws/double-sends.ts";
import type { Findings } from "../../domain/laws/findings.ts";
import { invitationFaults, isOverdue } from "../../domain/laws/invitation.ts";
import { needsOrigin, originFault, outcomeFault } from "../../domain/laws/outcome.ts";
import type { Scope } from "../../domain/laws/scope.ts";
import type { Services } from "../../domain/ports/services.ts";
import { checkStandstill } from "./check-standstill.ts";
import { pages } from "./pages.ts";
import { toDoList } from "./to-do-list.ts";

/** How entries of the to-do list are counted that are long due, as all others are. */
export const heldBack = "held back";

/** Leaves the rest out once `hasTime` says no: then it has not looked at everything. */
export function checkInvitations(
  scope: Scope,
  services: Services,
  findings: Findings,
  hasTime: () => boolean = () => true,
): Promise<void> {
  return new InvitationCheck(scope, services, findings, hasTime).run();
}

/** As much of an invitation as its interaction is compared with. */
type Seen = Pick<Invitation, "id" | "interactionId" | "surveyId" | "status" | "via" | "createdAt">;

class InvitationCheck {
  readonly #scope: Scope;
  readonly #services: Services;
  readonly #findings: Findings;
  readonly #hasTime: () => boolean;
  readonly #seen = new Map<string, Seen>();
  /** Invitations that an interaction has for its outcome. */
  readonly #named = new Set<string>();
  /** Invitations that do not stand as the to-do list says. */
  readonly #suspects = new Set<string>();
  #toDo: ReadonlySet<string> = new Set();

  constructor(scope: Scope, services: Services, findings: Findings, hasTime: () => boolean) {
    this.#scope = scope;
    this.#services = services;
    this.#findings = findings;
    this.#hasTime = hasTime;
  }

  async run(): Promise<void> {
    const { interactions, invitations } = this.#services;
    const { workspace } = this.#scope;
    this.#toDo = await toDoList(workspace.id, invitations, this.#hasTime);
    for await (const page of pages((query) => invitations.list(query), this.#scope)) {
      if (!this.#hasTime()) return;
      for (const invitation of page) this.#look(invitation);
    }
    const settled = [...this.#seen.values()];
    for await (const page of pages((query) => interactions.list(query), this.#scope)) {
      if (!this.#hasTime()) return;
      await this.#each(page, (interaction) => this.#checkInteraction(interaction));
    }
    await this.#each(settled, (invitation) => this.#checkOrigin(invitation));
    await this.#each(this.#toDo, async (id) => {
      if (!this.#seen.has(id) && !(await this.#find(id))) this.#suspects.add(id);
    });
    const held = await checkStandstill(this.#suspects, this.#scope, this.#services, this.#findings, this.#hasTime);
    this.#findings.count("to-do list", "due", this.#toDo.size - held);
    if (held > 0) this.#findings.count("to-do list", heldBack, held);
  }

  #each<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
    return inParallel(items, work, this.#hasTime);
  }

  /** What can be told of an invitation as it was read, once. */
  #look(invitation: Invitation): void {
    const { id, interactionId, surveyId, status, via, createdAt } = invitation;
    if (this.#seen.has(id)) return;
    this.#seen.set(id, { id, interactionId, surveyId, status, createdAt, ...(via && { via }) });
    this.#findings.count("invitations", status);
    for (const fault of invitationFaults(invitation)) this.#findings.violated(2, [id, interactionId], fault);
    for (const fault of doubleSends(invitation, this.#scope)) this.#findings.violated(3, [id, interactionId], fault);
    const isListed = this.#toDo.has(id);
    if (isListed !== isAhead(invitation) || isOverdue(invitation, this.#scope.now)) this.#suspects.add(id);
  }

  async #find(id: string): Promise<Seen | undefined> {
    const { invitations } = this.#services;
    const seen = this.#seen.get(id);
    if (seen) return seen;
    const invitation = await invitations.find(this.#scope.workspace.id, id);
    if (invitation) this.#look(invitation);
    return invitation;
  }

  async #checkInteraction({ id, workspaceId, outcome }: Interaction): Promise<void> {
    const { ids, invitations } = this.#services;
    const fault = outcomeFault(outcome);
    this.#findings.count("interactions", fault === undefined ? nameOf(outcome) : "without an outcome");
    if (fault !== undefined) this.#findings.violated(1, [id], fault);
    if (fault !== undefined || outcome.outcome !== "invited") return;

    const { id: invitationId, surveyId } = outcome.invitation;
    this.#named.add(invitationId);
    const violated = (message: string) => this.#findings.violated(1, [id, invitationId], message);
    if (invitationId !== ids.invitation(id, surveyId)) {
      violated(`was invited by ${invitationId}, which is not the invitation that it and ${surveyId} make`);
    }
    const invitation =
      (await this.#find(invitationId)) ?? (await invitations.find(workspaceId, invitationId, { consistent: true }));
    if (!invitation) {
      violated(`was invited by ${invitationId}, which is not in the table`);
    } else if (invitation.interactionId !== id || invitation.surveyId !== surveyId) {
      violated(`was invited by ${invitationId}, which is of ${invitation.interactionId} and ${invitation.surveyId}`);
    }
  }

  async #checkOrigin(invitation: Seen): Promise<void> {
    const { id, interactionId, createdAt } = invitation;
    const { workspace, now, retentionDays } = this.#scope;
    if (this.#named.has(id) || !needsOrigin(invitation) || createdAt < frozenBefore(now, retentionDays)) return;
    const interaction = await this.#services.interactions.find(workspace.id, interactionId, { consistent: true });
    const fault = originFault(invitation, interaction);
    if (fault !== undefined) this.#findings.violated(1, [id, interactionId], fault);
  }
}

const nameOf = (outcome: Interaction["outcome"]): string =>
  outcome.outcome === "invited" ? "invited" : outcome.reason.replaceAll("_", " ");
