import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { page } from "../fields.ts";
import { KeyView, viewKey } from "./key-view.ts";

export const listKeys = endpoint(
  { route: routes.listKeys, summary: "Lists the workspace's keys, revoked ones too.", returns: { 200: page(KeyView) } },
  async ({ caller }, { apiKeys }) => ({
    status: 200,
    body: { items: (await apiKeys.list(caller.workspaceId)).map(viewKey) },
  }),
);
