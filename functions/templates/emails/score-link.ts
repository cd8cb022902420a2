/** The scores of one mail, each with the link that chooses it. */
import { say } from "../locales/say.ts";
import type { MailWording } from "../locales/wording.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import type { ScoreCopy, SurveyCopy } from "../survey-copy.ts";
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
export const isReadInWords = ({ scores }: Pick<SurveyCopy, "scores">, { mail }: LocalTexts): boolean =>
  scores.length <= maxRows && scores.every((score) => isNamed(score, mail));

const isNamed = ({ name, linkName }: ScoreCopy, mail: MailWording): boolean =>
  linkName === say(mail.answer, { answer: name });

/** What a link says by itself, which holds what is seen of it: people call out a number that they see. */
export const calledOut = (score: ScoreCopy, { mail }: LocalTexts): string =>
  isNamed(score, mail) ? say(mail.answer, { answer: `${score.shown}, ${score.name}` }) : score.linkName;
