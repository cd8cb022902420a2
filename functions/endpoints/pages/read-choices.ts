/** What was chosen of what a question offers: never more than it allows, never what it does not offer. */
import { defaultRating, type FollowUp, type FollowUpAnswer, otherChoice } from "../../domain/follow-up.ts";
import type { FollowUpFault } from "../../templates/pages/follow-up-state.ts";

/** As the form holds it. */
export interface Choice {
  /** Of the question's own field. */
  readonly value: string | undefined;
  /** Options that have a field each. */
  readonly marked: readonly string[];
  readonly other: string | undefined;
}

export interface Chosen {
  readonly answer?: FollowUpAnswer;
  readonly fault?: FollowUpFault;
}

const unlisted: Chosen = { fault: "chooseListed" };

/** Words for something else choose it, unless one of the options was chosen instead. */
export function readSingle({ options = [], other: takesOther }: FollowUp, { value, marked, other }: Choice): Chosen {
  if (marked.length > 0) return unlisted;
  const chosen = value ?? (other === undefined ? undefined : otherChoice);
  if (chosen === undefined) return {};
  if (options.some(({ id }) => id === chosen)) return { answer: { choices: [chosen] } };
  if (chosen !== otherChoice || !takesOther) return unlisted;
  return other === undefined ? { fault: "otherMissing" } : { answer: { choices: [otherChoice], other } };
}

export function readMultiple({ options = [], other: takesOther }: FollowUp, { value, marked, other }: Choice): Chosen {
  const ids = options.map(({ id }) => id);
  if (value !== undefined || marked.some((id) => !ids.includes(id))) return unlisted;
  if (other !== undefined && !takesOther) return unlisted;
  const choices = [...ids.filter((id) => marked.includes(id)), ...(other === undefined ? [] : [otherChoice])];
  if (choices.length === 0) return {};
  return { answer: { choices, ...(other !== undefined && { other }) } };
}

export function readRating({ scale = defaultRating }: FollowUp, { value }: Choice): Chosen {
  if (value === undefined) return {};
  const rating = /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
  return rating >= scale.min && rating <= scale.max ? { answer: { rating } } : unlisted;
}

export function readYesNo({ value }: Choice): Chosen {
  if (value === undefined) return {};
  return value === "yes" || value === "no" ? { answer: { yes: value === "yes" } } : unlisted;
}
