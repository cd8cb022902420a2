import * as z from "zod/mini";
import { gallery } from "../../domain/gallery/gallery.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { listQuery, page } from "../list-fields.ts";
import { slice } from "../slice.ts";
import { SurveyDocument, toDocument } from "../surveys/survey-document.ts";

const ReadySurveyView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  definition: SurveyDocument.check(
    z.describe("What POST /v1/surveys/import takes, as it is or changed, and without hearback POST /v1/surveys too"),
  ),
});

export const listGallery = endpoint(
  {
    route: routes.listGallery,
    summary: "Lists surveys that are ready to be imported, written in English.",
    query: z.strictObject(listQuery),
    returns: { 200: page(ReadySurveyView) },
  },
  async ({ query }) => {
    const { items, ...next } = slice(gallery, query);
    const shown = items.map(({ definition, ...rest }) => ({ ...rest, definition: toDocument(definition) }));
    return { status: 200, body: { items: shown, ...next } };
  },
);
