/** A person, by the virtual clock: it takes a while until they open the mail, and they look at the page before they send it. */
import { expect } from "vitest";
import { firstForm, linkFor, type MailedSurvey, submit, type Visitor } from "./mailed-survey.ts";

export const phone: Visitor = {
  userAgent:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
};

export interface PersonsAnswer {
  readonly score: number;
  readonly comment?: string;
}

export async function answerAsPerson(survey: MailedSurvey, answer: PersonsAnswer, url = linkFor(survey, answer.score)) {
  const { clock } = survey.hearback;
  await clock.advance(300);
  const form = await firstForm(url, phone);
  expect(form.fields["score"]).toBe(String(answer.score));
  await clock.advance(15);
  const sent = await submit(form, phone, { ...(answer.comment !== undefined && { comment: answer.comment }) });
  expect(sent.status).toBe(303);
}
