import * as z from "zod/mini";
import { AppError } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { getNamed } from "./named-suppression.ts";
import { requireLive } from "./suppress-for.ts";
import { SuppressionView, viewSuppression } from "./suppression-view.ts";

const LiftedView = z.extend(SuppressionView, {
  remaining: z
    .optional(SuppressionView)
    .check(z.describe("Why the address is not mailed all the same; absent where it may be")),
});

export const removeSuppression = endpoint(
  {
    route: routes.removeSuppression,
    summary:
      "Takes a suppression back, for the address and the customers who have it, by its id or by `email:jo@example.com`, " +
      "URL-encoded. What else keeps the address from being mailed is answered as `remaining`, such as that the customer " +
      "unsubscribed: a further request takes that back. Mail somebody who had unsubscribed only if they asked for it.",
    refuses: { 409: "It was changed meanwhile." },
    returns: { 200: LiftedView.check(z.describe("Taken back; what stood until now")) },
  },
  async ({ caller, params: { id } }, services) => {
    requireLive(caller);
    const { suppressions, auditLog, clock } = services;
    const { workspace, workspaceId, keyId } = caller;
    const standing = await getNamed(id, caller, services);
    // First: of what is gone nobody could tell any more who took it back.
    await auditLog.add({ workspaceId, at: clock.now(), by: keyId, what: "lift", subject: standing.id });
    if (!(await suppressions.lift(workspace, standing)))
      throw new AppError("conflict", "The suppression has changed meanwhile. Look at it again.");
    const { email } = standing;
    const remaining = await (email === undefined
      ? suppressions.find(workspaceId, standing.id)
      : suppressions.findByAddress(workspace, email));
    return {
      status: 200,
      body: { ...viewSuppression(standing), ...(remaining && { remaining: viewSuppression(remaining) }) },
    };
  },
);
