/**
 * What people did, what broke and what SES took, as seen from outside, and what must therefore have become of each invitation:
 * every reason that Hearback gives must be true of it, and every mail that nothing spoke against must have left.
 */
import {
  clockSkewSeconds,
  giveUpSeconds,
  type HistoryEntry,
  type Invitation,
} from "../../functions/domain/invitation.ts";
import type { Survey } from "../../functions/domain/survey.ts";
import { addDays, addSeconds, epochMs, type Instant, secondsBetween } from "../../functions/domain/time.ts";

const quietHours = { from: "21:00", to: "07:00" };
export const rules = {
  invitation: { delaySeconds: 600, expireAfterDays: 8, reminders: [{ afterDays: 2 }, { afterDays: 5 }] },
  policy: { throttleDays: 3, whenThrottled: "defer", quietHours },
} as const satisfies Partial<Survey>;

const longestNightSeconds = 10 * 3600;
/** A tick that looked before somebody acted may write after it. */
const tickSeconds = 30;

interface Taken {
  readonly id: string;
  readonly step: number;
  readonly email: string;
  readonly at: Instant;
}

interface Span {
  readonly from: Instant;
  until?: Instant;
}

export class Witness {
  readonly #invited = new Map<string, { email: string; at: Instant }>();
  readonly #taken: Taken[] = [];
  readonly #zones = new Map<string, { at: Instant; zone: string }[]>();
  readonly #stops = new Map<string, Span[]>();
  readonly #pauses: Span[] = [];
  readonly #cancelled = new Map<string, Instant>();
  readonly #answered = new Map<string, Instant>();
  readonly #hastened = new Set<string>();
  readonly #troubles: Instant[] = [];
  /** When Hearback was told of a Send event, and when SES had taken that mail. */
  readonly #proofs: { toldAt: Instant; acceptedAt: Instant }[] = [];

  // What happened.

