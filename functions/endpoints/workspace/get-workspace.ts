import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { viewWorkspace, WorkspaceView } from "./workspace-view.ts";

export const getWorkspace = endpoint(
  { route: routes.getWorkspace, summary: "Shows the key's workspace.", returns: { 200: WorkspaceView } },
  async ({ caller }) => ({ status: 200, body: viewWorkspace(caller.workspace) }),
);
