import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { SurveyDocument, toDocument } from "./survey-document.ts";

export const exportSurvey = endpoint(
  {
    route: routes.exportSurvey,
    summary: "Gives a survey's current version as a document, without ids, for POST /v1/surveys/import.",
    returns: { 200: SurveyDocument.check(z.describe("The survey, offered as a file")) },
  },
  async ({ caller: { workspaceId }, params: { id } }, { surveys }) => {
    const survey = await surveys.get(workspaceId, id);
    const { id: _, workspaceId: __, version: ___, status, createdAt, changedAt, ...definition } = survey;
    return {
      status: 200,
      headers: { "content-disposition": `attachment; filename="${fileNameOf(survey.name)}"` },
      body: toDocument(definition),
    };
  },
);

/** Letters and digits that every file system and every header takes. */
function fileNameOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain.match(/[a-z0-9]+/g) ?? ["hearback"];
  return `${words.join("-").slice(0, 60)}.survey.json`;
}
