/** A survey's words for one customer: the business's own where it wrote some, else the built-in ones, with placeholders filled. */
import type { FollowUp } from "../domain/follow-up.ts";
import { type Layout, scaleOf, scoresOf, wordedKind } from "../domain/scale.ts";
import type { SurveyDefinition } from "../domain/survey.ts";
import { fillText, isPersonal, type Subject, type Texts, textFor } from "../domain/text.ts";
import type { Workspace } from "../domain/workspace.ts";
import { count, say } from "./locales/say.ts";
import type { LocalTexts } from "./locales/wordings.ts";

/** Numbers of which each has a name of its own are shown by these. */
export type ShownLayout = Layout | "words";

export interface SurveyCopy {
  readonly question: string;
  readonly layout: ShownLayout;
  /** Lowest first. */
  readonly scores: readonly ScoreCopy[];
  /** What the ends of the scale mean. */
  readonly lowest: string;
  readonly highest: string;
  readonly commentLabel: string;
  readonly followUps: readonly FollowUpCopy[];
  readonly thanks: string;
  readonly thanksLink: { readonly url: string; readonly label: string } | undefined;
  readonly mail: { readonly subject: string; readonly intro: string };
}

export interface ScoreCopy {
  readonly score: number;
  /** The number, or the emoji that stands for it; what stars, thumbs and faces look like is the layout's. */
  readonly shown: string;
  /** What it is called beside the others: "9 out of 10", "Very satisfied". */
  readonly name: string;
  readonly namedBy: "score" | "place" | "words";
  /** What a link to it says by itself: "Rate 9 out of 10". */
  readonly linkName: string;
}

export interface FollowUpCopy {
  readonly question: FollowUp;
  readonly ask: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
}

export interface CopyContext {
  readonly workspace: Pick<Workspace, "locale">;
  readonly texts: LocalTexts;
  /** The customer's or the one chosen, which may be another than that of the built-in texts. */
  readonly locale: string;
  readonly subject: Subject;
  /** Which reminder the mail is; 0 is none. */
  readonly reminder: number;
}

export function surveyCopy(survey: SurveyDefinition, context: CopyContext): SurveyCopy {
  const { texts, locale, subject, workspace, reminder } = context;
  const kind = texts.kinds[wordedKind(survey)];
  const fill = (text: string): string => fillText(text, subject).trim();
  // Placeholders without a value may leave nothing to read, and our words are better than a link or a heading without any.
  const own = (written: Texts | undefined, builtIn: string): string =>
    fill(textFor(written, locale, workspace.locale) ?? "") || fill(builtIn);
  const { layout } = scaleOf(survey);
  const scores = scoresOf(survey).map((score, index) => scoreCopy(survey, score, index, own, texts));
  const isInWords = layout === "numbers" && isReadInWords({ scores });
  const { thanksLink, followUps = [] } = survey;
  return {
    question: own(survey.question, kind.question),
    layout: isInWords ? "words" : layout,
    scores,
    lowest: own(labelOf(survey, scores[0]), kind.lowest),
    highest: own(labelOf(survey, scores.at(-1)), kind.highest),
    commentLabel: kind.commentLabel,
    followUps: followUps.map((question) => ({
      question,
      ask: own(question.ask, question.type === "contact" ? texts.followUps.contact : texts.followUps.title),
      options: (question.options ?? []).map(({ id, label }) => ({ id, label: own(label, id) })),
    })),
    thanks: own(survey.thanks, texts.thanks.text),
    thanksLink: thanksLink && { url: thanksLink.url, label: own(thanksLink.label, texts.thanks.next) },
    mail: reminder === 0 ? firstWords(survey, texts, own) : reminderWords(survey, reminder, texts, own),
  };
}

const firstWords = ({ mail }: SurveyDefinition, { mail: builtIn }: LocalTexts, own: Own): SurveyCopy["mail"] => ({
  subject: own(mail.subject, builtIn.subject),
  intro: own(mail.intro, builtIn.intro),
});

function reminderWords(
  { invitation: { reminders = [] } }: SurveyDefinition,
  reminder: number,
  { mail: builtIn }: LocalTexts,
  own: Own,
): SurveyCopy["mail"] {
  const written = reminders[reminder - 1];
  return { subject: own(written?.subject, builtIn.reminderSubject), intro: own(written?.intro, builtIn.reminderIntro) };
}

type Own = (written: Texts | undefined, builtIn: string) => string;

const labelOf = ({ scale }: SurveyDefinition, score: Pick<ScoreCopy, "score"> | undefined): Texts | undefined =>
  score && scale?.labels?.[String(score.score)];

function scoreCopy(survey: SurveyDefinition, score: number, index: number, own: Own, texts: LocalTexts): ScoreCopy {
  const { min, max, layout } = scaleOf(survey);
  const { names } = texts.kinds[wordedKind(survey)];
  const label = labelOf(survey, { score });
  const written = (number: number): string => number.toLocaleString(texts.locale);
  const shown = survey.scale?.emoji?.[index] ?? written(score);
  const answered = (name: string, namedBy: "words" | "place"): ScoreCopy => {
    return { score, shown, name, namedBy, linkName: say(texts.mail.answer, { answer: name }) };
  };
  const named = names?.[index] ?? own(label, "");
  if (named !== "") return answered(named, "words");
  // "-1 out of 2" says nothing, and the numbers behind emoji are not seen.
  if (min < 0 || layout === "emoji") {
    const place = { score: written(index + 1), max: written(max - min + 1) };
    return answered(say(texts.survey.score, place), "place");
  }
  const values = { score: written(score), max: written(max) };
  if (layout === "stars") {
    const name = count(texts.survey.stars, score, texts.locale, values);
    const linkName = count(texts.mail.rateStars, score, texts.locale, values);
    return { score, shown, name, namedBy: "score", linkName };
  }
  const [name, linkName] = [say(texts.survey.score, values), say(texts.mail.rate, values)];
  return { score, shown, name, namedBy: "score", linkName };
}

/** More of them one below the other would be a long way to scroll. */
const maxRows = 7;

/** Whether every score has a name of its own, which is then worth more than a number between two ends. */
export const isReadInWords = ({ scores }: Pick<SurveyCopy, "scores">): boolean =>
  scores.length <= maxRows && scores.every(({ namedBy }) => namedBy === "words");

/** What a score is called by somebody who sees it too: people call out a number that they see. */
export const calledOut = ({ shown, name, namedBy }: Pick<ScoreCopy, "shown" | "name" | "namedBy">): string =>
  namedBy === "score" ? name : `${shown}, ${name}`;

/** Whether any of a survey's own texts speaks of the customer or the interaction. */
export function isPersonalSurvey(survey: SurveyDefinition): boolean {
  const { question, thanks, thanksLink, mail, followUps = [], scale } = survey;
  const ends = [thanks, thanksLink?.label, mail.subject, mail.intro];
  const written = [question, ...ends, ...Object.values(scale?.labels ?? {})];
  const asked = followUps.flatMap(({ ask, options = [] }) => [ask, ...options.map(({ label }) => label)]);
  return [...written, ...asked].some((texts) => Object.values(texts ?? {}).some(isPersonal));
}

/** The locales that a survey may be read in: those it was written in, or else all there are. */
export const localesOf = (
  { question }: Pick<SurveyDefinition, "question">,
  builtIn: readonly string[],
): readonly string[] => (question ? Object.keys(question) : builtIn);
