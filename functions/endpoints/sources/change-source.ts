import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { callersSource, requireSurvey } from "./callers-source.ts";
import { mapping, name, SourceView, survey, viewSource } from "./source-view.ts";

export const changeSource = endpoint(
  {
    route: routes.changeSource,
    summary: "Changes a source; what is left out stays as it is. A disabled one refuses everything.",
    body: z.strictObject({
      name: z.exactOptional(name),
      enabled: z.exactOptional(z.boolean()),
      mapping: z.exactOptional(z.nullable(mapping)).check(z.describe("Given whole; null goes back to the kind's own")),
      survey: z.exactOptional(z.nullable(survey)),
    }),
    returns: { 200: SourceView },
  },
  async ({ caller, params: { id }, body }, services) => {
    const { sources, settings } = services;
    const standing = await callersSource(id, caller, services);
    const { mapping, survey, ...change } = body;
    if (Object.keys(body).length === 0) return { status: 200, body: viewSource(standing, settings) };
    await requireSurvey(survey, caller, services);
    const changed = await sources.change(caller.workspaceId, id, {
      ...change,
      ...(mapping !== undefined && { mapping: mapping ?? undefined }),
      ...(survey !== undefined && { surveyId: survey ?? undefined }),
    });
    return { status: 200, body: viewSource(changed, settings) };
  },
);
