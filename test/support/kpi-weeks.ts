/** Weeks of figures without weeks of customers: folds of one day a week, as compute-kpis would have saved them. */
import { addToDay, localDay } from "../../functions/domain/calendar.ts";
import { allSurveys, overall, overallFold } from "../../functions/domain/kpi/fold.ts";
import type { FoldKind } from "../../functions/domain/kpi/kpi.ts";
import { binOf } from "../../functions/domain/kpi/log-histogram.ts";
import type { Tally } from "../../functions/domain/kpi/tally.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import type { Seed } from "../../local/seed.ts";

/** How many weeks ago, and what the day held by kind of record; undefined for nothing. */
export type Weekly = (weeksAgo: number) => Partial<Record<FoldKind, Tally>> | undefined;

/** Of the seed's survey, and of all surveys together; all of it by one agent. */
export async function plantWeeks(
  { figures, clock }: Pick<Services, "figures" | "clock">,
  { workspaceId, surveyId }: Pick<Seed, "workspaceId" | "surveyId">,
  weekly: Weekly,
  weeks = 16,
): Promise<void> {
  const computedAt = clock.now();
  const today = localDay(computedAt, "UTC");
  const save = async (kind: FoldKind, survey: string, tally: Tally, weeksAgo: number): Promise<void> => {
    const day = addToDay(today, -7 * weeksAgo);
    const key = { workspaceId, kind, surveyId: survey };
    const sam = { value: "a-7", label: { text: "Sam", at: computedAt }, tally };
    const folds = new Map([
      [overall, overallFold(tally)],
      ["agent", new Map([[sam.value, sam]])],
    ]);
    await figures.saveDay(key, { day, folds, computedAt }, { version: 0, dimensions: [] });
  };
  const saves = Array.from({ length: weeks }, (_, weeksAgo) =>
    Object.entries(weekly(weeksAgo) ?? {}).flatMap(([kind, tally]) =>
      [surveyId, allSurveys].map((survey) => save(kind as FoldKind, survey, tally, weeksAgo)),
    ),
  );
  await Promise.all(saves.flat());
}

/** A business that gets better by the week, and whose mails do not arrive three months ago. */
export const improvingWeek: Weekly = (weeksAgo) => {
  const week = 16 - weeksAgo;
  const [promoters, detractors] = [3 + week, 9 - Math.floor(week / 2)];
  const answers = promoters + detractors + 5;
  const [handle, mean] = [40 + (week % 5), 420 - 8 * week + (week % 3) * 20];
  return {
    response: {
      "score:9": promoters,
      "score:8": 5,
      "score:3": detractors,
      asked: answers,
      finished: answers - (week % 4),
      [`answerTime:${binOf(30_000 - 900 * week)}`]: answers,
    },
    invitation: { sent: 60, delivered: 58 - (week % 3), bounced: 2 + (week % 3), unsubscribed: week % 2 },
    interaction: {
      interactions: 90 + 2 * week,
      "outcome:invited": 60,
      "outcome:throttled": 20 + 2 * week,
      "outcome:no_survey": 10,
      handle,
      handleSum: handle * mean,
      handleSquares: handle * (mean ** 2 + 90 ** 2),
      [`handleTime:${binOf(mean)}`]: handle,
      ...(week % 5 === 0 && { closed: 3, solved: 2 }),
    },
  };
};
