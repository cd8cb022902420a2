/** Who an unsubscribe link belongs to. It works for as long as the workspace does, even when the invitation has expired. */
import { AppError } from "../../domain/errors.ts";
import { splitId } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { type ShownBrand, shownBrand } from "../../templates/brand.ts";
import { readingLocale } from "../../templates/locales/reading-locale.ts";
import { textsFor } from "../../templates/locales/wordings.ts";
import type { PageFrame } from "../../templates/pages/layout.ts";

export interface OptOutLink {
  readonly workspace: Workspace;
  readonly customerId: string;
  readonly frame: PageFrame & { readonly brand: ShownBrand };
  readonly path: string;
}

export async function openOptOutLink(token: string, services: Services): Promise<OptOutLink> {
  const { links, customers, workspaces, ids } = services;
  const ref = await links.open("unsubscribe", token);
  if (!ref) throw new AppError("not_found", "There is nothing to unsubscribe from at this link.");
  const { customerId } = splitId(ref.id);
  const [workspace, customer] = await Promise.all([
    workspaces.get(ref.workspaceId),
    customers.find(ref.workspaceId, customerId),
  ]);
  const locale = readingLocale({}, { customer: customer?.locale, workspace: workspace.locale });
  const texts = await textsFor(locale);
  const frame = { texts, cspNonce: ids.random(16), brand: shownBrand(workspace) };
  return { workspace, customerId, frame, path: `/u/${token}` };
}
