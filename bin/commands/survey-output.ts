/** A survey for people at a terminal, and for programs. */
import type * as z from "zod/mini";
import { scaleOf } from "../../functions/domain/scale.ts";
import type { Shown } from "../../functions/endpoints/surveys/in-order.ts";
import type { SurveyView as Schema } from "../../functions/endpoints/surveys/survey-view.ts";
import type { Output } from "./command.ts";
import { duration, fields, plural } from "./print.ts";

export type SurveyView = Shown<z.input<typeof Schema>>;

export function surveyOutput(survey: SurveyView): Output {
  const { invitation, policy, mail, brand, notes = [] } = survey;
  const text = fields({
    id: survey.id,
    name: survey.name,
    kind: survey.kind,
    scale: scaleText(survey),
    status: survey.status,
    version: String(survey.version),
    "listens to": survey.listensTo.join(", ") || "nothing",
    "asks after": duration(invitation.delaySeconds),
    "expires after": plural(invitation.expireAfterDays, "day"),
    throttle: `${plural(policy.throttleDays, "day")}, then ${policy.whenThrottled}`,
    "edit window": duration(survey.editWindowHours * 3600),
    question: localesOf(survey.question),
    "follow-ups": survey.followUps?.map(({ id, type }) => `${id} (${type})`).join(", "),
    thanks: localesOf(survey.thanks),
    "thanks link": survey.thanksLink?.url,
    "mail subject": localesOf(mail.subject),
    "mail intro": localesOf(mail.intro),
    "mail from": mail.fromName,
    "reply to": survey.replyTo,
    brand: brand && Object.values(brand).join(", "),
    created: survey.createdAt,
    changed: survey.changedAt,
  });
  return { json: survey, text: text + notes.map(({ path, message }) => `\n${path}: ${message}.\n`).join("") };
}

function scaleText(survey: Parameters<typeof scaleOf>[0]): string {
  const { min, max, direction } = scaleOf(survey);
  return `${min} to ${max}, ${direction.startsWith("high") ? "high" : "low"} is good`;
}

const localesOf = (texts: Readonly<Record<string, string>> | undefined): string =>
  texts === undefined ? "built in" : `own, in ${Object.keys(texts).sort().join(", ")}`;
