import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { unsubscribePage } from "../../templates/pages/unsubscribe-page.ts";
import { openOptOutLink } from "./opt-out-link.ts";
import { errorPage, Page, page } from "./page.ts";

/** The page's button and a mail program's one click, RFC 8058, are the same request; the latter follows no redirect. */
export const unsubscribe = endpoint(
  {
    route: routes.unsubscribe,
    summary: "Unsubscribes the customer from all surveys of the workspace.",
    body: z.object({ "List-Unsubscribe": z.optional(z.string()) }),
    returns: { 200: Page },
    errorPage,
  },
  async ({ params: { token } }, services) => {
    const { workspace, customerId, frame, path } = await openOptOutLink(token, services);
    const { customers, clock } = services;
    await customers.suppress(workspace, customerId, { reason: "unsubscribed", at: clock.now() });
    return page(200, frame, unsubscribePage({ ...frame, action: path, state: "done" }));
  },
);
