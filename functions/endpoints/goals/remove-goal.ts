import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { requireLive } from "./callers-goal.ts";
import { GoalWithHistory, viewWithHistory } from "./goal-view.ts";

export const removeGoal = endpoint(
  {
    route: routes.removeGoal,
    summary: "Removes a goal with its history, for good.",
    returns: { 200: GoalWithHistory.check(z.describe("Removed; what stood until now")) },
  },
  async ({ caller, params: { id } }, { goals }) => {
    requireLive(caller);
    return { status: 200, body: viewWithHistory(await goals.remove(caller.workspaceId, id)) };
  },
);
