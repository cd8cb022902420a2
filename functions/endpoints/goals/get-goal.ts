import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { GoalWithHistory, viewWithHistory } from "./goal-view.ts";

export const getGoal = endpoint(
  {
    route: routes.getGoal,
    summary: "Shows a goal with its status and the changes of it.",
    returns: { 200: GoalWithHistory },
  },
  async ({ caller: { workspaceId }, params: { id } }, { goals }) => ({
    status: 200,
    body: viewWithHistory(await goals.get(workspaceId, id)),
  }),
);
