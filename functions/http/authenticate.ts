/** Who is calling, and whether they may. An unknown, wrong and revoked key look the same. */
import { scopes } from "../domain/api-key.ts";
import { AppError } from "../domain/errors.ts";
import type { Services } from "../domain/ports/services.ts";
import type { HttpMiddleware } from "./endpoint.ts";

export const authenticate = ({ apiKeys }: Services): HttpMiddleware => ({
  before: async ({ event }) => {
    const access = event.endpoint?.definition.route.access;
    const scope = scopes.find((one) => one === access);
    if (!scope) return;
    const presented = /^Bearer +(\S+)$/i.exec(event.headers["authorization"] ?? "")?.[1];
    if (presented === undefined) {
      throw new AppError("unauthorized", "There is no API key: send one as Authorization: Bearer hb_live_…");
    }
    const caller = await apiKeys.authenticate(presented);
    if (!caller) throw new AppError("unauthorized", "The API key is not valid.");
    if (!caller.scopes.includes(scope))
      throw new AppError("forbidden", `The API key lacks the scope "${scope}": use one that has it.`);
    event.caller = caller;
  },
});
