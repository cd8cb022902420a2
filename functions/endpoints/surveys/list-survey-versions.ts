import * as z from "zod/mini";
import { invalid } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { fitting } from "../fitting.ts";
import { listQuery, page } from "../list-fields.ts";
import { VersionView, viewVersion } from "./version-view.ts";

export const listSurveyVersions = endpoint(
  {
    route: routes.listSurveyVersions,
    summary: "Lists a survey's versions, newest first.",
    query: z.strictObject(listQuery),
    returns: { 200: page(VersionView) },
  },
  async ({ caller: { workspaceId }, params: { id }, query: { limit, cursor } }, { surveys }) => {
    const { id: surveyId } = await surveys.get(workspaceId, id);
    const before = cursor === undefined ? undefined : readCursor(cursor);
    // One more tells whether there is a next page.
    const found = await surveys.listVersions(workspaceId, surveyId, limit + 1, before);
    const items = fitting(found.slice(0, limit)).map(viewVersion);
    const last = items.at(-1);
    const nextCursor = last && items.length < found.length && { nextCursor: String(last.version) };
    return { status: 200, body: { items, ...nextCursor } };
  },
);

/** A cursor is the number of the last version shown. */
function readCursor(cursor: string): number {
  if (!/^[1-9]\d{0,5}$/.test(cursor)) throw invalid("query.cursor", "is not a cursor of this list");
  return Number(cursor);
}
