/** Law 5 for what the active customers of a day are read from: the moves of a month are those of its days. */
import { addToDay, type Day, localDay } from "../../domain/calendar.ts";
import { monthsOfAll, overall, overallTally } from "../../domain/kpi/fold.ts";
import { sumIn } from "../../domain/kpi/tally.ts";
import { firstOfMonth, lastOfMonth } from "../../domain/kpi/window.ts";
import type { Findings } from "../../domain/laws/findings.ts";
import { isAhead } from "../../domain/laws/marks.ts";
import type { Scope } from "../../domain/laws/scope.ts";
import type { Services } from "../../domain/ports/services.ts";
import { activeOfMonth } from "../merge-months.ts";

const consistent = { consistent: true } as const;

/** Whether all is right. */
export async function checkMonths(scope: Scope, services: Services, findings: Findings): Promise<boolean> {
  const first = await lookAtMonths(scope, services);
  if (first.compared > 0) findings.count("months of moves", "compared", first.compared);
  if (first.messages.size === 0) return true;
  // As with the days: only what looks wrong twice is wrong.
  const { messages } = await lookAtMonths(scope, services);
  for (const [month, message] of messages) findings.violated(5, [month], message);
  return messages.size === 0;
}

async function lookAtMonths({ workspace, from, to }: Scope, { figures, staleSlots, clock }: Services) {
  const { id, timeZone } = workspace;
  const marks = await staleSlots.list(id, "9", Number.POSITIVE_INFINITY);
  const due = marks.filter((mark) => mark.kind === "move" && !isAhead(mark, clock.now()));
  const waiting = new Set(due.map(({ slot }) => firstOfMonth(localDay(slot, timeZone))));
  const key = { workspaceId: id, kind: "move", surveyId: monthsOfAll, dimension: overall } as const;
  const stored = await figures.days(key, firstOfMonth(from), firstOfMonth(to), consistent);
  const known = new Map(stored.map(({ day, folds }) => [day, sumIn(overallTally(folds), "active")]));
  const messages = new Map<Day, string>();
  const horizon = await figures.horizon(id, consistent);
  if (horizon?.timeZone !== timeZone || horizon.rebuilding !== undefined) return { compared: 0, messages };
  let compared = 0;
  for (let month = firstOfMonth(from); month <= to; month = addToDay(lastOfMonth(month), 1)) {
    const [is, should] = [known.get(month) ?? 0, await activeOfMonth(id, month, figures)];
    if (is !== 0 || should !== 0) compared++;
    if (is === should || waiting.has(month)) continue;
    messages.set(month, `: the month's active customers change by ${is}, and by ${should} in its days`);
  }
  return { compared, messages };
}
