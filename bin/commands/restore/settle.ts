/**
 * Where nobody can tell what was mailed since, nothing that may have been is mailed again: what was due is skipped, every reminder is
 * given up, and whoever was to be asked counts as asked. Never asked twice is better than asked.
 */
import {
  type Invitation,
  type Move,
  type MoveChanges,
  nextReminderAt,
  restChanges,
} from "../../../functions/domain/invitation.ts";
import type { Instant } from "../../../functions/domain/time.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { toDoList } from "../../../functions/jobs/laws/to-do-list.ts";
import { note } from "./carry.ts";
import type { Side, Wishes } from "./restoration.ts";

export interface Unknown extends Pick<Wishes, "tableMadeAt"> {
  /** Whether what is due later is skipped too, because somebody may have sent it at once. */
  readonly alsoLater: boolean;
}

const reason = "restored";

/** Ids on the to-do list that would be settled. */
export async function unsettled({ id }: Workspace, here: Side, unknown: Unknown): Promise<string[]> {
  const { invitations, clock } = here.services;
  const ids: string[] = [];
  for (const invitationId of await toDoList(id, invitations, () => true)) {
    const invitation = await invitations.find(id, invitationId, { consistent: true });
    if (invitation && endOf(invitation, unknown, clock.now())) ids.push(invitationId);
  }
  return ids;
}

export async function settle(
  workspace: Workspace,
  ids: readonly string[],
  here: Side,
  unknown: Unknown,
): Promise<void> {
  const { invitations, clock } = here.services;
  for (const invitationId of ids) {
    const invitation = await invitations.find(workspace.id, invitationId, { consistent: true });
    const end = invitation && endOf(invitation, unknown, clock.now());
    if (!invitation || !end) continue;
    await note(workspace.id, "settle", invitationId, here);
    await reserve(invitation, here);
    const [move, changes] = end;
    await invitations.move(invitation, move, clock.now(), changes);
  }
}

/** What was made here since the restore was never mailed, because of the fence. */
function endOf(
  invitation: Invitation,
  { tableMadeAt, alsoLater }: Unknown,
  now: Instant,
): readonly [Move, MoveChanges] | undefined {
  const { status, createdAt, dueAt } = invitation;
  if (createdAt > tableMadeAt) return undefined;
  if (nextReminderAt(invitation) !== undefined) return ["rest", restChanges(invitation, reason)];
  if (status === "unconfirmed") return ["fail", { reason }];
  return status === "scheduled" && (alsoLater || dueAt <= now) ? ["skip", { reason }] : undefined;
}

/** As if they had been asked this moment. */
async function reserve({ id, status, test, workspaceId, customerId, surveyId }: Invitation, here: Side): Promise<void> {
  const { customers, clock } = here.services;
  if (status !== "scheduled" || test) return;
  const customer = await customers.find(workspaceId, customerId, { consistent: true });
  if (customer) await customers.reserve(customer, surveyId, { at: clock.now(), invitationId: id });
}
