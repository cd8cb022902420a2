/** Where a customer goes after an answer. */
import { followUpsFor } from "../../domain/follow-up.ts";
import type { Answer } from "../../domain/response.ts";
import { type OpenedLink, pathTo } from "./survey-link.ts";

/**
 * To the questions that the answer calls for, or else to the thanks. Questions shown already are asked again only where an
 * answer is required and missing.
 */
export function nextPath(
  link: Pick<OpenedLink, "path" | "lang" | "survey">,
  { score, followUps = {} }: Answer,
  shown: ReadonlySet<string> = new Set(),
): string {
  const called = followUpsFor(link.survey.followUps ?? [], score, followUps);
  const open = called.filter(({ id, required }) => !shown.has(id) || (required && !Object.hasOwn(followUps, id)));
  if (open.length === 0) return pathTo(link, "/thanks");
  return pathTo(link, "/questions", shown.size === 0 ? {} : { ask: open.map(({ id }) => id).join(",") });
}
