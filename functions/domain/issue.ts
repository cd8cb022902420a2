/**
 * An issue is what several interactions are about, of whichever customer. It was solved on first contact when nobody had to come
 * back within the re-contact window. It is derived from its contacts alone, so that they may come doubled, late and in any order,
 * and be judged anew when the workspace's rules change.
 */
import type { Interaction } from "./interaction.ts";
import type { Segments } from "./segment.ts";
import { addDays, type Instant } from "./time.ts";
import type { Workspace } from "./workspace.ts";

export interface Contact {
  readonly id: string;
  readonly at: Instant;
  readonly type: string;
  /** The interaction says itself whether it was solved on first contact, and so is what counts. */
  readonly given?: true;
}

/** What the contacts come to, once one of them has solved it. */
export interface Solution {
  /** Which solved it first. */
  readonly interactionId: string;
  readonly solvedAt: Instant;
  /** When the re-contact window is over. */
  readonly countsAt: Instant;
  readonly isSolvedAtOnce: boolean;
}

export interface Issue extends Partial<Solution> {
  readonly id: string;
  readonly workspaceId: string;
  /** In order. */
  readonly contacts: readonly Contact[];
  /** Of the interaction that solved it. */
  readonly surveyId?: string;
  readonly segments?: Segments;
  readonly changedAt: Instant;
  readonly revision: number;
}

export type SolvedIssue = Issue & Required<Pick<Issue, keyof Solution | "surveyId" | "segments">>;

/** Later ones are not looked at, so that no item grows without end; one more tells whether the last of them was followed. */
export const maxContacts = 100;

export const contactOf = ({ id, occurredAt, type, resolvedOnFirstContact }: Interaction): Contact => ({
  id,
  at: occurredAt,
  type,
  ...(resolvedOnFirstContact !== undefined && { given: true as const }),
});

/** The same contact twice is one. */
export function withContact(contacts: readonly Contact[], contact: Contact): Contact[] {
  const all = [...contacts.filter(({ id }) => id !== contact.id), contact].sort(byTime);
  const kept = all.slice(0, maxContacts + 1);
  const given = all.find((one) => one.given);
  return given && !kept.includes(given) ? [...kept, given] : kept;
}

export const withoutContact = (contacts: readonly Contact[], id: string): Contact[] =>
  contacts.filter((contact) => contact.id !== id);

/** Of the same instant, always in the same order. */
const byTime = (a: Contact, b: Contact): number => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1);

/** Undefined while nothing has solved it, and when an interaction says itself how it was. */
export function solutionOf(
  contacts: readonly Contact[],
  { solvedTypes, recontactWindowDays }: Pick<Workspace, "solvedTypes" | "recontactWindowDays">,
): Solution | undefined {
  if (contacts.some(({ given }) => given)) return undefined;
  const first = contacts
    .slice(0, maxContacts)
    .find(({ type }) => solvedTypes.some((pattern) => isOfPattern(type, pattern)));
  if (!first) return undefined;
  const countsAt = addDays(first.at, recontactWindowDays);
  return {
    interactionId: first.id,
    solvedAt: first.at,
    countsAt,
    isSolvedAtOnce: !contacts.some(({ at }) => at > first.at && at <= countsAt),
  };
}

/** Whether a type is of a pattern such as `*.solved`. Part by part, as a regular expression of many stars could take for ever. */
export function isOfPattern(type: string, pattern: string): boolean {
  const [start = "", ...parts] = pattern.split("*");
  const end = parts.pop();
  if (end === undefined) return type === pattern;
  if (!type.startsWith(start)) return false;
  let from = start.length;
  for (const part of parts) {
    const found = type.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return type.length - end.length >= from && type.endsWith(end);
}
