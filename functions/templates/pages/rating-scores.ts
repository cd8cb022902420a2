import { defaultRating, type FollowUp } from "../../domain/follow-up.ts";
import { say } from "../locales/say.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import type { ScoreCopy } from "../survey-copy.ts";

/** The scores of a rating, lowest first. */
export function ratingScores(
  { scale = defaultRating }: Pick<FollowUp, "scale">,
  { survey, locale }: LocalTexts,
): Pick<ScoreCopy, "score" | "shown" | "name" | "namedBy">[] {
  const max = scale.max.toLocaleString(locale);
  return Array.from({ length: scale.max - scale.min + 1 }, (_, index) => {
    const score = scale.min + index;
    const shown = score.toLocaleString(locale);
    return { score, shown, name: say(survey.score, { score: shown, max }), namedBy: "score" };
  });
}
