/** What letting an answer out of quarantine makes of the record of its invitation. */
import type { QuarantinedAnswer } from "./quarantine.ts";
import { answerOf, type Decision, isCounted, type ResponseRecord } from "./response.ts";
import { answersIn, nextRecord } from "./response-record.ts";
import type { SurveyVersion } from "./survey.ts";

/** Whether what counts came after a quarantined answer, and would give way to it. */
export const hasLaterAnswer = (
  standing: ResponseRecord | undefined,
  { givenAt }: Pick<QuarantinedAnswer, "givenAt">,
): boolean => isCounted(standing) && standing.changedAt > givenAt;

/** The record after an answer was let out of quarantine; undefined when it has been before. Whatever counted is an edit now. */
export function releaseAnswer(
  standing: ResponseRecord,
  { number, givenAt, ...answer }: QuarantinedAnswer,
  { decidedAt, decidedBy }: Decision,
  { editWindowHours, followUps: questions }: Pick<SurveyVersion, "editWindowHours" | "followUps">,
): ResponseRecord | undefined {
  if (standing.released?.includes(number)) return undefined;
  const at = decidedAt;
  const decision = { decidedAt, decidedBy };
  const entries = [...answersIn(standing), { ...answerOf(answer), at }];
  const record = { ...standing, released: [...(standing.released ?? []), number] };
  return nextRecord(record, entries, {
    at,
    answer: answerOf(answer),
    editWindowHours,
    questions,
    countedAt: givenAt,
    decision,
  });
}
