import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { callersSource } from "./callers-source.ts";
import { SourceView, viewSource } from "./source-view.ts";

export const removeSource = endpoint(
  {
    route: routes.removeSource,
    summary: "Deletes a source with its secrets, for good. What it has reported stays.",
    returns: { 200: SourceView.check(z.describe("Deleted; what stood until now")) },
  },
  async ({ caller, params: { id } }, services) => {
    await callersSource(id, caller, services);
    const removed = await services.sources.remove(caller.workspaceId, id);
    return { status: 200, body: viewSource(removed, services.settings) };
  },
);
