/** Answers as folds read them, of any number and always the same, with what a busy service desk tells of each. */
import type { RecordOf } from "../functions/domain/kpi/fold-kinds.ts";
import { addSeconds, type Instant } from "../functions/domain/time.ts";

export type Answer = RecordOf["response"];

const segment = (label: string) => ({ value: label.toLowerCase(), label });
const of = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const agents = of(20, (n) => segment(`A-${n}`));
const channels = ["Chat", "Mail", "Phone"].map(segment);
const products = of(5, (n) => segment(`Router ${n}`));
const locales = ["en", "de", "fr"].map(segment);

/** Half an hour to four days after the mail. */
export const secondsToAnswer = (n: number): number => 1800 + ((n * 7919) % 344_000);

export function answerOf(n: number, surveyId: string, countedAt: Instant): Answer {
  return {
    surveyId,
    score: (n * 7) % 11,
    segments: {
      agent: agents[n % 20] as (typeof agents)[number],
      channel: channels[n % 3] as (typeof channels)[number],
      product: products[n % 5] as (typeof products)[number],
      locale: locales[n % 3] as (typeof locales)[number],
    },
    countedAt,
    sentAt: addSeconds(countedAt, -secondsToAnswer(n)),
    test: false,
  };
}
