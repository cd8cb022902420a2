/** Who works at the business, and how its customers behave. Everything the demo shows comes from these tables. */
import type { SurveyKind } from "../functions/domain/scale.ts";

/** What is asked after which interaction. Another kind of survey is another row. */
export interface PlayedSurvey {
  readonly name: string;
  readonly kind: SurveyKind;
  readonly after: string;
  readonly share: number;
}

export const playedSurveys: readonly PlayedSurvey[] = [
  { name: "Demo: after support", kind: "nps", after: "ticket.solved", share: 1 },
];

/**
 * A week to change an answer, two to give one. The delay is half of the hour by which the clock steps: so a mail leaves between
 * two moments, and whoever comes back at the very end of a throttle is throttled in every run.
 */
export const surveyRules = {
  invitation: { delaySeconds: 1800, expireAfterDays: 14 },
  policy: { throttleDays: 30, whenThrottled: "skip" },
  editWindowHours: 168,
} as const;

/** Moments of a day, as hours UTC, at which something happens; one after the other they are the steps of the demo. */
export const hoursOfDay = [9, 13, 18] as const;
const day = hoursOfDay.length;

export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly share: number;
  /** How content customers are afterwards, 0 to 1, in the first and in the second half of the weeks. */
  readonly mood: readonly [number, number];
  readonly handleMinutes: readonly [number, number];
}

export const agents: readonly Agent[] = [
  { id: "a-1", name: "Sam", share: 3, mood: [0.88, 0.9], handleMinutes: [3, 12] },
  { id: "a-2", name: "Priya", share: 3, mood: [0.74, 0.84], handleMinutes: [4, 15] },
  { id: "a-3", name: "Jonas", share: 2, mood: [0.52, 0.86], handleMinutes: [8, 30] },
  { id: "a-4", name: "Lucía", share: 2, mood: [0.7, 0.74], handleMinutes: [5, 20] },
];

export interface Channel {
  readonly name: string;
  readonly share: number;
  /** Added to the mood. */
  readonly lift: number;
}

export const channels: readonly Channel[] = [
  { name: "chat", share: 5, lift: 0.06 },
  { name: "email", share: 3, lift: 0 },
  { name: "phone", share: 2, lift: -0.1 },
];

/** What a customer does with a mail, and how many steps after the interaction or after what they did before. */
export interface Deed {
  readonly does: "open" | "answer" | "edit" | "unsubscribe";
  readonly afterSteps: readonly [number, number];
}

export interface Habit {
  readonly name: string;
  readonly share: number;
  readonly deeds: readonly Deed[];
}

/** A mail is there one step after the interaction. Nothing falls on the last day of a rule: seconds would decide. */
export const habits: readonly Habit[] = [
  { name: "never answers", share: 28, deeds: [] },
  { name: "only looks", share: 10, deeds: [{ does: "open", afterSteps: [1, 2 * day] }] },
  { name: "answers within hours", share: 34, deeds: [{ does: "answer", afterSteps: [1, 2] }] },
  { name: "answers days later", share: 14, deeds: [{ does: "answer", afterSteps: [2 * day, 6 * day] }] },
  {
    name: "thinks again",
    share: 7,
    deeds: [
      { does: "answer", afterSteps: [1, 3] },
      { does: "edit", afterSteps: [1, 3 * day] },
    ],
  },
  { name: "answers too late", share: 3, deeds: [{ does: "answer", afterSteps: [16 * day, 18 * day] }] },
  { name: "unsubscribes", share: 4, deeds: [{ does: "unsubscribe", afterSteps: [1, 2 * day] }] },
];

/** Shares of customers and interactions, 0 to 1. */
export const chances = { addressBounces: 0.03, hasNoAddress: 0.03, isReportedTwice: 0.04 } as const;

/** Whoever is unhappy has more to say. */
export const comments: readonly { readonly belowMood: number; readonly chance: number; readonly says: string[] }[] = [
  {
    belowMood: 0.65,
    chance: 0.6,
    says: [
      "I had to explain the problem three times.",
      "It took far too long until somebody answered.",
      "The fault came back the very next day.",
      "Nobody could tell me when it would be delivered.",
      "Friendly, but my question is still open.",
    ],
  },
  {
    belowMood: 0.85,
    chance: 0.25,
    says: [
      "Solved in the end, though it took a while.",
      "Good help; the waiting could be shorter.",
      "Fine. A confirmation by mail would have been nice.",
    ],
  },
  {
    belowMood: Number.POSITIVE_INFINITY,
    chance: 0.3,
    says: [
      "Quick and kind, thank you!",
      "Solved within minutes. Could not be better.",
      "I felt taken seriously from the first word.",
      "They called back when they said they would.",
    ],
  },
];

export const firstNames = [
  "Ada",
  "Ben",
  "Chloé",
  "Dmitri",
  "Elif",
  "Femi",
  "Greta",
  "Hiro",
  "Ines",
  "Jo",
  "Kofi",
  "Lena",
];
export const lastNames = [
  "Abbott",
  "Berg",
  "Costa",
  "Dalal",
  "Endo",
  "Farah",
  "Grant",
  "Huber",
  "Ito",
  "Jansen",
  "Kim",
];
