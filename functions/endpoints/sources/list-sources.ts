import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { listQuery, page } from "../list-fields.ts";
import { slice } from "../slice.ts";
import { SourceView, viewSource } from "./source-view.ts";

export const listSources = endpoint(
  {
    route: routes.listSources,
    summary: "Lists the workspace's sources, newest first.",
    query: z.strictObject(listQuery),
    returns: { 200: page(SourceView) },
  },
  async ({ caller: { workspaceId }, query }, { sources, settings }) => {
    const found = slice(await sources.list(workspaceId), query);
    return { status: 200, body: { ...found, items: found.items.map((source) => viewSource(source, settings)) } };
  },
);
