/**
 * Folds as they are stored, many in an item that is read whole: names of one letter, the bins of a histogram as the steps
 * between them, and all of it packed by Brotli, because the names repeat with every value. A KPI of twenty segments with their
 * percentiles is so a few KB.
 */
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Folds, SegmentFold, Values } from "../../domain/kpi/fold.ts";
import { logHistograms } from "../../domain/kpi/log-histogram.ts";
import type { Tally } from "../../domain/kpi/tally.ts";

/** v value, l label, a when the label was told, t sums, h histograms. Lists, because a value may be named like anything. */
interface StoredFold {
  readonly v: string;
  readonly l?: string;
  readonly a?: string;
  readonly t?: readonly (readonly [name: string, sum: number])[];
  /** Each with its first integer, its count, and then always how far the next integer lies and its count. */
  readonly h?: readonly (readonly [name: string, ...steps: number[]])[];
}

type StoredFolds = readonly (readonly [dimension: string, values: readonly StoredFold[]])[];

/** Leads what is packed, so that another form could be told from it. */
const form = 7;

/** Packs in the time that deflating takes, into an eighth less; unpacks in a tenth of it. */
const options = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: 16 },
};

export const packFolds = (folds: Folds): Uint8Array =>
  Buffer.concat([Buffer.of(form), brotliCompressSync(JSON.stringify(toStored(folds)), options)]);

export const unpackFolds = (packed: Uint8Array): Folds =>
  fromStored(JSON.parse(unpacked(packed).toString()) as StoredFolds);

function unpacked(packed: Uint8Array): Buffer {
  if (packed[0] !== form) throw new Error(`Folds of form ${packed[0]} are not known here; a newer version wrote them.`);
  return brotliDecompressSync(packed.subarray(1));
}

export interface Parted {
  readonly folds: Folds;
  /** Without names and all else, which stay with the rest. */
  readonly bins: Folds;
}

/** The bins of log-histograms apart from everything else, so that whoever reads no percentile need not have them. */
export const parted = (folds: Folds): Parted => ({
  folds: remade(folds, ({ tally, ...fold }) => ({ ...fold, tally: sumsOf(tally, (name) => !isBin(name)) })),
  bins: remade(folds, ({ value, tally }) => {
    const bins = sumsOf(tally, isBin);
    return Object.keys(bins).length > 0 ? { value, tally: bins } : undefined;
  }),
});

const isBin = (name: string): boolean => logHistograms.some((histogram) => name.startsWith(`${histogram}:`));

const sumsOf = (tally: Tally, isWanted: (name: string) => boolean): Tally =>
  Object.fromEntries(Object.entries(tally).filter(([name]) => isWanted(name)));

function remade(folds: Folds, remake: (fold: SegmentFold) => SegmentFold | undefined): Folds {
  const ofValues = (values: Values): Values =>
    new Map(
      [...values].flatMap(([value, fold]) => {
        const made = remake(fold);
        return made ? [[value, made]] : [];
      }),
    );
  return new Map([...folds].map(([dimension, values]) => [dimension, ofValues(values)]));
}

/** Bytes of a fold before it is packed, which makes it no larger. */
export const bytesOf = (fold: SegmentFold): number => Buffer.byteLength(JSON.stringify(toStoredFold(fold)));

const toStored = (folds: Folds): StoredFolds =>
  [...folds].map(([dimension, values]) => [dimension, [...values.values()].map(toStoredFold)]);

const fromStored = (stored: StoredFolds): Folds =>
  new Map(
    stored.map(([dimension, values]): [string, Values] => [
      dimension,
      new Map(values.map((fold) => [fold.v, toFold(fold)])),
    ]),
  );

const binName = /^(.*):(-?\d{1,15})$/s;

function toStoredFold({ value, label, tally }: SegmentFold): StoredFold {
  const sums: [string, number][] = [];
  const histograms = new Map<string, [number, number][]>();
  for (const [name, sum] of Object.entries(tally)) {
    const [, histogram, integer] = binName.exec(name) ?? [];
    // Only what is written as it is read: `a:07` is no integer of a histogram.
    if (histogram === undefined || String(Number(integer)) !== integer) sums.push([name, sum]);
    else histograms.set(histogram, [...(histograms.get(histogram) ?? []), [Number(integer), sum]]);
  }
  return {
    v: value,
    ...(label && { l: label.text, a: label.at }),
    ...(sums.length > 0 && { t: sums }),
    ...(histograms.size > 0 && { h: [...histograms].map(([name, bins]) => [name, ...stepsOf(bins)]) }),
  };
}

function stepsOf(bins: readonly [integer: number, count: number][]): number[] {
  let before = 0;
  return bins
    .toSorted(([a], [b]) => a - b)
    .flatMap(([integer, count]) => {
      const step = integer - before;
      before = integer;
      return [step, count];
    });
}

function toFold({ v, l, a, t = [], h = [] }: StoredFold): SegmentFold {
  const bins = h.flatMap(([name, ...steps]) => binsOf(name, steps));
  const tally: Tally = Object.fromEntries([...t, ...bins]);
  return { value: v, ...(l !== undefined && a !== undefined && { label: { text: l, at: a } }), tally };
}

function binsOf(name: string, steps: readonly number[]): [string, number][] {
  const bins: [string, number][] = [];
  let integer = 0;
  for (let index = 0; index < steps.length; index += 2) {
    integer += steps[index] as number;
    bins.push([`${name}:${integer}`, steps[index + 1] as number]);
  }
  return bins;
}
