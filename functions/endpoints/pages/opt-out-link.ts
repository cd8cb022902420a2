/** Who an unsubscribe link belongs to. It works for as long as the workspace does, even when the invitation has expired. */
import { AppError } from "../../domain/errors.ts";
import { splitId } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports.ts";
import type { Workspace } from "../../domain/workspace.ts";

export interface OptOutLink {
  readonly workspace: Workspace;
  readonly customerId: string;
  readonly locale: string;
  readonly path: string;
}

export async function openOptOutLink(token: string, services: Services): Promise<OptOutLink> {
  const { links, customers, workspaces } = services;
  const ref = await links.open("unsubscribe", token);
  if (!ref) throw new AppError("not_found", "There is nothing to unsubscribe from at this link.");
  const { customerId } = splitId(ref.id);
  const [workspace, customer] = await Promise.all([
    workspaces.get(ref.workspaceId),
    customers.find(ref.workspaceId, customerId),
  ]);
  return { workspace, customerId, locale: customer?.locale ?? workspace.locale, path: `/u/${token}` };
}
