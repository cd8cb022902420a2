import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { openOptOutLink } from "./opt-out-link.ts";
import { optOutPage } from "./opt-out-page.ts";
import { standingOf } from "./opt-out-standing.ts";
import { errorPage, Page } from "./page.ts";

export const showUnsubscribe = endpoint(
  {
    route: routes.showUnsubscribe,
    summary:
      "Asks the customer whether they want no more surveys, or not this one; says so when that is done already. Never writes.",
    query: z.object({
      lang: z
        .optional(z.string())
        .check(z.describe("The language to show it in, one of those its survey is offered in")),
    }),
    returns: { 200: Page },
    errorPage,
  },
  async ({ params: { token }, query: { lang } }, services) => {
    const link = await openOptOutLink(token, lang, services);
    return optOutPage(link, await standingOf(link, link.customer, services));
  },
);
