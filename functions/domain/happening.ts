/**
 * What may happen to an interaction and to a customer: the one list of words that a story is told in, each with the sentence
 * that the API's document explains it with.
 */
import type { Outcome } from "./interaction.ts";
import type { Instant } from "./time.ts";
import type { Signal } from "./verdict.ts";

export const happenings = {
  happened: "What the business reported took place, by its own clock.",
  received: "The report reached Hearback.",
  decided: "It was decided whether to ask: `outcome`, and with `not_invited` the `reason`, and `until` when.",
  scheduled: "The invitation waits for its time.",
  deferred: "It would not have been fair to ask (`reason`): the invitation waits `until` then.",
  hastened: "The business had it wait no longer for its own timing (`reason`).",
  revived: "The invitation had been given up because its interaction never followed, and then it did.",
  in_doubt: "Nobody knows whether the mail service took the mail (`reason`).",
  retried: "No event told of the mail in doubt: it is tried once more.",
  readdressed: "The mail is to be sent once more, to an address that was put right.",
  sent: "The mail service took the mail, or the business the link; `learnedAt` where that was learned later.",
  opened: "The link takes answers, `until` then.",
  mail_event: "What the mail service told of a mail: `event`, of the first mail or of `reminder`.",
  reminded: "The mail service took `reminder`; with a `reason` it may not have, and it is not tried again.",
  reminder_deferred: "It would not have been fair to remind (`reason`): `reminder` waits `until` then.",
  reminder_given_up: "Neither `reminder` nor any after it will be sent (`reason`).",
  skipped: "Looked at again, it will not be sent (`reason`); `until` says when it would be fair.",
  failed: "The mail will not be sent (`reason`).",
  cancelled: "The business took the invitation back.",
  answered: "The customer gave an answer that counts: `score`.",
  edited: "The customer changed it: `score`.",
  quarantined: "An answer that may not be a person's was set aside (`signals`): `score`.",
  released: "An answer was let out of quarantine and counts, decided `by` a key.",
  dismissed: "An answer in quarantine was refused, or its release taken back, decided `by` a key.",
  first_seen: "The customer was told of for the first time.",
  suppressed: "All mailing of the customer ended (`reason`).",
  survey_stopped: "The customer wants no more of the survey `surveyId`.",
} as const satisfies Record<string, string>;

export type What = keyof typeof happenings;
export const whats = Object.keys(happenings) as What[];

export interface Happening {
  readonly at: Instant;
  readonly what: What;
  readonly interactionId?: string;
  readonly invitationId?: string;
  readonly surveyId?: string;
  /** Type of the interaction. */
  readonly type?: string;
  readonly outcome?: Outcome["outcome"];
  readonly reason?: string;
  readonly until?: Instant;
  /** When the mail is to leave. */
  readonly dueAt?: Instant;
  readonly learnedAt?: Instant;
  readonly event?: string;
  /** Counted from 1. */
  readonly reminder?: number;
  /** Of the first mail, where it was tried more than once. */
  readonly attempt?: number;
  /** Of a response, or of an answer in quarantine. */
  readonly answerId?: string;
  readonly score?: number;
  readonly signals?: readonly Signal[];
  /** The key that was used. */
  readonly by?: string;
}
