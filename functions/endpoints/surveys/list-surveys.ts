import * as z from "zod/mini";
import { surveyStatuses } from "../../domain/survey.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { fitting } from "../fitting.ts";
import { listQuery, page } from "../list-fields.ts";
import { slice } from "../slice.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const listSurveys = endpoint(
  {
    route: routes.listSurveys,
    summary: "Lists the workspace's surveys, archived ones too unless a status is asked for, newest first.",
    query: z.strictObject({ ...listQuery, status: z.exactOptional(z.enum(surveyStatuses)) }),
    returns: { 200: page(SurveyView).check(z.describe("A page may be short: go on until nextCursor is absent")) },
  },
  async ({ caller: { workspaceId }, query }, { surveys }) => {
    const { status, cursor } = query;
    const all = await surveys.list(workspaceId);
    // The survey that the cursor names may have changed its status meanwhile.
    const wanted = all.filter((survey) => !status || survey.status === status || survey.id === cursor);
    const { items: found, nextCursor } = slice(wanted, query);
    const items = fitting(found).map(viewSurvey);
    const last = items.length < found.length ? items.at(-1)?.id : nextCursor;
    return { status: 200, body: { items, ...(last !== undefined && { nextCursor: last }) } };
  },
);
