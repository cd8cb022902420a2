/**
 * What figures cost: a tick of compute-kpis and a read by the size of the workspace, folding beside a bare loop over the same
 * records, and the percentile sketch beside sorting.
 */
import { measureFolding } from "./folding.ts";
import { measureSizes } from "./kpi-sizes.ts";
import { measurePairs } from "./pairs.ts";
import type { Section } from "./report.ts";
import { measureSketch } from "./sketch.ts";

export const measureKpis = async (): Promise<Section[]> => [
  measureFolding(),
  measureSketch(),
  ...(await measureSizes()),
  await measurePairs(),
];
