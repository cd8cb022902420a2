import * as z from "zod/mini";
import { foreignCursor } from "../../domain/foreign-cursor.ts";
import type { Survey } from "../../domain/survey.ts";
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
    const survey = await surveys.get(workspaceId, id);
    const before = cursor === undefined ? undefined : readCursor(cursor, survey);
    // One more tells whether there is a next page.
    const found = await surveys.listVersions(workspaceId, survey.id, limit + 1, before);
    const items = fitting(found.slice(0, limit)).map(viewVersion);
    const last = items.at(-1);
    const nextCursor = last && items.length < found.length && { nextCursor: `${survey.id}.${last.version}` };
    return { status: 200, body: { items, ...nextCursor } };
  },
);

/** A cursor names the last version shown. */
function readCursor(cursor: string, { id, version }: Survey): number {
  const [, ofSurvey, digits] = /^(\w+)\.([1-9]\d{0,5})$/.exec(cursor) ?? [];
  const last = Number(digits);
  if (ofSurvey !== id || last > version) throw foreignCursor();
  return last;
}
