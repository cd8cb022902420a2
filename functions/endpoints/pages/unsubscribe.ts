import * as z from "zod/mini";
import { farewellOf } from "../../domain/mail-feedback.ts";
import type { Services } from "../../domain/ports/services.ts";
import { signalsOf } from "../../domain/verdict.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { type OptOutLink, openOptOutLink } from "./opt-out-link.ts";
import { optOutPage } from "./opt-out-page.ts";
import { standingOf, takeBack } from "./opt-out-standing.ts";
import { errorPage, Page } from "./page.ts";
import { readPost, type SentForm } from "./read-post.ts";

const field = z.optional(z.string());

/**
 * The page's first button and a mail program's one click, RFC 8058, are the same request; the latter follows no redirect.
 * Stopping is believed of everybody.
 */
export const unsubscribe = endpoint(
  {
    route: routes.unsubscribe,
    summary: "Unsubscribes the customer from all surveys of the workspace, or from one, or takes that back.",
    body: z.object({
      "List-Unsubscribe": field,
      what: field.check(
        z.describe('"survey" stops only this one, "again" takes back what was stopped; all else stops all'),
      ),
      lang: field,
      nonce: field,
      website: field,
    }),
    returns: { 200: Page },
    errorPage,
  },
  async ({ params: { token }, body, userAgent }, services) => {
    const link = await openOptOutLink(token, body.lang, services);
    const { workspace, customerId } = link;
    await obey(body.what, link, { form: body, userAgent }, services);
    const customer = await services.customers.find(workspace.id, customerId, { consistent: true });
    return optOutPage(link, await standingOf(link, customer, services), body.what === "again");
  },
);

async function obey(what: string | undefined, link: OptOutLink, sent: SentForm, services: Services): Promise<void> {
  const { suppressions, customers, clock } = services;
  const { workspace, customerId, survey } = link;
  if (what === "again") {
    if (await isPersons(sent, link, services)) await takeBack(link, services);
  } else if (what === "survey" && survey) {
    await customers.stopSurvey(workspace.id, customerId, survey.id, clock.now());
  } else {
    await suppressions.unsubscribe(workspace, customerId, clock.now());
    await noteFarewell(link, services);
  }
}

/** For the rate of those who do, and nothing else: so what is written to the invitation meanwhile may prevent it. */
async function noteFarewell({ invitation: { workspaceId, id } }: OptOutLink, services: Services): Promise<void> {
  const { invitations, clock } = services;
  const invitation = await invitations.find(workspaceId, id);
  if (!invitation) return;
  const feedback = farewellOf(invitation, clock.now());
  if (feedback.mailEvents) await invitations.recordFeedback(invitation, feedback);
}

/** Scanners press every button, and must not bring back what a person has stopped. */
async function isPersons(sent: SentForm, link: OptOutLink, services: Services): Promise<boolean> {
  const { clock, settings } = services;
  const post = await readPost(sent, link, services);
  const { judgesHaste } = settings;
  const signals = signalsOf(post, { at: clock.now(), changesAnswer: false, followsRefused: false, judgesHaste });
  return post.nonce === "right" && signals.length === 0;
}
