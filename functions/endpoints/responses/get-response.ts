import { AppError } from "../../domain/errors.ts";
import { idPattern, responseIdOf } from "../../domain/ids.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { findQuarantined } from "./quarantined-answer.ts";
import { ResponseView, viewBesideCounted, viewResponse } from "./response-view.ts";

export const getResponse = endpoint(
  {
    route: routes.getResponse,
    summary: "Shows one response, or one answer in quarantine with why it is there and what counts instead.",
    returns: { 200: ResponseView },
  },
  async ({ caller: { workspaceId }, params: { id } }, services) => {
    const response = idPattern.response.test(id) ? await services.responses.find(workspaceId, id) : undefined;
    if (response) return { status: 200, body: viewResponse(response) };
    const quarantined = await findQuarantined(workspaceId, id, services);
    if (!quarantined) throw new AppError("not_found", "There is no such response.");
    const counted = await services.responses.find(workspaceId, responseIdOf(quarantined.invitationId));
    return { status: 200, body: viewBesideCounted(quarantined, counted) };
  },
);
