import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { listQuery, page } from "../list-fields.ts";
import { slice } from "../slice.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const listSurveys = endpoint(
  {
    route: routes.listSurveys,
    summary: "Lists the workspace's surveys, newest first.",
    query: z.strictObject(listQuery),
    returns: { 200: page(SurveyView) },
  },
  async ({ caller: { workspaceId }, query }, { surveys }) => {
    const found = slice(await surveys.list(workspaceId), query);
    return { status: 200, body: { ...found, items: found.items.map(viewSurvey) } };
  },
);
