/**
 * Folds of slots and days, and snapshots of windows. What consists of several items has one version, of its overall item, which
 * is written first on the condition that it is the one that was read before its inputs: whoever loses it writes no other.
 */
import { addToDay, type Day, type Slot } from "../../domain/calendar.ts";
import { type Folds, mergeFolds, overall, pick, type Values } from "../../domain/kpi/fold.ts";
import type { FoldKind } from "../../domain/kpi/kpi.ts";
import { standardWindows } from "../../domain/kpi/window.ts";
import type {
  DayFold,
  DimensionKey,
  FigureStore,
  FoldKey,
  FoldPart,
  Horizon,
  Rebuilding,
  SlotFold,
  Snapshot,
  Standing,
  StandingSnapshot,
  Versioned,
} from "../../domain/ports/figures.ts";
import type { Consistency } from "../../domain/ports/lists.ts";
import { addSeconds } from "../../domain/time.ts";
import { type Key, keys } from "./keys.ts";
import { pagesOf } from "./pages-of-folds.ts";
import { packFolds, parted, unpackFolds } from "./stored-folds.ts";
import type { Item, Only, Range, Table } from "./table.ts";

/** Of packed folds; an item holds 400 KB. */
const roomForFolds = 350_000;

/** Of a snapshot that would not fit into one item, which nobody uses: it is read from days. */
const noDay = "";

/** All but the bins. */
const ofDay: Only = ["sk", "day", "computedAt", "pages", "folds"];
const ofSnapshot: Only = ["day", "computedAt", "current", "previous"];

type VersionedSlotFold = SlotFold & { readonly version: number };

