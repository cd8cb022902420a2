/** Builds folds of records: first what one adds to which sums, then under which segments. */
import { obtain } from "../obtain.ts";
import type { Dimension, Segments } from "../segment.ts";
import type { Instant } from "../time.ts";
import {
  type Folds,
  isLater,
  type Label,
  overall,
  overallFold,
  type SegmentFold,
  segmentFold,
  type Values,
} from "./fold.ts";
import type { Tally } from "./tally.ts";

/** What records of a kind add to. Each sum has a column, found once, so that a record costs additions and no look-up by name. */
export interface Sums {
  /** Adds to the sum of this name. */
  sum(name: string): (by?: number) => void;
  /** Counts an integer in the histogram of this name. */
  histogram(name: string): (integer: number) => void;
  /** The same where only the record tells the name. */
  add(name: string, by?: number): void;
}

export class FoldBuilder implements Sums {
  readonly #columns = new Map<string, number>();
  /** Overall, by column. */
  readonly #sums: number[] = [];
  readonly #dimensions = new Map<string, OpenDimension>();
  readonly #newDimension: (dimension: string) => OpenDimension;
  /** Columns and amounts of one record, in places that the next one uses again. */
  readonly #noted: number[] = [];
  readonly #amounts: number[] = [];
  #count = 0;
  /** The latest time at which a name was told. */
  #latest = "";

  constructor(isWanted: (dimension: string) => boolean = () => true) {
    this.#newDimension = (dimension) => new OpenDimension(isWanted(dimension));
  }

  sum(name: string): (by?: number) => void {
    const column = this.#columnOf(name);
    return (by = 1) => this.#note(column, by);
  }

  histogram(name: string): (integer: number) => void {
    const columns = new Map<number, number>();
    const columnOf = (integer: number) => this.#columnOf(`${name}:${integer}`);
    return (integer) => this.#note(obtain(columns, integer, columnOf), 1);
  }

  add(name: string, by = 1): void {
    this.#note(this.#columnOf(name), by);
  }

  /** Adds what one record has added to each of its segments too whose dimension is wanted. */
  under(segments: Segments, at: Instant): void {
    let isLatest: boolean | undefined;
    for (const dimension in segments) {
      const segment = segments[dimension as Dimension];
      const open = obtain(this.#dimensions, dimension, this.#newDimension);
      if (segment === undefined || !open.isWanted) continue;
      const value = open.valueOf(segment.value);
      this.#addTo(value);
      if (segment.label === undefined) continue;
      isLatest ??= this.#isLatest(at);
      value.name(segment.label, at, isLatest);
    }
    this.#count = 0;
  }

  build(): Folds {
    const names = [...this.#columns.keys()];
    const built = new Map<string, Values>();
    if (this.#sums.length > 0) built.set(overall, overallFold(tallyOf(names, this.#sums)));
    for (const [dimension, { values }] of this.#dimensions) {
      if (values.size > 0) built.set(dimension, new Map([...values.values()].map((value) => value.built(names))));
    }
    return built;
  }

  #columnOf(name: string): number {
    return obtain(this.#columns, name, () => this.#columns.size);
  }

  #note(column: number, by: number): void {
    this.#sums[column] = (this.#sums[column] ?? 0) + by;
    this.#noted[this.#count] = column;
    this.#amounts[this.#count] = by;
    this.#count++;
  }

  #addTo({ sums }: OpenValue): void {
    for (let index = 0; index < this.#count; index++) {
      const column = this.#noted[index] as number;
      sums[column] = (sums[column] ?? 0) + (this.#amounts[index] as number);
    }
  }

  /** Records mostly come in order, and one that is later than all before need not be compared with each of them. */
  #isLatest(at: Instant): boolean {
    const isLatest = at > this.#latest;
    if (isLatest) this.#latest = at;
    return isLatest;
  }
}

class OpenDimension {
  readonly isWanted: boolean;
  readonly values = new Map<string, OpenValue>();
  /** As records often agree with the one before, the value met last is not looked up again. */
  #last: OpenValue | undefined;

  constructor(isWanted: boolean) {
    this.isWanted = isWanted;
  }

  valueOf(value: string): OpenValue {
    let last = this.#last;
    if (last?.value !== value) {
      last = obtain(this.values, value, newValue);
      this.#last = last;
    }
    return last;
  }
}

class OpenValue {
  readonly value: string;
  readonly sums: number[] = [];
  #label: Label | undefined;

  constructor(value: string) {
    this.value = value;
  }

  name(text: string, at: Instant, isLatest: boolean): void {
    if (isLatest || !this.#label || isLater({ text, at }, this.#label)) this.#label = { text, at };
  }

  built(names: readonly string[]): [string, SegmentFold] {
    return [this.value, segmentFold(this.value, this.#label, tallyOf(names, this.sums))];
  }
}

const newValue = (value: string): OpenValue => new OpenValue(value);

function tallyOf(names: readonly string[], sums: readonly number[]): Tally {
  const tally: Record<string, number> = {};
  for (const [column, sum] of sums.entries()) if (sum) tally[names[column] as string] = sum;
  return tally;
}
