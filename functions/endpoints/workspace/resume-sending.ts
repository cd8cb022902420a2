import { AppError } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { viewWorkspace, WorkspaceView } from "./workspace-view.ts";

export const resumeSending = endpoint(
  {
    route: routes.resumeSending,
    summary:
      "Takes sending up again after bounces or complaints had paused it; mails of before are not held against the workspace any more. Changes nothing where it is not paused.",
    returns: { 200: WorkspaceView },
  },
  async ({ caller: { workspace, mode } }, { workspaces, clock }) => {
    if (mode === "test") throw new AppError("forbidden", "A test key does not take up the sending of live mail.");
    // Asked again and again, it would never let the breaker see enough mails.
    if (!workspace.sendingPaused) return { status: 200, body: viewWorkspace(workspace) };
    const change = { sendingPaused: undefined, sendingResumedAt: clock.now() };
    return { status: 200, body: viewWorkspace(await workspaces.change(workspace.id, change)) };
  },
);
