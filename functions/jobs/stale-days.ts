/** Days to be merged, by kind, with the surveys that changed in each. */
import type { Day } from "../domain/calendar.ts";
import { allSurveys } from "../domain/kpi/fold.ts";
import { type RecordKind, recordKinds } from "../domain/kpi/fold-kinds.ts";

export class StaleDays implements Iterable<[kind: RecordKind, day: Day, surveyIds: ReadonlySet<string>]> {
  readonly #days = new Map<RecordKind, Map<Day, Set<string>>>(recordKinds.map((kind) => [kind, new Map()]));

  add(kind: RecordKind, day: Day, surveyIds: readonly string[]): void {
    const days = this.#days.get(kind);
    const known = days?.get(day) ?? new Set();
    for (const surveyId of surveyIds) known.add(surveyId);
    if (known.size > 0) days?.set(day, known);
  }

  get size(): number {
    return [...this.#days.values()].reduce((sum, days) => sum + days.size, 0);
  }

  /** Kinds and surveys that have a day, or one before another; all surveys together are one of them. */
  keys(before?: Day): { kind: RecordKind; surveyId: string }[] {
    return [...this.#days].flatMap(([kind, days]) => {
      const wanted = [...days].filter(([day]) => before === undefined || day < before);
      const surveyIds = wanted.flatMap(([, surveyIds]) => [...surveyIds, allSurveys]);
      return [...new Set(surveyIds)].map((surveyId) => ({ kind, surveyId }));
    });
  }

  daysOf(kind: RecordKind): Iterable<Day> {
    return this.#days.get(kind)?.keys() ?? [];
  }

  *[Symbol.iterator](): Iterator<[RecordKind, Day, ReadonlySet<string>]> {
    for (const [kind, days] of this.#days) for (const [day, surveyIds] of days) yield [kind, day, surveyIds];
  }
}
