/** Who an unsubscribe link belongs to. It works for as long as the workspace does, even when the invitation has expired. */
import type { Customer } from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import { splitId } from "../../domain/ids.ts";
import type { InvitationRef } from "../../domain/ports/mail.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { SurveyVersion } from "../../domain/survey.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { type ShownBrand, shownBrand } from "../../templates/brand.ts";
import { chosenLocale, menuEntry, readingLocale } from "../../templates/locales/reading-locale.ts";
import { builtInLocales, textsFor } from "../../templates/locales/wordings.ts";
import type { PageFrame } from "../../templates/pages/layout.ts";
import { localesOf } from "../../templates/survey-copy.ts";

export interface OptOutLink {
  readonly invitation: InvitationRef;
  readonly workspace: Workspace;
  readonly customerId: string;
  readonly customer: Customer | undefined;
  /** Unknown when the invitation has expired. */
  readonly survey: Pick<SurveyVersion, "id"> | undefined;
  readonly frame: PageFrame & { readonly brand: ShownBrand };
  readonly path: string;
  /** The language that was chosen on the page, if so. */
  readonly lang: string | undefined;
  /** For the form that is shown now. */
  readonly nonce: string;
}

export async function openOptOutLink(token: string, lang: string | undefined, services: Services): Promise<OptOutLink> {
  const { links, invitations, customers, surveys, workspaces, ids, clock } = services;
  const ref = await links.open("unsubscribe", token);
  if (!ref) throw new AppError("not_found", "There is nothing to unsubscribe from at this link.");
  const { customerId } = splitId(ref.id);
  const [workspace, customer, invitation, nonce] = await Promise.all([
    workspaces.get(ref.workspaceId),
    // Whoever has just pressed a button reads what it did.
    customers.find(ref.workspaceId, customerId, { consistent: true }),
    invitations.find(ref.workspaceId, ref.id),
    links.nonce(ref, clock.now()),
  ]);
  const survey =
    invitation && (await surveys.getVersion(ref.workspaceId, invitation.surveyId, invitation.surveyVersion));
  const written = survey ?? {};
  const customerLocale = invitation?.segments.locale?.value ?? customer?.locale;
  const locale = readingLocale(written, { chosen: lang, customer: customerLocale, workspace: workspace.locale });
  const texts = await textsFor(locale);
  const languages = { locales: localesOf(written, builtInLocales), current: menuEntry(written, locale) };
  return {
    invitation: ref,
    workspace,
    customerId,
    customer,
    survey,
    frame: { texts, cspNonce: ids.random(16), brand: shownBrand(workspace, survey), languages },
    path: `/u/${token}`,
    lang: chosenLocale(written, lang),
    nonce,
  };
}
