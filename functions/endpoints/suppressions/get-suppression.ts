import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { getNamed } from "./named-suppression.ts";
import { SuppressionView, viewSuppression } from "./suppression-view.ts";

export const getSuppression = endpoint(
  {
    route: routes.getSuppression,
    summary:
      "Says why an address is not mailed, by the suppression's id or by `email:jo@example.com`, URL-encoded. " +
      "By the address it is also found where the customer who has it now came with another one.",
    returns: { 200: SuppressionView },
  },
  async ({ caller, params: { id } }, services) => ({
    status: 200,
    body: viewSuppression(await getNamed(id, caller, services)),
  }),
);
