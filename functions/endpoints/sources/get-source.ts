import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { SourceView, viewSource } from "./source-view.ts";

export const getSource = endpoint(
  { route: routes.getSource, summary: "Shows a source with the mapping in force.", returns: { 200: SourceView } },
  async ({ caller: { workspaceId }, params: { id } }, { sources, settings }) => ({
    status: 200,
    body: viewSource(await sources.get(workspaceId, id), settings),
  }),
);
