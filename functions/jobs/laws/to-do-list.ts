import type { InvitationStore } from "../../domain/ports/invitations.ts";

/** Later than any instant. */
const always = "9";

/** Ids of all invitations with something left to do, however far ahead; of fewer when time is up. */
export async function toDoList(
  workspaceId: string,
  invitations: InvitationStore,
  hasTime: () => boolean,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const id of invitations.due(workspaceId, always)) {
    if (!hasTime()) break;
    ids.add(id);
  }
  return ids;
}
