/**
 * Stories: all that is stored of an interaction or a customer, in the order in which it happened. They are told anew from the
 * records each time and kept nowhere, so they can say nothing else than the records do.
 */
import type { Customer } from "./customer.ts";
import type { Happening, What } from "./happening.ts";
import type { Interaction } from "./interaction.ts";
import type { HistoryEntry, Invitation, InvitationStatus } from "./invitation.ts";
import type { QuarantinedAnswer } from "./quarantine.ts";
import type { Response } from "./response.ts";
import { answersIn } from "./response-record.ts";

/** An interaction with what became of it. */
export interface InteractionRecords {
  readonly interaction: Interaction;
  readonly invitation: Invitation | undefined;
  readonly response: Response | undefined;
  readonly quarantined: readonly QuarantinedAnswer[];
}

/** Oldest first; what happened at one moment is in the order of its causes. */
export function storyOf({ interaction, invitation, response, quarantined }: InteractionRecords): Happening[] {
  const told = [
    ...beginningOf(interaction),
    ...(invitation ? lifeOf(invitation) : []),
    ...quarantined.flatMap(quarantineOf),
    ...(response ? answersOf(response, quarantined) : []),
  ];
  return inOrder(told.map((one) => ({ ...one, interactionId: interaction.id })));
}

/** What the customer themselves decided, and the stories of their interactions, as one. */
export const journeyOf = (customer: Customer | undefined, all: readonly InteractionRecords[]): Happening[] =>
  inOrder([...(customer ? choicesOf(customer) : []), ...all.flatMap(storyOf)]);

const inOrder = (told: readonly Happening[]): Happening[] =>
  told.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

function beginningOf({ type, occurredAt, receivedAt, outcome: { outcome, ...decided } }: Interaction): Happening[] {
  const { invitation, ...why } = { invitation: undefined, ...decided };
  const invited = invitation && {
    invitationId: invitation.id,
    surveyId: invitation.surveyId,
    dueAt: invitation.dueAt,
  };
  return [
    { at: occurredAt, what: "happened", type },
    { at: receivedAt, what: "received" },
    { at: receivedAt, what: "decided", outcome, ...why, ...invited },
  ];
}

function lifeOf(invitation: Invitation): Happening[] {
  const { id: invitationId, history, openUntil, sentAt } = invitation;
  const moves = history.map((entry, index) => moveOf(entry, history.slice(0, index)));
  const lastSent = moves.findLastIndex(({ what }) => what === "sent");
  // Later proof of a mail in doubt says when it was taken.
  const told = moves.map((move, index) =>
    index === lastSent && sentAt !== undefined && sentAt !== move.at
      ? { ...move, at: sentAt, learnedAt: move.at }
      : move,
  );
  const openedAt = told.find(({ what }) => what === "sent")?.at ?? sentAt;
  const opened = openedAt === undefined ? [] : [{ at: openedAt, what: "opened", until: openUntil } as const];
  return [...told, ...opened, ...mailEventsOf(invitation)].map((one) => ({ ...one, invitationId }));
}

function moveOf(entry: HistoryEntry, earlier: readonly HistoryEntry[]): Happening {
  const { status: _, ...details } = entry;
  const what = whatMoved(entry, earlier.at(-1));
  const isAhead = what === "reminder_deferred" || what === "reminder_given_up";
  return { ...details, what, ...(isAhead && { reminder: nextReminder(earlier) }) };
}

const plainly = {
  unconfirmed: "in_doubt",
  skipped: "skipped",
  failed: "failed",
  cancelled: "cancelled",
} as const satisfies Partial<Record<InvitationStatus, What>>;

function whatMoved({ status, reason, until, reminder }: HistoryEntry, before: HistoryEntry | undefined): What {
  if (status === "scheduled") return until === undefined ? whyScheduled(reason, before) : "deferred";
  if (status !== "sent") return plainly[status];
  if (reminder !== undefined) return "reminded";
  if (until !== undefined) return "reminder_deferred";
  return reason === undefined ? "sent" : "reminder_given_up";
}

function whyScheduled(reason: string | undefined, before: HistoryEntry | undefined): What {
  if (before === undefined) return "scheduled";
  if (before.status === "scheduled") return reason === undefined ? "scheduled" : "hastened";
  if (before.status === "unconfirmed") return "retried";
  return before.reason === "not_accepted" ? "revived" : "readdressed";
}

/** Reminders begin anew with each first mail. */
function nextReminder(earlier: readonly HistoryEntry[]): number {
  const last = earlier.findLast(({ status, reminder }) => reminder !== undefined || status !== "sent");
  return (last?.reminder ?? 0) + 1;
}

function mailEventsOf({ mailEvents = [], delivery }: Invitation): Happening[] {
  const events = mailEvents.map(
    ({ event, at, step, attempt, reason }): Happening => ({
      at,
      what: "mail_event",
      event,
      ...(step > 0 && { reminder: step }),
      ...(attempt > 1 && { attempt }),
      ...(reason !== undefined && { reason }),
    }),
  );
  const isTold = mailEvents.some(({ event, at }) => event === delivery?.status && at === delivery.at);
  return delivery && !isTold ? [...events, { at: delivery.at, what: "mail_event", event: delivery.status }] : events;
}

/** A release that was taken back is told too; by whom it was, the audit log knows. */
function quarantineOf(answer: QuarantinedAnswer): Happening[] {
  const { id, givenAt, score, signals, verdict, decidedAt, decidedBy, releasedAt } = answer;
  const about = { answerId: id, score };
  const decided = verdict !== "quarantined" && decidedAt !== undefined && decidedBy !== undefined;
  const wasReleased = verdict === "dismissed" && releasedAt !== undefined;
  return [
    { at: givenAt, what: "quarantined", ...about, signals },
    ...(wasReleased ? [{ at: releasedAt, what: "released", ...about } as const] : []),
    ...(decided ? [{ at: decidedAt, what: verdict, ...about, by: decidedBy }] : []),
  ];
}

/** What was released counts as an answer too, and is told as released. */
function answersOf(response: Response, quarantined: readonly QuarantinedAnswer[]): Happening[] {
  const { id: answerId, countedAt } = response;
  const released = quarantined.filter(({ verdict }) => verdict === "released");
  const isReleased = (given: { at: string; score: number }): boolean =>
    released.some(({ decidedAt, score }) => decidedAt === given.at && score === given.score);
  const answers = answersIn(response).filter((given) => !isReleased(given));
  const isFirstKept =
    answers.some(({ at }) => at === countedAt) || released.some(({ givenAt }) => givenAt === countedAt);
  return [
    // Only the latest edits are kept, and what was first said may not be among them.
    ...(isFirstKept ? [] : [{ at: countedAt, what: "answered", answerId } as const]),
    ...answers.map(
      ({ at, score }): Happening => ({
        at,
        what: at === countedAt ? "answered" : "edited",
        answerId,
        score,
      }),
    ),
  ];
}

const choicesOf = ({ createdAt, suppressed, stopped = {} }: Customer): Happening[] => [
  { at: createdAt, what: "first_seen" },
  ...(suppressed ? [{ at: suppressed.at, what: "suppressed", reason: suppressed.reason } as const] : []),
  ...Object.entries(stopped).map(([surveyId, at]) => ({ at, what: "survey_stopped", surveyId }) as const),
];
