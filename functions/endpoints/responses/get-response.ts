import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { ResponseView, viewResponse } from "./response-view.ts";

export const getResponse = endpoint(
  { route: routes.getResponse, summary: "Shows one response.", returns: { 200: ResponseView } },
  async ({ caller: { workspaceId }, params: { id } }, { responses }) => {
    const response = idPattern.response.test(id) ? await responses.find(workspaceId, id) : undefined;
    if (!response) throw new AppError("not_found", "There is no such response.");
    return { status: 200, body: viewResponse(response) };
  },
);
