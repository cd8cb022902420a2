import * as z from "zod/mini";
import { addToDay, type Day, localDay } from "../../domain/calendar.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import { changeTo, eventOf, type Goal, type GoalTerms, judge, maxGoals } from "../../domain/goal.ts";
import { maxWindowDays } from "../../domain/kpi/window.ts";
import type { Services } from "../../domain/ports/services.ts";
import { readGoal } from "../../domain/read-goal.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { day } from "../day-field.ts";
import { storable, wholeNumber } from "../fields.ts";
import { segment } from "../segment-field.ts";
import { aimOf, requireLive } from "./callers-goal.ts";
import { directions, GoalView, metrics, viewGoal } from "./goal-view.ts";

/** Beyond every figure, and far from where numbers lose their digits. */
const figure = z.number().check(z.minimum(-1e12), z.maximum(1e12), storable);

const GoalFields = z.strictObject({
  metric: z.enum(metrics),
  survey: z
    .exactOptional(z.string().check(z.maxLength(500)))
    .check(z.describe("A survey's id, or several separated by commas; what is no KPI of a scale may do without")),
  segment: z.exactOptional(segment).check(z.describe("Of one segment only, such as agent:a-7")),
  window: z._default(wholeNumber(1, maxWindowDays), 30).check(z.describe("Days of the rolling window")),
  target: figure,
  direction: z
    .exactOptional(z.enum(directions))
    .check(z.describe("Default as the KPI has it; needed where it is better neither way")),
  baseline: z
    .exactOptional(figure)
    .check(z.describe("Where the straight line to the target begins; default the figure as it was right before from")),
  from: z.exactOptional(day).check(z.describe("When the line begins; default today in the workspace's zone")),
  by: day.check(z.describe("The last day: the target is to be reached by its end")),
});

/** Beyond it no day can be counted on. */
const maxYears = 10;

export const createGoal = endpoint(
  {
    route: routes.createGoal,
    summary:
      "Sets a goal: where a KPI is to be by a day. It is judged whenever a day closes and when its figures change; " +
      `a workspace has at most ${maxGoals}.`,
    body: GoalFields,
    refuses: { 409: `The workspace has ${maxGoals} goals.` },
    returns: { 201: GoalView.check(z.describe("Set, and judged by what is known so far")) },
  },
  async ({ caller, body }, services) => {
    requireLive(caller);
    const { workspace, workspaceId, keyId } = caller;
    const { ids, clock, goals, figures, auditLog } = services;
    const timeZone = (await figures.horizon(workspaceId))?.timeZone ?? workspace.timeZone;
    const now = clock.now();
    const today = localDay(now, timeZone);
    const terms = { ...daysOf(body, today), ...(await aimOf(body, workspace, services)) };
    await requireFewerThan(maxGoals, workspaceId, services);
    const judgement = judge(terms, await readGoal(terms, { today, workspace: { ...workspace, timeZone } }, services));
    const history = [changeTo(judgement, now)];
    const id = `goal_${ids.random(8)}`;
    const goal: Goal = { ...terms, id, workspaceId, judgement, history, createdAt: now, revision: 1 };
    await goals.add(goal);
    await keepWithinRoom(goal, services);
    const what = eventOf(judgement);
    if (what) await auditLog.add({ workspaceId, at: now, by: keyId, what, subject: id });
    return { status: 201, body: viewGoal(goal) };
  },
);

function daysOf(body: z.output<typeof GoalFields>, today: Day): Omit<GoalTerms, "metric" | "surveyIds" | "direction"> {
  const { window, target, baseline, from = today, by } = body;
  if (by <= from) throw invalid("by", "is not after from");
  if (by > addToDay(from, maxYears * 365)) throw invalid("by", `is more than ${maxYears} years after from`);
  if (by < today) throw invalid("by", "is over");
  return { window, target, ...(baseline !== undefined && { baseline }), from, by };
}

/** Several may be set at once: whoever then sees too many takes its own back, so that rather one too few is left. */
async function keepWithinRoom({ workspaceId, id }: Goal, services: Services): Promise<void> {
  try {
    await requireFewerThan(maxGoals + 1, workspaceId, services);
  } catch (error) {
    await services.goals.remove(workspaceId, id);
    throw error;
  }
}

async function requireFewerThan(count: number, workspaceId: string, { goals }: Services): Promise<void> {
  const standing = await goals.list(workspaceId);
  if (standing.length >= count) {
    throw new AppError("conflict", `The workspace has ${maxGoals} goals, the most that it can have. Remove one first.`);
  }
}
