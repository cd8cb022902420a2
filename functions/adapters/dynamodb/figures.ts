/** Folds of slots and days, and snapshots of windows. Every write is conditional on the version that was read before its inputs. */
import { addToDay, type Day, type Slot } from "../../domain/calendar.ts";
import { type Folds, overall, type SegmentFold } from "../../domain/kpi/fold.ts";
import type {
  Consistency,
  DayFold,
  FigureStore,
  Horizon,
  Snapshot,
  SurveyDimension,
  Versioned,
} from "../../domain/ports.ts";
import { addSeconds } from "../../domain/time.ts";
import { keys } from "./keys.ts";
import { type StoredFold, toStoredValues, toValues } from "./stored-folds.ts";
import type { Item, Table } from "./table.ts";

/** Values of a dimension in one item of a day. */
const valuesPerPage = 50;

export class DynamoFigures implements FigureStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async slotFolds(workspaceId: string, slot: Slot): Promise<Map<string, Versioned<Folds>>> {
    const { pk, sk } = keys.slotFold(workspaceId, slot);
    const bySurvey = new Map<string, Item[]>();
    for await (const item of this.#table.query({ partition: ["pk", pk], beginsWith: ["sk", sk], consistent: true })) {
      const surveyId = String(item["surveyId"]);
      bySurvey.set(surveyId, [...(bySurvey.get(surveyId) ?? []), item]);
    }
    return new Map(
      [...bySurvey].map(([surveyId, items]) => [surveyId, { version: versionOf(items), content: toFolds(items) }]),
    );
  }

  /** The overall fold is written first, under the strict condition: whoever loses it writes no other dimension. */
  async saveSlotFold(workspaceId: string, slot: Slot, surveyId: string, fold: Versioned<Folds>): Promise<boolean> {
    const dimensions = [...new Set([overall, ...fold.content.keys()])];
    for (const dimension of dimensions) {
      const values = toStoredValues(fold.content.get(dimension) ?? new Map());
      const content = { record: "slot-fold", slot, surveyId, dimension, values };
      const item = { ...keys.slotFold(workspaceId, slot, surveyId, dimension), ...content };
      const saved = await (dimension === overall
        ? this.#overwrite(item, fold.version)
        : this.#overwriteOlder(item, fold.version + 1));
      if (!saved) return false;
    }
    return true;
  }

  async slotFoldsBetween(workspaceId: string, surveyId: string, from: Slot, until: Slot): Promise<Folds[]> {
    const { pk } = keys.slotFold(workspaceId, from);
    const range = { partition: ["pk", pk], between: ["sk", from, addSeconds(until, -1)], consistent: true } as const;
    const folds: Folds[] = [];
    for await (const item of this.#table.query(range)) {
      if (item["surveyId"] === surveyId) folds.push(toFolds([item]));
    }
    return folds;
  }

  async slotsWithFolds(workspaceId: string): Promise<{ slot: Slot; surveyId: string }[]> {
    const { pk } = keys.slotFold(workspaceId, "");
    const slots: { slot: Slot; surveyId: string }[] = [];
    for await (const item of this.#table.query({ partition: ["pk", pk], consistent: true })) {
      if (item["dimension"] !== overall) continue;
      slots.push({ slot: String(item["slot"]), surveyId: String(item["surveyId"]) });
    }
    return slots;
  }

  async dayVersion(key: SurveyDimension, day: Day): Promise<number> {
    return Number((await this.#table.get(keys.dayFold(key, day, 0), { consistent: true }))?.["version"] ?? 0);
  }

  /** The first page is written first, under the strict condition: whoever loses it writes no other page. */
  async saveDay(key: SurveyDimension, fold: DayFold, version: number): Promise<boolean> {
    const values = toStoredValues(fold.values);
    const pages = Math.max(1, Math.ceil(values.length / valuesPerPage));
    const { day, computedAt } = fold;
    for (let page = 0; page < pages; page++) {
      const slice = values.slice(page * valuesPerPage, (page + 1) * valuesPerPage);
      const content = { record: "day-fold", day, computedAt, pages, values: slice };
      const item = { ...keys.dayFold(key, day, page), ...content };
      const saved = page === 0 ? await this.#overwrite(item, version) : await this.#overwriteOlder(item, version + 1);
      if (!saved) return false;
    }
    return true;
  }

  async days(key: SurveyDimension, from: Day, to: Day, options: Consistency = {}): Promise<DayFold[]> {
    const { pk, sk } = keys.dayFold(key, from, 0);
    const end = keys.dayFold(key, addToDay(to, 1), 0).sk;
    const days = new Map<Day, { pages: number; computedAt: string; values: Map<string, SegmentFold> }>();
    for await (const item of this.#table.query({ partition: ["pk", pk], between: ["sk", sk, end], ...options })) {
      const day = String(item["day"]);
      if (day > to) continue;
      const page = Number(String(item["sk"]).slice(-2));
      if (page === 0)
        days.set(day, { pages: Number(item["pages"]), computedAt: String(item["computedAt"]), values: new Map() });
      const known = days.get(day);
      // Pages beyond the first page's count are left over from a day that had more values.
      if (!known || page >= known.pages) continue;
      for (const [value, fold] of toValues(item["values"] as StoredFold[])) known.values.set(value, fold);
    }
    return [...days].map(([day, { computedAt, values }]) => ({ day, computedAt, values }));
  }

  async snapshot(
    key: SurveyDimension,
    windowDays: number,
    options: Consistency = {},
  ): Promise<Versioned<Snapshot> | undefined> {
    const item = await this.#table.get(keys.snapshot(key, windowDays), options);
    if (!item) return undefined;
    const content: Snapshot = {
      day: String(item["day"]),
      computedAt: String(item["computedAt"]),
      current: toValues(item["current"] as StoredFold[]),
      previous: toValues(item["previous"] as StoredFold[]),
    };
    return { version: Number(item["version"]), content };
  }

  async saveSnapshot(key: SurveyDimension, windowDays: number, snapshot: Versioned<Snapshot>): Promise<boolean> {
    const { day, computedAt, current, previous } = snapshot.content;
    const content = { record: "snapshot", day, computedAt };
    const folds = { current: toStoredValues(current), previous: toStoredValues(previous) };
    return this.#overwrite({ ...keys.snapshot(key, windowDays), ...content, ...folds }, snapshot.version);
  }

  async horizon(workspaceId: string, options: Consistency = {}): Promise<Horizon | undefined> {
    const item = await this.#table.get(keys.horizon(workspaceId), options);
    if (!item) return undefined;
    const rebuilding = item["rebuilding"] as string[] | undefined;
    return { day: String(item["day"]), timeZone: String(item["timeZone"]), ...(rebuilding && { rebuilding }) };
  }

  async saveHorizon(workspaceId: string, horizon: Horizon): Promise<void> {
    await this.#table.put({ ...keys.horizon(workspaceId), record: "horizon", ...horizon });
  }

  async #overwrite(item: Item & { pk: string; sk: string }, version: number): Promise<boolean> {
    const condition = version === 0 ? { pk: undefined } : { version };
    return (await this.#table.put({ ...item, version: version + 1 }, condition)).done;
  }

  async #overwriteOlder(item: Item & { pk: string; sk: string }, version: number): Promise<boolean> {
    const first = await this.#table.add({ ...item, version });
    if (first.done) return true;
    const standing = Number(first.item?.["version"]);
    return standing <= version && (await this.#table.put({ ...item, version }, { version: standing })).done;
  }
}

/** One item a dimension. */
const toFolds = (items: readonly Item[]): Folds =>
  new Map(items.map((item) => [String(item["dimension"]), toValues(item["values"] as StoredFold[])]));

const versionOf = (items: readonly Item[]): number =>
  Number(items.find((item) => item["dimension"] === overall)?.["version"] ?? 0);
