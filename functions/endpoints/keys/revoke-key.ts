import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { KeyView, viewKey } from "./key-view.ts";

export const revokeKey = endpoint(
  { route: routes.revokeKey, summary: "Revokes a key at once and for good.", returns: { 200: KeyView } },
  async ({ caller, params: { id } }, { apiKeys }) => {
    if (!idPattern.key.test(id)) throw new AppError("not_found", "There is no such key.");
    return { status: 200, body: viewKey(await apiKeys.revoke(caller.workspaceId, id)) };
  },
);
