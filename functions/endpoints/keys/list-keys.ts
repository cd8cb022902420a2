import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { listQuery, page } from "../list-fields.ts";
import { slice } from "../slice.ts";
import { KeyView, viewKey } from "./key-view.ts";

export const listKeys = endpoint(
  {
    route: routes.listKeys,
    summary: "Lists the workspace's keys, revoked ones too, newest first.",
    query: z.strictObject(listQuery),
    returns: { 200: page(KeyView) },
  },
  async ({ caller: { workspaceId }, query }, { apiKeys }) => {
    const found = slice(await apiKeys.list(workspaceId), query);
    return { status: 200, body: { ...found, items: found.items.map(viewKey) } };
  },
);