export class DynamoFigures implements FigureStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async slotFolds(workspaceId: string, kind: FoldKind, slot: Slot): Promise<Map<string, Versioned<Folds>>> {
    const { pk, sk } = keys.slotFold({ workspaceId, kind }, slot);
    const found = await this.#slots({ partition: ["pk", pk], beginsWith: ["sk", sk], consistent: true });
    return new Map(found.map(({ surveyId, version, folds }) => [surveyId, { version, content: folds }]));
  }

  async saveSlotFold(key: FoldKey, slot: Slot, { version, content }: Versioned<Folds>): Promise<boolean> {
    const parts = partsOf(content);
    return this.#saveAll(version, [...parts.keys()], (dimension) => [
      {
        ...keys.slotFold(key, slot, key.surveyId, dimension),
        ...{ record: "slot-fold", folds: parts.get(dimension) },
      },
    ]);
  }

  async slotFoldsBetween(workspaceId: string, kind: FoldKind, from: Slot, until: Slot): Promise<SlotFold[]> {
    const { pk } = keys.slotFold({ workspaceId, kind }, from);
    return this.#slots({ partition: ["pk", pk], between: ["sk", from, addSeconds(until, -1)], consistent: true });
  }

  async *slotsWithFolds(
    workspaceId: string,
    kind: FoldKind,
    from: Slot = "0",
  ): AsyncGenerator<Pick<SlotFold, "slot" | "surveyId">> {
    const { pk } = keys.slotFold({ workspaceId, kind }, "");
    const range = { partition: ["pk", pk], between: ["sk", from, "9"] } as const;
    for await (const item of this.#table.query({ ...range, only: ["sk"], consistent: true })) {
      const { slot, surveyId, dimension } = keys.partsOfSlotFold(String(item["sk"]));
      if (dimension === overall) yield { slot, surveyId };
    }
  }

  async standingDay(key: FoldKey, day: Day): Promise<Standing> {
    const item = await this.#table.get(keys.dayFold({ ...key, dimension: overall }, day, 0), { consistent: true });
    return standingOf(item);
  }

  async saveDay(key: FoldKey, { day, folds, computedAt }: DayFold, standing: Standing): Promise<boolean> {
    const dimensions = dimensionsIn(folds, standing);
    return this.#saveAll(standing.version, dimensions, (dimension) => {
      const pages = pagesOf(folds, dimension);
      return pages.map((page, number) => ({
        ...keys.dayFold({ ...key, dimension }, day, number),
        ...{ record: "day-fold", day, computedAt, pages: pages.length },
        ...(dimension === overall && { dimensions }),
        ...packedApart("folds", "bins", page),
      }));
    });
  }

  async days(
    { withoutBins = false, ...key }: FoldPart,
    from: Day,
    to: Day,
    options: Consistency = {},
  ): Promise<DayFold[]> {
    const days = new Map<Day, { pages: number; computedAt: string; folds: Folds }>();
    for await (const item of this.#itemsOfDays(key, from, to, { ...options, ...(withoutBins && { only: ofDay }) })) {
      const day = String(item["day"]);
      const page = Number(String(item["sk"]).slice(-2));
      const folds = unpackedWhole(item, "folds", "bins");
      const known = days.get(day);
      if (page === 0) days.set(day, { pages: Number(item["pages"]), computedAt: String(item["computedAt"]), folds });
      // Pages beyond the first page's count are left over from a day that had more values.
      else if (known && page < known.pages) known.folds = joined(known.folds, folds);
    }
    return [...days].map(([day, { computedAt, folds }]) => ({ day, computedAt, folds }));
  }

  async dimensionsOn(key: FoldKey, days: readonly Day[]): Promise<Map<Day, readonly string[]>> {
    const items = await this.#table.getAll(days.map((day) => keys.dayFold({ ...key, dimension: overall }, day, 0)));
    return new Map(items.map((item) => [String(item["day"]), standingOf(item).dimensions]));
  }

  async dimensionsOf(key: FoldKey, from: Day, to: Day): Promise<string[]> {
    const found = new Set<string>();
    for await (const item of this.#itemsOfDays({ ...key, dimension: overall }, from, to, { consistent: true })) {
      for (const dimension of standingOf(item).dimensions) found.add(dimension);
    }
    return [...found];
  }

  async snapshot(
    { withoutBins = false, ...key }: FoldPart,
    windowDays: number,
    options: Consistency = {},
  ): Promise<Snapshot | undefined> {
    const only = withoutBins && { only: ofSnapshot };
    const item = await this.#table.get(keys.snapshot(key, windowDays), { ...options, ...only });
    return item && toSnapshot(item);
  }

  async snapshots(key: DimensionKey): Promise<Map<number, StandingSnapshot>> {
    const { pk, sk } = keys.snapshot(key);
    const found = new Map<number, StandingSnapshot>();
    for await (const item of this.#table.query({ partition: ["pk", pk], beginsWith: ["sk", sk], consistent: true })) {
      const days = standardWindows.find((days) => keys.snapshot(key, days).sk === item["sk"]);
      if (days !== undefined) found.set(days, { ...standingOf(item), content: toSnapshot(item) });
    }
    return found;
  }

  async saveSnapshot(key: FoldKey, windowDays: number, snapshot: Snapshot, standing: Standing): Promise<boolean> {
    const { current, previous, computedAt } = snapshot;
    const dimensions = [...new Set([...dimensionsIn(current, standing), ...previous.keys()])];
    return this.#saveAll(standing.version, dimensions, (dimension) => {
      const of = (folds: Folds) => pick(folds, [overall, dimension]);
      const packed = {
        ...packedApart("current", "currentBins", of(current)),
        ...packedApart("previous", "previousBins", of(previous)),
      };
      const isFitting = Object.values(packed).reduce((sum, { length }) => sum + length, 0) <= roomForFolds;
      return [
        {
          ...keys.snapshot({ ...key, dimension }, windowDays),
          ...{ record: "snapshot", computedAt, day: isFitting ? snapshot.day : noDay },
          ...(dimension === overall && { dimensions }),
          ...(isFitting ? packed : { current: packFolds(new Map()), previous: packFolds(new Map()) }),
        },
      ];
    });
  }

  async dated(workspaceId: string): Promise<Pick<FoldKey, "kind" | "surveyId">[]> {
    const found: Pick<FoldKey, "kind" | "surveyId">[] = [];
    const partition = ["pk", keys.dated(workspaceId).pk] as const;
    for await (const { kind, surveyId } of this.#table.query({ partition, consistent: true })) {
      found.push({ kind: kind as FoldKind, surveyId: String(surveyId) });
    }
    return found;
  }

  async noteDated({ workspaceId, kind, surveyId }: FoldKey): Promise<void> {
    await this.#table.put({ ...keys.dated(workspaceId, kind, surveyId), record: "dated", kind, surveyId });
  }

  async horizon(workspaceId: string, options: Consistency = {}): Promise<Horizon | undefined> {
    const item = await this.#table.get(keys.horizon(workspaceId), options);
    if (!item) return undefined;
    const rebuilding = item["rebuilding"] as Rebuilding | undefined;
    return {
      ...{ day: String(item["day"]), timeZone: String(item["timeZone"]), version: Number(item["version"]) },
      ...(rebuilding && { rebuilding }),
    };
  }

  async saveHorizon(workspaceId: string, { version, ...horizon }: Horizon): Promise<boolean> {
    const item = { ...keys.horizon(workspaceId), record: "horizon", ...horizon, version: version + 1 };
    return (await this.#table.put(item, isStill(version))).done;
  }

  /** In order. What stands in the overall item counts; what once had an item of its own may be left over from larger folds. */
  async #slots(range: Range): Promise<VersionedSlotFold[]> {
    const found = new Map<string, VersionedSlotFold>();
    for await (const item of this.#table.query(range)) {
      const { slot, surveyId, dimension } = keys.partsOfSlotFold(String(item["sk"]));
      const known = found.get(slot + surveyId) ?? { slot, surveyId, version: 0, folds: new Map() };
      const one = foldsIn(item);
      const merged =
        dimension === overall
          ? { version: Number(item["version"]), folds: new Map([...known.folds, ...one]) }
          : { folds: new Map([...one, ...known.folds]) };
      found.set(slot + surveyId, { ...known, ...merged });
    }
    return [...found.values()];
  }

  async *#itemsOfDays(
    key: DimensionKey,
    from: Day,
    to: Day,
    options: Pick<Range, "consistent" | "only">,
  ): AsyncGenerator<Item> {
    const { pk, sk } = keys.dayFold(key, from, 0);
    const end = keys.dayFold(key, addToDay(to, 1), 0).sk;
    for await (const item of this.#table.query({ partition: ["pk", pk], between: ["sk", sk, end], ...options })) {
      if (String(item["day"]) <= to) yield item;
    }
  }

  /** Overall first, the rest after it side by side: none of them is written by two who have read the same version. */
  async #saveAll(
    version: number,
    dimensions: readonly string[],
    itemsOf: (dimension: string) => (Key & Item)[],
  ): Promise<boolean> {
    const next = version + 1;
    const [first, ...further] = itemsOf(overall).map((item) => ({ ...item, version: next }));
    if (!first || !(await this.#table.put(first, isStill(version))).done) return false;
    const others = [...new Set(dimensions)].filter((dimension) => dimension !== overall).flatMap(itemsOf);
    const written = await Promise.all(
      [...further, ...others].map((item) =>
        this.#table.put({ ...item, version: next }, { version: { absentOrBelow: next + 1 } }),
      ),
    );
    return written.every(({ done }) => done);
  }
}

/** What a slot's items hold, by the dimension they are called by: all of it in the overall one, unless that is too much for an item. */
function partsOf(content: Folds): Map<string, Uint8Array> {
  const whole: Folds = new Map([[overall, new Map() as Values], ...content]);
  const packed = packFolds(whole);
  if (packed.length <= roomForFolds) return new Map([[overall, packed]]);
  return new Map([...whole.keys()].map((dimension) => [dimension, packFolds(pick(whole, [dimension]))]));
}

const foldsIn = (item: Item): Folds => unpackFolds(item["folds"] as Uint8Array);

/** Folds as two attributes of an item, the second of which not every reader asks for, and not every fold has. */
function packedApart(name: string, nameOfBins: string, whole: Folds): Record<string, Uint8Array> {
  const { folds, bins } = parted(whole);
  const hasBins = [...bins.values()].some(({ size }) => size > 0);
  return { [name]: packFolds(folds), ...(hasBins && { [nameOfBins]: packFolds(bins) }) };
}

function unpackedWhole(item: Item, name: string, nameOfBins: string): Folds {
  const [folds, bins] = [item[name], item[nameOfBins]] as [Uint8Array, Uint8Array | undefined];
  return bins ? mergeFolds([unpackFolds(folds), unpackFolds(bins)]) : unpackFolds(folds);
}

const joined = (a: Folds, b: Folds): Folds =>
  new Map([...a].map(([dimension, values]) => [dimension, new Map([...values, ...(b.get(dimension) ?? [])])]));

const dimensionsIn = (folds: Folds, standing: Standing): string[] => [
  ...new Set([overall, ...standing.dimensions, ...folds.keys()]),
];

/** The condition that what stands is of the version that was read. */
const isStill = (version: number) => (version === 0 ? { pk: undefined } : { version });

const standingOf = (item: Item | undefined): Standing => ({
  version: Number(item?.["version"] ?? 0),
  dimensions: (item?.["dimensions"] as string[] | undefined) ?? [],
});

const toSnapshot = (item: Item): Snapshot => ({
  day: String(item["day"]),
  computedAt: String(item["computedAt"]),
  current: unpackedWhole(item, "current", "currentBins"),
  previous: unpackedWhole(item, "previous", "previousBins"),
});
