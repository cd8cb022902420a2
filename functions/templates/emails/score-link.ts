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

/** More of them one below the other would be a long way to scroll. */
const maxRows = 7;

/** Whether every score has a name of its own, which is then worth more than a number between two ends. */
export const isReadInWords = ({ scores }: Pick<SurveyCopy, "scores">): boolean =>
  scores.length <= maxRows && scores.every(({ namedBy }) => namedBy === "words");

/** What the link of a tile says by itself, which holds what is seen of it. */
export const tileName = (score: ScoreCopy, { mail }: LocalTexts): string =>
  score.namedBy === "score" ? score.linkName : say(mail.answer, { answer: calledOut(score) });
