import type { SurveyKind } from "../../domain/survey.ts";

/**
 * Everything Hearback says by itself in one language. `{{workspace.name}}` stands in the texts that a business may replace
 * by its own: both are filled the same way, by the caller. Sentences with our own values are functions, so that a language
 * may order its words.
 */
export interface Wording {
  readonly kinds: Readonly<Record<SurveyKind, KindWording>>;
  readonly mail: MailWording;
  readonly survey: SurveyWording;
  readonly errors: ErrorWording;
  readonly thanks: { readonly title: string; readonly text: string; readonly change: string };
  readonly notices: Readonly<Record<Notice, { readonly title: string; readonly text: string }>>;
  readonly reference: (requestId: string) => string;
  readonly unsubscribe: UnsubscribeWording;
}

export type Notice = "not_found" | "expired" | "answered" | "closed" | "error" | "invalid";

export interface KindWording {
  readonly question: string;
  /** What the lowest and the highest score mean. */
  readonly lowest: string;
  readonly highest: string;
  readonly commentLabel: string;
}

export interface MailWording {
  readonly subject: string;
  readonly intro: string;
  /** One link among many has to stand alone for a screen reader. */
  readonly rate: (score: number, max: number) => string;
  /** What happens after choosing a score: nothing is sent by the click itself. */
  readonly next: string;
  readonly openSurvey: string;
  readonly why: (workspaceName: string) => string;
  readonly unsubscribe: string;
}

export interface SurveyWording {
  readonly score: (score: number, max: number) => string;
  readonly optional: string;
  readonly send: string;
  readonly save: string;
  readonly whenSent: (workspaceName: string) => string;
  readonly answered: string;
}

export interface ErrorWording {
  /** Goes before the page's title, because a screen reader reads that first. */
  readonly inTitle: (title: string) => string;
  readonly score_missing: string;
  readonly score_invalid: (min: number, max: number) => string;
  readonly comment_too_long: (max: string) => string;
}

export interface UnsubscribeWording {
  readonly ask: { readonly title: string; readonly text: (workspaceName: string) => string };
  readonly button: string;
  readonly done: { readonly title: string; readonly text: (workspaceName: string) => string };
}
