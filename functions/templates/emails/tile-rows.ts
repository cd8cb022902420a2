/** How wide the tiles of scores are, and how they fill the rows of a phone. */
import { maxScores } from "../../domain/scale.ts";

/** Between two tiles, whose edges are in their width. */
export const gap = 4;
export const minTileWidth = 44;
/** 44 px and a gap of 4, six times, are 288 px: what a phone of 320 px has between our margins. */
export const maxTilesInLine = 6;

/** The margins of a mail on a phone, and the card's edges. */
const beside = 32;

/** Where more tiles than that stand in two rows, both are as wide as the mail, though one may hold a tile less. */
export const rowStyle = Array.from({ length: maxScores - maxTilesInLine }, (_, index) => {
  const scores = maxTilesInLine + 1 + index;
  const room = scores * (minTileWidth + gap) + beside;
  const half = `.of-${scores} .half`;
  return `@media (max-width:${room - 1}px){${half}{display:block!important}${half} table{width:100%!important;table-layout:fixed}${half} .tile{width:auto!important}}`;
}).join("\n");
