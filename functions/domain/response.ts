/**
 * A response is what a customer answered to one invitation. There is at most one; it counts on the day it was first counted,
 * and may be edited within the survey's edit window: an edit changes the score, never the day. Its record remembers the posts
 * of the last minutes too, and may hold no counted answer at all, when all that came so far is in quarantine.
 */
import type { FollowUpAnswers } from "./follow-up.ts";
import { isSame } from "./key-order.ts";
import type { Segments } from "./segment.ts";
import { addSeconds, type Instant } from "./time.ts";
import type { JudgedPost } from "./verdict.ts";

export interface Answer {
  readonly score: number;
  readonly comment?: string;
  /** To the follow-up questions that were asked. */
  readonly followUps?: FollowUpAnswers;
}

/** What every answer to an invitation has of it. */
export interface Origin {
  readonly workspaceId: string;
  readonly customerId: string;
  readonly invitationId: string;
  readonly interactionId: string;
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly segments: Segments;
  readonly test: boolean;
  /** When the invitation was made, with the segments. */
  readonly invitedAt?: Instant;
  /** When the mail with the link left, or the link was handed over. */
  readonly sentAt?: Instant;
}

/** How far the answer got that counts, where its score called for further questions. */
export type FurtherQuestions = "asked" | "finished";

/** Who let an answer out of quarantine, or refused it for good. */
export interface Decision {
  readonly decidedAt: Instant;
  /** The key that was used. */
  readonly decidedBy: string;
}

interface Remembered extends Origin {
  readonly id: string;
  /** How often it was written; what concurrent writes are told apart by. */
  readonly revision: number;
  /** Posts of the last minutes, oldest first. Left out when all there is to say is that the answer came in without a doubt. */
  readonly posts?: readonly RememberedPost[];
  /** How many of its answers have gone into quarantine. */
  readonly quarantined?: number;
  /** Numbers of those that were released. */
  readonly released?: readonly number[];
}

export interface RememberedPost extends JudgedPost {
  /** Its number in quarantine, while there was room. */
  readonly number?: number;
  /** What it said, while it is on its way there. */
  readonly answer?: Answer;
}

export interface Response extends Answer, Remembered, Partial<Decision> {
  /** When it was first counted: this decides its day. */
  readonly countedAt: Instant;
  readonly changedAt: Instant;
  /** No edits after this. */
  readonly editableUntil: Instant;
  /** Earlier answers, oldest first; only the latest few are kept. */
  readonly edits: readonly TimedAnswer[];
  readonly furtherQuestions?: FurtherQuestions;
}

export const originOf = (origin: Origin): Origin => {
  const { workspaceId, customerId, invitationId, interactionId, surveyId, surveyVersion, segments, test } = origin;
  const { invitedAt, sentAt } = origin;
  return {
    ...{ workspaceId, customerId, invitationId, interactionId, surveyId, surveyVersion, segments, test },
    ...(invitedAt !== undefined && { invitedAt }),
    ...(sentAt !== undefined && { sentAt }),
  };
};

/** Nothing counts, and the link is not used up. */
export interface UncountedResponse extends Remembered {
  readonly countedAt?: never;
  readonly changedAt: Instant;
  /** What was said last, for the pages that follow. */
  readonly given: Answer;
}

export type ResponseRecord = Response | UncountedResponse;

export type TimedAnswer = Answer & { readonly at: Instant };

export const isCounted = (record: ResponseRecord | undefined): record is Response => record?.countedAt !== undefined;

export const maxCommentLength = 4000;

export const editableUntil = (countedAt: Instant, editWindowHours: number): Instant =>
  addSeconds(countedAt, editWindowHours * 3600);

export const isEditable = (response: Response, now: Instant): boolean => now <= response.editableUntil;

/** The questions that follow an answer may be answered this long, also where the answer itself may not be edited at all. */
const questionsOpenSeconds = 3600;

export const isOpenToQuestions = (response: Response, now: Instant): boolean =>
  isEditable(response, now) || now <= addSeconds(response.countedAt, questionsOpenSeconds);

/** Just the answer of whatever holds one. */
export const answerOf = ({ score, comment, followUps }: Answer): Answer => ({
  score,
  ...(comment !== undefined && { comment }),
  ...(followUps && { followUps }),
});

/** Whether two answers say the same, in whatever order. */
export const isSameAnswer = (a: Answer, b: Answer): boolean => isSame(told(a), told(b));

const told = ({ score, comment, followUps = {} }: Answer) => ({ score, comment, followUps });
