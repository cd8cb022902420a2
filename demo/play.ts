/** Carries the plan out, moment by moment: the clock moves on, the business reports, the customers do as they do. */
import { addDays, type Instant } from "../functions/domain/time.ts";
import { hoursOfDay } from "./behaviour.ts";
import { Business } from "./business.ts";
import { Customers } from "./customers.ts";
import { type Hearback, nextMorning } from "./hearback.ts";
import type { Plan } from "./plan.ts";

/** What was seen from outside while playing. */
export interface Played extends Pick<Business, "surveys" | "outcomes" | "repeats">, Pick<Customers, "done"> {
  readonly startedAt: Instant;
  readonly mails: number;
}

export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly now: Instant;
  readonly interactions: number;
  readonly answers: number;
}

export async function play(plan: Plan, hearback: Hearback, onProgress: (progress: Progress) => void): Promise<Played> {
  const startedAt = nextMorning(await hearback.now());
  await hearback.advanceTo(startedAt);
  const business = await Business.open(
    hearback,
    plan.people.map(({ survey }) => survey),
  );
  const customers = new Customers(hearback);
  for (let step = 0; step < plan.steps; step++) {
    const now = momentOf(startedAt, step);
    await hearback.advanceTo(now);
    await playMoment(step, plan, business, customers);
    const [interactions, answers] = [business.outcomes.length, customers.done.answer];
    onProgress({ step: step + 1, steps: plan.steps, now, interactions, answers });
  }
  // The last mails leave, and the last answers are computed.
  await hearback.advanceTo(`${momentOf(startedAt, plan.steps - 1).slice(0, 10)}T23:00:00.000Z`);
  const addresses = new Set(plan.people.map((person) => business.addressOf(person)));
  const { surveys, outcomes, repeats } = business;
  return { startedAt, surveys, outcomes, repeats, done: customers.done, mails: await customers.countMails(addresses) };
}

/** What a step of the plan is in time. */
export function momentOf(startedAt: Instant, step: number): Instant {
  const day = addDays(startedAt, Math.floor(step / hoursOfDay.length)).slice(0, 10);
  return `${day}T${String(hoursOfDay[step % hoursOfDay.length]).padStart(2, "0")}:00:00.000Z`;
}

/** Mails of the moments before have arrived; whatever is reported now is mailed on the way to the next. */
async function playMoment(step: number, plan: Plan, business: Business, customers: Customers): Promise<void> {
  await customers.fetchMails();
  for (const visit of plan.visits) if (visit.step === step) await business.report(visit);
  for (const act of plan.acts) {
    const isDue = act.step === step && business.hasInvited(act.visit);
    if (isDue) await customers.act(act, business.addressOf(act.visit.person));
  }
}
