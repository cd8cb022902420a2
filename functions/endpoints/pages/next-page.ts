/** Where a customer goes after an answer. */
import { type FollowUp, followUpsFor } from "../../domain/follow-up.ts";
import type { Answer } from "../../domain/response.ts";
import type { Form } from "./read-follow-ups.ts";
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

/** What was called for before a form came in was on its page or on an earlier one, but for what it names as left for later. */
export function shownUntil(
  form: Form,
  called: readonly FollowUp[],
  shownNow: ReadonlySet<string>,
): ReadonlySet<string> {
  const later = form["later"]?.split(",") ?? [];
  const before = called.map(({ id }) => id).filter((id) => !later.includes(id));
  return new Set([...shownNow, ...before]);
}
