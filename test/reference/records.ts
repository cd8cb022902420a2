/** Records as the reference reads them, and which of them a window has, by the KPI rules alone. */

/** A counted answer. */
export interface RawResponse {
  readonly score: number;
  readonly countedAt: string;
  readonly sentAt?: string;
  /** It came to further questions; `finished` says whether it answered them to the end. */
  readonly asked?: boolean;
  readonly finished?: boolean;
  readonly quarantined?: boolean;
  readonly test?: boolean;
}

export interface RawInvitation {
  /** Left out when it was not. */
  readonly sentAt?: string;
  readonly bounced?: boolean;
  /** The mail service took it and did not send it on: not delivered, but no bounce either. */
  readonly rejected?: boolean;
  readonly complained?: boolean;
  readonly unsubscribed?: boolean;
  readonly test?: boolean;
}

export interface RawInteraction {
  readonly occurredAt: string;
  readonly type: string;
  /** `invited`, or the reason why not. */
  readonly outcome: string;
  readonly handleTimeSeconds?: number;
  readonly resolvedOnFirstContact?: boolean;
  readonly issueId?: string;
  readonly test?: boolean;
}

/** Closed with the contact that first solved it, or with a further one within the re-contact window. */
export interface RawIssue {
  readonly firstSolvedAt: string;
  readonly isSolvedAtOnce: boolean;
}

export interface RawRecords {
  readonly responses: readonly RawResponse[];
  readonly invitations: readonly RawInvitation[];
  readonly interactions: readonly RawInteraction[];
  readonly issues: readonly RawIssue[];
}

export interface IssueRules {
  readonly now: string;
  readonly recontactWindowDays: number;
  readonly isSolved: (type: string) => boolean;
}

/** Issues of which no interaction says itself whether they were solved on first contact, and whose re-contact window is over. */
export function issuesOf(all: readonly RawInteraction[], rules: IssueRules): RawIssue[] {
  const interactions = all.filter(({ test }) => test !== true);
  const ids = new Set(interactions.flatMap(({ issueId }) => (issueId === undefined ? [] : [issueId])));
  return [...ids].flatMap((id) => {
    const contacts = interactions.filter(({ issueId }) => issueId === id);
    if (contacts.some(({ resolvedOnFirstContact }) => resolvedOnFirstContact !== undefined)) return [];
    const solved = contacts.filter(({ type }) => rules.isSolved(type)).map(({ occurredAt }) => Date.parse(occurredAt));
    if (solved.length === 0) return [];
    const first = Math.min(...solved);
    const until = first + rules.recontactWindowDays * 86_400_000;
    if (until > Date.parse(rules.now)) return [];
    const isFurther = (at: number) => at > first && at <= until;
    const isSolvedAtOnce = !contacts.some(({ occurredAt }) => isFurther(Date.parse(occurredAt)));
    return [{ firstSolvedAt: new Date(first).toISOString(), isSolvedAtOnce }];
  });
}

export interface Days {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** What of the records falls on these local days, both included; what is a test's or in quarantine falls on none. */
export function within(records: RawRecords, days: Days): RawRecords {
  const isReal = ({ test }: { test?: boolean }) => test !== true;
  return {
    responses: records.responses.filter((one) => isReal(one) && one.quarantined !== true && isOn(one.countedAt, days)),
    invitations: records.invitations.filter((one) => isReal(one) && one.sentAt !== undefined && isOn(one.sentAt, days)),
    interactions: records.interactions.filter((one) => isReal(one) && isOn(one.occurredAt, days)),
    issues: records.issues.filter(({ firstSolvedAt }) => isOn(firstSolvedAt, days)),
  };
}

export function isOn(at: string, { from, to, timeZone }: Days): boolean {
  const day = dayOf(at, timeZone);
  return day >= from && day <= to;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local day of an instant. */
export function dayOf(at: string, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  formats.set(timeZone, format);
  return format.format(new Date(at));
}
