import type { Reply } from "../../http/endpoint.ts";
import { unsubscribePage } from "../../templates/pages/unsubscribe-page.ts";
import type { OptOutLink } from "./opt-out-link.ts";
import type { OptOutStanding } from "./opt-out-standing.ts";
import { page } from "./page.ts";

export function optOutPage(link: OptOutLink, { state, choices }: OptOutStanding, isBack = false): Reply {
  const { frame, path: action, nonce, lang } = link;
  // Nothing stands in the way any more, which is said instead of being asked about.
  const shown = isBack && state === "ask" ? ({ state: "againDone", choices: [] } as const) : { state, choices };
  return page(200, frame, unsubscribePage({ ...frame, ...shown, action, nonce, lang }));
}
