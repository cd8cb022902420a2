/**
 * Everything Hearback says by itself, in one language. A language is a file of data, `xx.locale.json`, so that a function
 * reads the ones it needs and no more. `{names}` in single braces are filled by us; `{{workspace.name}}` in double braces
 * stands in texts that a business may replace by its own, and both are filled the same way.
 */
export interface Wording {
  /** By kind of scale. */
  readonly kinds: Readonly<Record<WordedKind, KindWording>>;
  readonly mail: MailWording;
  readonly survey: SurveyWording;
  readonly followUps: FollowUpWording;
  readonly errors: ErrorWording;
  readonly thanks: {
    readonly title: string;
    readonly text: string;
    readonly change: string;
    /** The link that a business may add, when it gives no words for it. */
    readonly next: string;
  };
  readonly notices: Readonly<Record<Notice, TitledText>>;
  /** `{reference}` */
  readonly reference: string;
  readonly unsubscribe: UnsubscribeWording;
}

/** `effort` is the older effort scale of a CES survey, on which low is good. */
export type WordedKind = "nps" | "csat" | "ces" | "effort" | "stars" | "thumbs" | "custom";

export type Notice = "not_found" | "expired" | "answered" | "closed" | "error" | "invalid";

export interface TitledText {
  readonly title: string;
  readonly text: string;
}

/** Forms of a counted text by the categories of Intl.PluralRules; `other` is always there. `{count}` is the number. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export interface KindWording {
  /** `{{workspace.name}}` */
  readonly question: string;
  /** What the lowest and the highest score mean. */
  readonly lowest: string;
  readonly highest: string;
  /** What each score means, lowest first, where each has a name of its own. */
  readonly names?: readonly string[];
  readonly commentLabel: string;
}

export interface MailWording {
  /** `{{workspace.name}}` */
  readonly subject: string;
  readonly intro: string;
  /** For a reminder, `{{workspace.name}}`. */
  readonly reminderSubject: string;
  readonly reminderIntro: string;
  /** One link among many has to stand alone for a screen reader: `{score}`, `{max}`. */
  readonly rate: string;
  /** `{count}` stars, `{max}`. */
  readonly rateStars: Plural;
  /** `{answer}` is the name of a score. */
  readonly answer: string;
  /** What happens after choosing: nothing is sent by the click itself. */
  readonly next: string;
  readonly openSurvey: string;
  /** `{workspace}` */
  readonly why: string;
  readonly unsubscribe: string;
}

export interface SurveyWording {
  /** `{score}`, `{max}` */
  readonly score: string;
  readonly stars: Plural;
  readonly optional: string;
  readonly send: string;
  readonly save: string;
  /** `{workspace}` */
  readonly whenSent: string;
  readonly answered: string;
  readonly language: string;
}

export interface FollowUpWording {
  readonly title: string;
  /** The score has been kept, whatever becomes of the rest. */
  readonly text: string;
  readonly send: string;
  readonly skip: string;
  readonly required: string;
  readonly chooseOne: string;
  readonly chooseSeveral: string;
  readonly other: string;
  readonly otherLabel: string;
  readonly yes: string;
  readonly no: string;
  /** `{{workspace.name}}`; asks for consent to be contacted about the answer. */
  readonly contact: string;
}

export interface ErrorWording {
  /** Goes before the page's title, because a screen reader reads that first: `{title}`. */
  readonly inTitle: string;
  readonly scoreMissing: string;
  readonly scoreInvalid: string;
  readonly answerMissing: string;
  readonly chooseListed: string;
  readonly otherMissing: string;
  /** `{count}` characters. */
  readonly tooLong: Plural;
}

export interface UnsubscribeWording {
  /** `{workspace}` in all texts. */
  readonly ask: TitledText;
  readonly button: string;
  readonly done: TitledText;
  readonly onlyThisSurvey: string;
  readonly onlyThisSurveyDone: TitledText;
  readonly again: string;
  readonly againDone: TitledText;
}
