/** A survey as the API takes and shows it. */
import * as z from "zod";
import { isFromName } from "../../domain/address.ts";
import {
  type Survey,
  type SurveyDefinition,
  type SurveyKind,
  surveyDefaults,
  surveyKinds,
} from "../../domain/survey.ts";
import { placeholders, unknownPlaceholders } from "../../domain/text.ts";
import { line, locale } from "../fields.ts";

const known = placeholders.map((name) => `{{${name}}}`).join(", ");
const hasKnownPlaceholders = (text: string): boolean => unknownPlaceholders(text).length === 0;
const placeholderFault = `holds a placeholder that is not known; there is ${known}`;

const texts = (text: z.ZodType<string, string>) =>
  z
    .record(locale, text.refine(hasKnownPlaceholders, placeholderFault))
    .refine((byLocale) => Object.keys(byLocale).length > 0, "needs at least one locale")
    .refine((byLocale) => Object.keys(byLocale).length <= 50, "has more than 50 locales");

const subject = line(200);
const prose = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => text.isWellFormed(), "holds half a character");

const invitation = z.strictObject({
  delaySeconds: z.number().int().min(0).max(7_776_000),
  expireAfterDays: z.number().int().min(1).max(365),
});
const policy = z.strictObject({
  throttleDays: z.number().int().min(0).max(365),
  whenThrottled: z.enum(["skip", "defer"]),
});
const mail = z.strictObject({
  subject: texts(subject).exactOptional(),
  intro: texts(prose(1000)).exactOptional(),
  fromName: line(100).refine(isFromName, "holds @ or <, and would pass for an address").exactOptional(),
});

const definition = {
  name: line(100),
  kind: z.enum(Object.keys(surveyKinds) as [SurveyKind, ...SurveyKind[]]),
  listensTo: z
    .array(line(100))
    .max(50)
    .transform((types) => [...new Set(types)]),
  invitation,
  policy,
  question: texts(prose(300)),
  thanks: texts(prose(1000)),
  editWindowHours: z.number().int().min(0).max(8784),
  mail,
};

export const NewSurvey = z.strictObject({
  name: definition.name,
  kind: definition.kind,
  listensTo: definition.listensTo.default([...surveyDefaults.listensTo]),
  invitation: invitation.partial().exactOptional(),
  policy: policy.partial().exactOptional(),
  question: definition.question.exactOptional(),
  thanks: definition.thanks.exactOptional(),
  editWindowHours: definition.editWindowHours.default(surveyDefaults.editWindowHours),
  mail: mail.default({}),
});

/** What is left out stays; null goes back to the built-in text. */
export const SurveyPatch = z.strictObject({
  name: definition.name.exactOptional(),
  listensTo: definition.listensTo.exactOptional(),
  invitation: invitation.partial().exactOptional(),
  policy: policy.partial().exactOptional(),
  question: definition.question.nullable().exactOptional(),
  thanks: definition.thanks.nullable().exactOptional(),
  editWindowHours: definition.editWindowHours.exactOptional(),
  mail: mail.exactOptional(),
});

export const SurveyView = z.object({
  id: z.string(),
  version: z.int(),
  status: z.enum(["active", "paused"]),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  ...definition,
  listensTo: z.array(z.string()),
  question: definition.question.optional(),
  thanks: definition.thanks.optional(),
});

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** `partial()` allows an explicit undefined, which JSON cannot hold. */
const given = <T extends object>(value: T | undefined): Partial<Defined<T>> => (value ?? {}) as Partial<Defined<T>>;

export const toDefinition = (body: z.output<typeof NewSurvey>): SurveyDefinition => ({
  ...body,
  invitation: { ...surveyDefaults.invitation, ...given(body.invitation) },
  policy: { ...surveyDefaults.policy, ...given(body.policy) },
});

export function patchDefinition(survey: Survey, patch: z.output<typeof SurveyPatch>): Survey {
  const { question, thanks, invitation: sending, policy: rules, mail: words, ...rest } = patch;
  const { question: oldQuestion, thanks: oldThanks, ...kept } = survey;
  const newQuestion = question === undefined ? oldQuestion : question;
  const newThanks = thanks === undefined ? oldThanks : thanks;
  return {
    ...kept,
    ...rest,
    invitation: { ...survey.invitation, ...given(sending) },
    policy: { ...survey.policy, ...given(rules) },
    mail: { ...survey.mail, ...given(words) },
    ...(newQuestion && { question: newQuestion }),
    ...(newThanks && { thanks: newThanks }),
  };
}

export const viewSurvey = ({ workspaceId: _, listensTo, ...survey }: Survey): z.input<typeof SurveyView> => ({
  ...survey,
  listensTo: [...listensTo],
});
