import { html, raw } from "hono/html";
import type { Markup } from "../markup.ts";
import { calledOut, type ScoreCopy, type SurveyCopy } from "../survey-copy.ts";
import { marks } from "./marks.ts";
import { scaleClasses } from "./scale-style.ts";

type Shown = Pick<ScoreCopy, "score" | "shown" | "name" | "namedBy">;

export interface ScoreField {
  /** Of the form's field. */
  readonly name: string;
  /** Begins the ids of its elements; the first score's radio has this very id. */
  readonly id: string;
  readonly layout: SurveyCopy["layout"];
  /** Lowest first. */
  readonly scores: readonly Shown[];
  readonly ends?: { readonly lowest: string; readonly highest: string } | undefined;
  readonly chosen?: number | undefined;
  readonly disabled?: boolean;
}

/** One radio a score, for every layout. The chosen one's name is written out, so that neither colour nor a drawing says it alone. */
export function scoreField(field: ScoreField): Markup {
  const { id, layout, scores, ends } = field;
  const isShownEnded = ends !== undefined && !showsNames(layout);
  const named = scores.some((score) => isNamed(layout, score)) ? " named" : "";
  return html`<div class="scale ${layout} ${scaleClasses(scores.length)}${named}">
${isShownEnded ? html`<p class="end lowest" id="${id}-lowest" dir="auto">${ends.lowest}</p>` : ""}
${scores.map((_, index) => option(field, index))}
${isShownEnded ? html`<p class="end highest" id="${id}-highest" dir="auto">${ends.highest}</p>` : ""}
</div>`;
}

function option(field: ScoreField, index: number): Markup {
  const { id, name, layout, scores, chosen, disabled } = field;
  const shown = scores[index];
  if (!shown) return html``;
  const attributes = [
    index === 0 ? ` id="${id}"` : "",
    describedBy(field, index),
    shown.score === chosen ? " checked" : "",
    disabled ? " disabled" : "",
  ].join("");
  const mark = marks[layout](shown, index, scores.length);
  return html`<label class="score"><span class="tile"><input type="radio" name="${name}" value="${shown.score}" aria-label="${spokenName(layout, shown)}"${raw(attributes)}><span class="mark" aria-hidden="true">${mark}</span></span>${isNamed(layout, shown) ? html`<span class="name" aria-hidden="true" dir="auto">${shown.name}</span>` : ""}</label>
`;
}

/** Whose names are all there to be read, so that the ends need no words beside them. */
const showsNames = (layout: ScoreField["layout"]): boolean => layout === "thumbs" || layout === "words";

/** "9 out of 10" says no more than the 9 does. */
const isNamed = (layout: ScoreField["layout"], { namedBy }: Shown): boolean =>
  layout !== "numbers" || namedBy !== "score";

/** Numbers and emoji are seen as they are, what stands for other scores is drawn. */
const spokenName = (layout: ScoreField["layout"], score: Shown): string =>
  layout === "numbers" || layout === "emoji" ? calledOut(score) : score.name;

/** What an end means, unless its own name says so already. */
function describedBy({ id, scores, ends, layout }: ScoreField, index: number): string {
  const end = index === 0 ? "lowest" : index === scores.length - 1 ? "highest" : undefined;
  if (!end || !ends || showsNames(layout) || ends[end] === scores[index]?.name) return "";
  return ` aria-describedby="${id}-${end}"`;
}
