/** Has days computed anew, as the daily check does with those that it finds wrong. */
import { addToDay, slotRange } from "../../functions/domain/calendar.ts";
import { recountDays } from "../../functions/jobs/recount-days.ts";
import { command, workspaceOption } from "./command.ts";
import { dayRange } from "./day-range.ts";
import { wrongUsage } from "./failure.ts";
import { plural } from "./print.ts";

/** A longer range is a slip of the finger, or better done in parts. */
const maxDays = 1100;

export const recount = command({
  name: "recount",
  summary: "Has the figures of some days computed anew from the records.",
  details:
    "It marks every quarter-hour of the days, in the workspace's time zone; compute-kpis folds what is marked at its\nnext runs. Issues, and customers who came and went, are worked out from the interactions of the days by the rules of\nnow. Repeating it is harmless, and days whose records are being expired stay as they are.",
  options: {
    ...workspaceOption,
    from: { value: "DAY", help: "first day, such as 2026-11-01", required: true, day: true },
    to: { value: "DAY", help: "last day", required: true, day: true },
  },
  async run({ values }, services, tell) {
    const { workspaces, clock } = services;
    const workspace = await workspaces.get(values.workspace);
    const { id, timeZone } = workspace;
    const { from, to } = dayRange(values, workspace, clock.now());
    if (to >= addToDay(from, maxDays)) throw wrongUsage(`--from and --to are more than ${maxDays} days apart.`);
    const [begin, end] = [slotRange(from, timeZone).from, slotRange(to, timeZone).until];
    const slotsMarked = await recountDays({ workspace, begin, end }, services, { tell });
    const days = from === to ? from : `${from} to ${to}`;
    return {
      json: { workspaceId: id, from, to, timeZone, slotsMarked },
      text: `${plural(slotsMarked, "slot")} of ${days} (${timeZone}) marked; compute-kpis folds them at its next runs.\n`,
    };
  },
});
