import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { page, wholeQuery } from "../list-fields.ts";
import { slice } from "../slice.ts";
import { GoalView, viewGoal } from "./goal-view.ts";

export const listGoals = endpoint(
  {
    route: routes.listGoals,
    summary: "Lists the workspace's goals with their status, newest first.",
    query: z.strictObject(wholeQuery),
    returns: { 200: page(GoalView) },
  },
  async ({ caller: { workspaceId }, query }, { goals }) => {
    const found = slice(await goals.list(workspaceId), query);
    return { status: 200, body: { ...found, items: found.items.map(viewGoal) } };
  },
);
