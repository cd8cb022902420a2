/** The demo against a test's Hearback, as main.ts plays it. */
import { type Figures, readFigures } from "../../demo/figures.ts";
import { Hearback } from "../../demo/hearback.ts";
import { type PlanOptions, planOf } from "../../demo/plan.ts";
import { type Played, type Progress, play } from "../../demo/play.ts";
import type { TestHearback } from "../support/hearback.ts";

export interface Performance {
  readonly figures: Figures;
  readonly played: Played;
  readonly progress: readonly Progress[];
}

export async function perform(place: TestHearback, options: Partial<PlanOptions> = {}): Promise<Performance> {
  const plan = planOf({ seed: 1, interactions: 40, customers: 25, weeks: 1, ...options });
  const hearback = new Hearback({ url: place.url, apiKey: place.seed.apiKey });
  await hearback.meet();
  const progress: Progress[] = [];
  const played = await play(plan, hearback, (one) => progress.push(one));
  return { figures: await readFigures(plan, played, hearback), played, progress };
}