  invited(id: string, email: string, at: Instant): void {
    this.#invited.set(id, { email, at });
  }
  livesIn(email: string, zone: string, at: Instant): void {
    this.#zones.set(email, [...(this.#zones.get(email) ?? []), { at, zone }]);
  }
  taken(taken: Taken): void {
    this.#taken.push(taken);
  }
  isKnown(id: string): boolean {
    return this.#invited.has(id);
  }
  stopped(email: string, at: Instant): void {
    const stops = this.#stops.get(email) ?? [];
    if (stops.every(({ until }) => until !== undefined)) this.#stops.set(email, [...stops, { from: at }]);
  }
  cameBack(email: string, at: Instant): void {
    for (const stop of this.#stops.get(email) ?? []) stop.until ??= at;
  }
  paused(at: Instant): void {
    if (!this.#pauses.some(({ until }) => until === undefined)) this.#pauses.push({ from: at });
  }
  resumed(at: Instant): void {
    for (const pause of this.#pauses) pause.until ??= at;
  }
  cancelled(id: string, at: Instant): void {
    if (!this.#cancelled.has(id)) this.#cancelled.set(id, at);
  }
  answered(id: string, at: Instant): void {
    if (!this.#answered.has(id)) this.#answered.set(id, at);
  }
  hastened(id: string): void {
    this.#hastened.add(id);
  }
  /** A process died, or a mail was not simply taken. */
  trouble(at: Instant): void {
    this.#troubles.push(at);
  }
  proven(acceptedAt: Instant, toldAt: Instant): void {
    this.#proofs.push({ acceptedAt, toldAt });
  }

  get mailed(): readonly string[] {
    return this.#taken.map(({ id }) => id);
  }
  mailedTo(email: string): string | undefined {
    return this.#taken.find((mail) => mail.email === email)?.id;
  }
  get invitations(): readonly string[] {
    return [...this.#invited.keys()];
  }

  #isStopped(email: string, at: Instant): boolean {
    return isWithin(this.#stops.get(email), at);
  }

  // What holds after every step.

  /** Law 3. */
  doubled(): string[] {
    const names = this.#taken.map(({ id, step }) => `${id} step ${step}`);
    return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} was taken twice`);
  }

  againstTheirWill(): string[] {
    return this.#taken.flatMap(({ id, step, email, at }) => {
      const isAfter = (moment: Instant | undefined) => moment !== undefined && at > moment;
      const isHastened = step === 0 && this.#hastened.has(id);
      const dueAt = addSeconds(this.#invited.get(id)?.at ?? at, rules.invitation.delaySeconds);
      const wrongs = {
        "after its customer had wanted no more": this.#wasStopped(email, at),
        "after it was cancelled": isAfter(this.#cancelled.get(id)),
        "after it was answered": step > 0 && isAfter(this.#answered.get(id)),
        "before its time": !isHastened && at < dueAt,
        "at night": !isHastened && this.#isQuiet(email, at) && this.#isQuiet(email, at, -tickSeconds),
      };
      const found = Object.entries(wrongs).filter(([, isTrue]) => isTrue);
      return found.map(([wrong]) => `${id} step ${step} left ${wrong}, at ${at}`);
    });
  }

  /** Strictly within a stop: who stops at the very moment at which a mail leaves was a moment late. */
  #wasStopped(email: string, at: Instant): boolean {
    return (this.#stops.get(email) ?? []).some(({ from, until }) => at > from && (until === undefined || at < until));
  }

  tooOften(): string[] {
    const first = this.#taken.filter(({ step }) => step === 0);
    return first.flatMap((mail, index) =>
      first
        .slice(0, index)
        .filter(({ email, at }) => {
          // Counted from when it was decided that the first one leaves.
          const fairAt = addSeconds(addDays(at, rules.policy.throttleDays), -tickSeconds);
          return email === mail.email && mail.at < fairAt;
        })
        .map(({ at }) => `two surveys within ${secondsBetween(at, mail.at)} seconds`),
    );
  }

  falselyExplained(invitation: Invitation): string[] {
    return invitation.history
      .filter((entry, index) => !this.#isTrue(entry, invitation, invitation.history[index - 1]))
      .map(({ status, reason, at }) => `${invitation.id} was ${status} at ${at}: ${reason}, which is not so`);
  }

  /** An interaction that nobody was asked about. */
  isRefusalTrue(reason: string, email: string, at: Instant): boolean {
    if (reason === "suppressed") return this.#isStopped(email, at);
    return reason === "survey_paused" && isWithin(this.#pauses, at);
  }

  // What holds at the end.

  /** First mails and reminders that nothing spoke against and that did not leave, or of which Hearback does not know. */
  missed(invitation: Invitation): string[] {
    const { id, status, history, sentAt, openUntil } = invitation;
    const wasTaken = this.#wasTaken(id, 0);
    if ((status === "sent") !== wasTaken) return [`${id} is ${status}, and SES has${wasTaken ? "" : " not"} taken it`];
    const unproven = history.filter(
      ({ reminder, reason }) => reminder !== undefined && reason === undefined && !this.#wasTaken(id, reminder),
    );
    const planned = rules.invitation.reminders.filter(
      ({ afterDays }) => sentAt !== undefined && addDays(sentAt, afterDays) <= openUntil,
    );
    const known = history.filter(({ reminder }) => reminder !== undefined).map(({ reminder }) => reminder);
    const isGivenUp = history.some(
      ({ status: then, reason, until, reminder }) =>
        reason !== undefined &&
        until === undefined &&
        reminder === undefined &&
        (then === "sent" || then === "cancelled"),
    );
    const due = status === "sent" && !isGivenUp ? planned.map((_, index) => index + 1) : [];
    return [
      ...unproven.map(({ reminder }) => `${id} says that reminder ${reminder} was sent, and SES has not taken it`),
      ...due.filter((step) => !known.includes(step)).map((step) => `${id} lacks reminder ${step}`),
      ...this.#taken
        .filter((mail) => mail.id === id && mail.step > 0 && !known.includes(mail.step))
        .map(({ step }) => `${id} does not know of its reminder ${step}`),
    ];
  }

  #wasTaken(id: string, step: number): boolean {
    return this.#taken.some((mail) => mail.id === id && mail.step === step);
  }

  #isTrue({ status, reason, at }: HistoryEntry, invitation: Invitation, before: HistoryEntry | undefined): boolean {
    if (reason === undefined) return status !== "skipped" && status !== "failed" && status !== "unconfirmed";
    const { id, openUntil, createdAt } = invitation;
    const email = this.#invited.get(id)?.email ?? "";
    switch (reason) {
      case "throttled":
        return this.#isThrottled(invitation, email, at);
      case "quiet_hours":
        if (before?.reason === "send_now") return false;
        // At acceptance it is decided about the time when the mail would leave.
        return this.#isAboutQuiet(email, at, at === createdAt ? rules.invitation.delaySeconds : 0);
      case "survey_paused":
        return isWithin(this.#pauses, at);
      case "suppressed":
        return this.#isStopped(email, at);
      case "too_old":
        return addSeconds(at, longestNightSeconds) > openUntil;
      case "cancelled":
        return this.#cancelled.has(id);
      case "answered":
        return this.#answered.has(id);
      case "send_now":
        return this.#hastened.has(id);
      case "unconfirmed":
        return this.#isBeyondProof(invitation, at);
      default:
        // A crash, or SES's own word for what it did.
        return (reason === "crashed" || /^[A-Z]/.test(reason)) && this.#troubles.some((trouble) => trouble <= at);
    }
  }

  /** By another mail that left, or that somebody died over. */
  #isThrottled({ id }: Invitation, email: string, at: Instant): boolean {
    const others = [...this.#invited].filter(([other, invited]) => other !== id && invited.email === email);
    const lately = (moment: Instant) =>
      moment <= addSeconds(at, tickSeconds) && moment > addDays(at, -rules.policy.throttleDays);
    const mailed = this.#taken.filter((mail) => mail.id !== id && mail.email === email && mail.step === 0);
    return others.length > 0 && (mailed.some((mail) => lately(mail.at)) || this.#troubles.some(lately));
  }

  /** A day has gone by, and what events told does not say that the first try was lost, or there were two. */
  #isBeyondProof({ history, attempt }: Invitation, at: Instant): boolean {
    const doubted = history.findLast(({ status }) => status === "unconfirmed");
    const isLong = this.#troubles.some((trouble) => secondsBetween(trouble, at) >= giveUpSeconds - tickSeconds);
    if (doubted === undefined || !isLong) return false;
    const provesLoss = addSeconds(doubted.at, clockSkewSeconds);
    return attempt > 1 || !this.#proofs.some(({ toldAt, acceptedAt }) => toldAt < at && acceptedAt > provesLoss);
  }

  #isAboutQuiet(email: string, at: Instant, afterSeconds: number): boolean {
    return [-tickSeconds, 0, tickSeconds].some((seconds) => this.#isQuiet(email, at, afterSeconds + seconds));
  }

  /** By another library's clock than Hearback's, as it will be some seconds after `at`, and where the customer lived at `at`. */
  #isQuiet(email: string, at: Instant, afterSeconds = 0): boolean {
    const homes = this.#zones.get(email) ?? [];
    const { zone: timeZone = "UTC" } = homes.findLast((home) => home.at <= at) ?? homes[0] ?? {};
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const time = clock.format(epochMs(at) + afterSeconds * 1000);
    return time >= quietHours.from || time < quietHours.to;
  }
}

/** Within moments of its ends nobody can say who was first. */
const isWithin = (spans: readonly Span[] | undefined, at: Instant): boolean =>
  (spans ?? []).some(
    ({ from, until }) =>
      addSeconds(at, tickSeconds) >= from && (until === undefined || at <= addSeconds(until, tickSeconds)),
  );
