/**
 * Law 3: at most one message for each mail of an invitation. Two are seen by the history, where they were decided upon, or by
 * the mail service's events, where they were not.
 */
import type { HistoryEntry, Invitation } from "../invitation.ts";
import type { Instant } from "../time.ts";

interface Period {
  readonly begin: Instant;
  readonly end: Instant;
}

/** Told of the period in which they happened only: a mail that has left cannot be taken back, and nobody need hear of it daily. */
export function doubleSends({ history, mailEvents = [] }: Invitation, { begin, end }: Period): string[] {
  const proven = mailEvents.filter(({ event }) => event === "double_send");
  return [
    ...twiceIn(history),
    ...proven.map(({ at, step, attempt }) => ({
      at,
      message: `was sent twice: an event of ${at} proves a second message of ${nameOf(step)}, attempt ${attempt}`,
    })),
  ]
    .filter(({ at }) => at >= begin && at < end)
    .map(({ message }) => message);
}

/** The first mail may leave once more when it is scheduled again, and its reminders with it. */
function twiceIn(history: readonly HistoryEntry[]): { at: Instant; message: string }[] {
  const left = new Map<number, Instant>();
  const twice: { at: Instant; message: string }[] = [];
  for (const entry of history) {
    if (entry.status === "scheduled") left.clear();
    const step = stepOf(entry);
    if (step === undefined) continue;
    const before = left.get(step);
    if (before !== undefined) {
      twice.push({ at: entry.at, message: `was sent twice: ${nameOf(step)} at ${before} and at ${entry.at}` });
    }
    left.set(step, entry.at);
  }
  return twice;
}

/** Which mail left; undefined where none did. What is said of a sent one with a reason is said of reminders to come. */
function stepOf({ status, reminder, reason }: HistoryEntry): number | undefined {
  if (status !== "sent") return undefined;
  return reminder ?? (reason === undefined ? 0 : undefined);
}

const nameOf = (step: number): string => (step === 0 ? "the first mail" : `reminder ${step}`);
