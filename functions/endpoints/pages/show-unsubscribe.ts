import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { unsubscribePage } from "../../templates/pages/unsubscribe-page.ts";
import { openOptOutLink } from "./opt-out-link.ts";
import { errorPage, Page, page } from "./page.ts";

export const showUnsubscribe = endpoint(
  {
    route: routes.showUnsubscribe,
    summary: "Asks the customer to confirm that they want no more surveys. Never writes.",
    returns: { 200: Page },
    errorPage,
  },
  async ({ params: { token } }, services) => {
    const { frame, path } = await openOptOutLink(token, services);
    return page(200, frame, unsubscribePage({ ...frame, action: path, state: "ask" }));
  },
);
