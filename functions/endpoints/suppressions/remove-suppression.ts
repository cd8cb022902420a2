import * as z from "zod/mini";
import { AppError } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { getNamed } from "./named-suppression.ts";
import { requireLive } from "./suppress-for.ts";
import { SuppressionView, viewSuppression } from "./suppression-view.ts";

export const removeSuppression = endpoint(
  {
    route: routes.removeSuppression,
    summary:
      "Takes a suppression back, for the address and the customers who have it, by its id or by `email:jo@example.com`, " +
      "URL-encoded. Mail somebody who had unsubscribed only if they asked for it.",
    returns: { 200: SuppressionView.check(z.describe("Taken back; what stood until now")) },
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
    return { status: 200, body: viewSuppression(standing) };
  },
);
