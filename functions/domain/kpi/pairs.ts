/** Figures by two dimensions at once, which no fold is kept of: they are folded from the records when they are asked for. */
import type { Dimension, SegmentAttribute, Segments } from "../segment.ts";
import { type Folds, surveyDimension } from "./fold.ts";
import { FoldBuilder } from "./fold-builder.ts";
import { type FoldKindRow, foldRows, type RecordKind, type RecordOf } from "./fold-kinds.ts";

export type Pair = readonly [first: string, second: string];

/** Of a value of the first dimension and one of the second, null where a record tells none. */
export type PairOfValues = readonly [first: string | null, second: string | null];

/** The dimension of the pairs themselves. */
export const pairDimension = "pair";

/** Builds folds by each of the two dimensions, which tell how values are called, and by the pairs of them. */
export class PairBuilder {
  readonly #builder = new FoldBuilder();
  readonly #pair: Pair;
  readonly #attributes: readonly Pick<SegmentAttribute, "name">[];

  constructor(pair: Pair, attributes: readonly Pick<SegmentAttribute, "name">[]) {
    this.#pair = pair;
    this.#attributes = attributes;
  }

  /** Records that count, no tests. */
  add<K extends RecordKind>(kind: K, records: readonly RecordOf[K][]): void {
    const row: FoldKindRow<RecordOf[K]> = foldRows[kind];
    const tally = row.tally(this.#builder);
    for (const record of records) {
      const at = row.countedAt(record);
      if (at === undefined) continue;
      const told: Record<string, Segments[Dimension]> = {
        ...row.segmentsOf(record, this.#attributes),
        [surveyDimension]: { value: row.surveyOf(record) },
      };
      const [first, second] = this.#pair.map((dimension) => told[dimension]);
      if (!first && !second) continue;
      const values: PairOfValues = [first?.value ?? null, second?.value ?? null];
      const [one, other] = this.#pair;
      tally(record);
      const segments = { [one]: first, [other]: second, [pairDimension]: { value: JSON.stringify(values) } };
      this.#builder.under(segments as Segments, at);
    }
  }

  build(): Folds {
    return this.#builder.build();
  }
}

/** The values of a pair's fold; undefined for the rest that is folded into one. */
export function valuesOf(name: string): PairOfValues | undefined {
  return name.startsWith("[") ? (JSON.parse(name) as PairOfValues) : undefined;
}
