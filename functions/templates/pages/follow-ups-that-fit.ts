/** A page stays small on a slow connection: of many long questions it asks the first, and the rest on the pages after it. */
import type { LocalTexts } from "../locales/wordings.ts";
import type { FollowUpCopy } from "../survey-copy.ts";
import { followUpField } from "./follow-up-field.ts";
import type { FollowUpState } from "./follow-up-state.ts";

/** What is left of 20 KB for the questions; the rest is style, script and the menu of languages. */
const maxBytes = 6400;

export interface FittedFollowUps {
  readonly fitting: readonly FollowUpCopy[];
  readonly later: readonly FollowUpCopy[];
}

/**
 * At least one fits, however long, and so does whatever has a fault, or nobody could mend it. What the customer typed weighs
 * nothing: the same questions fit when their form is shown again.
 */
export function followUpsThatFit(
  asked: readonly FollowUpCopy[],
  { faults }: Pick<FollowUpState, "faults">,
  texts: LocalTexts,
): FittedFollowUps {
  let bytes = 0;
  const fits = new Set(
    asked.filter((one, at) => {
      bytes += bytesOf(one, texts);
      return at === 0 || bytes <= maxBytes || Object.hasOwn(faults, one.question.id);
    }),
  );
  return { fitting: asked.filter((one) => fits.has(one)), later: asked.filter((one) => !fits.has(one)) };
}

const bytesOf = (asked: FollowUpCopy, texts: LocalTexts): number =>
  new TextEncoder().encode(String(followUpField(asked, { texts }))).length;
