import type { Markup } from "../markup.ts";
import { isReadInWords } from "../survey-copy.ts";
import type { ScoreLinks } from "./score-link.ts";
import { scoreRows } from "./score-rows.ts";
import { scoreTiles } from "./score-tiles.ts";

/** A link for each score, in the way that the scale is best read. */
export const scoreLinks = (scores: ScoreLinks): Markup =>
  isReadInWords(scores.copy) ? scoreRows(scores) : scoreTiles(scores);
