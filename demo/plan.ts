/**
 * What will happen, drawn before anything does: who is served when and by whom, and what each customer would do with a mail.
 * Playing it only carries it out, so chance never depends on the order in which Hearback answers.
 */
import {
  type Agent,
  agents,
  type Channel,
  chances,
  channels,
  comments,
  type Deed,
  firstNames,
  type Habit,
  habits,
  hoursOfDay,
  lastNames,
  type PlayedSurvey,
  playedSurveys,
} from "./behaviour.ts";
import { between, byShare, oneOf, type Random, randomFrom, spread } from "./random.ts";

export interface PlanOptions {
  readonly seed: number;
  readonly interactions: number;
  readonly customers: number;
  readonly weeks: number;
}

export interface Person {
  readonly number: number;
  readonly name: string;
  /** One alone, so that the newest mail is always the one meant. */
  readonly survey: PlayedSurvey;
  readonly habit: Habit;
  readonly hasAddress: boolean;
  readonly addressBounces: boolean;
}

export interface Visit {
  readonly number: number;
  /** Counted from 0 through all days. */
  readonly step: number;
  readonly person: Person;
  readonly agent: Agent;
  readonly channel: Channel;
  readonly mood: number;
  readonly handleTimeSeconds: number;
  /** The help desk's webhook comes a second time. */
  readonly isReportedTwice: boolean;
}

/** What a customer does, if there is a mail; or a mailbox, if it refuses one. */
export interface Act {
  readonly step: number;
  readonly visit: Visit;
  readonly does: Deed["does"] | "bounce";
  readonly mood: number;
  readonly comment: string | undefined;
}

export interface Plan {
  readonly days: number;
  readonly steps: number;
  readonly people: readonly Person[];
  /** By step. */
  readonly visits: readonly Visit[];
  /** By step. */
  readonly acts: readonly Act[];
}

export function planOf({ seed, interactions, customers, weeks }: PlanOptions): Plan {
  const random = randomFrom(seed);
  const days = weeks * 7;
  const steps = days * hoursOfDay.length;
  const people = Array.from({ length: customers }, (_, number) => personOf(random, number));
  const visits = Array.from({ length: interactions }, (_, number) => visitOf(random, number, people, steps)).sort(
    (a, b) => a.step - b.step || a.number - b.number,
  );
  const acts = visits
    .flatMap((visit) => actsOf(random, visit))
    .filter(({ step }) => step < steps)
    .sort((a, b) => a.step - b.step || a.visit.number - b.visit.number);
  return { days, steps, people, visits, acts };
}

function personOf(random: Random, number: number): Person {
  return {
    number,
    name: `${oneOf(random, firstNames)} ${oneOf(random, lastNames)}`,
    survey: byShare(random, playedSurveys),
    habit: byShare(random, habits),
    hasAddress: random() >= chances.hasNoAddress,
    addressBounces: random() < chances.addressBounces,
  };
}

function visitOf(random: Random, number: number, people: readonly Person[], steps: number): Visit {
  const step = between(random, [0, steps - 1]);
  const agent = byShare(random, agents);
  const channel = byShare(random, channels);
  const usual = agent.mood[step < steps / 2 ? 0 : 1];
  return {
    number,
    step,
    person: oneOf(random, people),
    agent,
    channel,
    mood: within(usual + channel.lift + 0.45 * spread(random)),
    handleTimeSeconds: 60 * between(random, agent.handleMinutes),
    isReportedTwice: random() < chances.isReportedTwice,
  };
}

/** Each deed follows the one before; an address that bounces gets no mail to do anything with. */
function actsOf(random: Random, visit: Visit): Act[] {
  const { person, step, mood } = visit;
  if (!person.hasAddress) return [];
  if (person.addressBounces) return [{ step: step + 1, visit, does: "bounce", mood, comment: undefined }];
  let at = step;
  return person.habit.deeds.map(({ does, afterSteps }) => {
    at += between(random, afterSteps);
    const changed = does === "edit" ? within(mood + 0.25 * spread(random)) : mood;
    return { step: at, visit, does, mood: changed, comment: commentOn(random, changed) };
  });
}

function commentOn(random: Random, mood: number): string | undefined {
  const row = comments.find(({ belowMood }) => mood < belowMood);
  return row && random() < row.chance ? oneOf(random, row.says) : undefined;
}

const within = (mood: number): number => Math.max(0, Math.min(1, mood));
