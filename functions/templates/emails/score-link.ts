/** The scores of one mail, each with the link that chooses it. */
import { say } from "../locales/say.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import { calledOut, type ScoreCopy, type SurveyCopy } from "../survey-copy.ts";
import type { MailStyles } from "./mail-style.ts";

export interface ScoreLink extends ScoreCopy {
  readonly url: string;
}

export interface ScoreLinks {
  readonly links: readonly ScoreLink[];
  readonly copy: SurveyCopy;
  readonly texts: LocalTexts;
  readonly styles: MailStyles;
}

/** What the link of a tile says by itself, which holds what is seen of it. */
export const tileName = (score: ScoreCopy, { mail }: LocalTexts): string =>
  score.namedBy === "score" ? score.linkName : say(mail.answer, { answer: calledOut(score) });
