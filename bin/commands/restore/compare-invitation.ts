/** An invitation as it stands here and in the lost table. What may have been mailed there is never mailed here. */
import { isDeepStrictEqual } from "node:util";
import type { Customer } from "../../../functions/domain/customer.ts";
import {
  type Invitation,
  type Move,
  type MoveChanges,
  moves,
  remindedChanges,
  sentChanges,
} from "../../../functions/domain/invitation.ts";
import type { DifferenceKind } from "./restoration.ts";

/** Whether a mail of it has left, or nobody knows that none has. */
export const mayHaveLeft = ({ id, history }: Invitation, { claim }: Pick<Customer, "claim">): boolean =>
  claim?.invitationId === id || history.some(({ status }) => status === "sent" || status === "unconfirmed");

const lifeOf = ({ status, step, attempt, history, mailEvents = [], delivery }: Invitation) => [
  status,
  step,
  attempt,
  history,
  mailEvents,
  delivery,
];

export const isSameLife = (one: Invitation, other: Invitation): boolean =>
  isDeepStrictEqual(lifeOf(one), lifeOf(other));

/** Whether nothing has happened to it here that did not happen there too. */
export function isContinuedBy(here: Invitation, there: Invitation): boolean {
  const { history, mailEvents = [] } = here;
  const told = there.mailEvents ?? [];
  return (
    isDeepStrictEqual(there.history.slice(0, history.length), history) &&
    mailEvents.every((entry) => told.some((other) => isDeepStrictEqual(entry, other)))
  );
}

/** What it has come to there. */
export function kindOf(here: Invitation, there: Invitation): DifferenceKind {
  if (there.status === "unconfirmed" || (there.status === "sent" && here.status !== "sent")) return "mailed";
  if (there.status !== here.status) return there.status === "scheduled" ? "planned" : "ended";
  if (there.status === "sent" && there.step > here.step) return "reminded";
  return isDeepStrictEqual(here.history, there.history) ? "told" : "planned";
}

/** The next move that makes up for what happened there, where things of its own happened here since; undefined where none is due. */
export function movePending(
  here: Invitation,
  there: Invitation,
): readonly [move: Move, changes: MoveChanges] | undefined {
  if (here.attempt > there.attempt) return undefined;
  const { reason = "restored", sentAt, messageId = "", attemptedAt, dueAt } = there;
  const is = (move: Move) => (moves[move].from as readonly string[]).includes(here.status);
  if (there.status === "sent" && sentAt !== undefined) {
    if (is("send")) return ["send", sentChanges(here, sentAt, messageId)];
    if (here.step < there.step && here.attempt === there.attempt)
      return ["remind", remindedChanges(here, here.step + 1, {})];
    return undefined;
  }
  if (here.status !== "scheduled") return undefined;
  if (there.status === "unconfirmed") return ["doubt", { reason, attemptedAt, dueAt }];
  const ends = { skipped: "skip", failed: "fail", cancelled: "cancel" } as const;
  return there.status === "scheduled" ? undefined : [ends[there.status as keyof typeof ends], { reason }];
}
