/**
 * An interaction is something that happened between customer and business. It is written last of all that accepting one
 * writes, so it is the commit; the outcome on it is what was decided at acceptance, and later skips live on the invitation.
 */
import type { CustomerFacts } from "./customer.ts";
import type { Instant } from "./time.ts";

export interface InteractionFacts {
  /** The business's own id for it, unique per customer. */
  readonly businessId?: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly channel?: string;
  readonly journeyStage?: string;
  /** Which of several ways was tried on the customer: a template, or an arm of an A/B test. */
  readonly variant?: string;
  readonly agent?: { readonly id: string; readonly name?: string };
  readonly product?: string;
  readonly issueId?: string;
  readonly handleTimeSeconds?: number;
  readonly resolvedOnFirstContact?: boolean;
  readonly amount?: { readonly value: string; readonly currency: string };
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** Counts nowhere, and mails testers only. */
  readonly test: boolean;
}

export interface Interaction extends InteractionFacts {
  readonly id: string;
  readonly workspaceId: string;
  readonly customerId: string;
  readonly receivedAt: Instant;
  /** Of the survey that it was invited to, and the customer's, both as they were: its segments are taken from them too. */
  readonly surveyVersion?: number;
  readonly locale?: string;
  readonly outcome: Outcome;
}

export const notInvitedReasons = [
  "no_survey",
  "throttled",
  "suppressed",
  "sampled_out",
  "no_address",
  "invalid_address",
  "survey_paused",
  "survey_archived",
  "sending_paused",
  "daily_cap",
  "too_old",
  "not_requested",
  "not_a_tester",
] as const;
export type NotInvitedReason = (typeof notInvitedReasons)[number];

export type Outcome =
  | {
      readonly outcome: "invited";
      readonly invitation: {
        readonly id: string;
        readonly surveyId: string;
        readonly dueAt: Instant;
        readonly via?: "link";
        /** Why it waits longer than the survey would have it; `dueAt` is until when. */
        readonly reason?: string;
      };
    }
  | { readonly outcome: "not_invited"; readonly reason: NotInvitedReason; readonly until?: Instant };

/** How the business wants this one interaction to be asked about; beats the survey's own rules. */
export interface SendWish {
  readonly via?: "email" | "link" | "none";
  readonly delaySeconds?: number;
  readonly expireAfterDays?: number;
}

/** What a business reports: the interaction, whom it was with, and how to ask. */
export interface Report {
  readonly customer: CustomerFacts;
  /** An address was told that no mail can be sent to, and is left out. */
  readonly addressIsInvalid?: boolean;
  readonly interaction: InteractionFacts;
  readonly surveyId?: string;
  readonly send: SendWish;
}
