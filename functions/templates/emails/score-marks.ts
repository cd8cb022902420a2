/** What stands for a score in a mail beside its name. Characters, because images may be off. */
import type { ScoreCopy, ShownLayout } from "../survey-copy.ts";

const faces = ["😞", "🙁", "😐", "🙂", "😀"];
const thumbs = ["👎", "👍"];

export const star = "★";

/** None for a number: a name says more. */
export function markOf({ shown }: Pick<ScoreCopy, "shown">, index: number, layout: ShownLayout): string | undefined {
  if (layout === "faces") return faces[index];
  if (layout === "thumbs") return thumbs[index];
  return layout === "emoji" ? shown : undefined;
}
