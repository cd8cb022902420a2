/** A survey as the API takes and shows it. */
import * as z from "zod/mini";
import { isFromName } from "../../domain/address.ts";
import {
  type Survey,
  type SurveyDefinition,
  type SurveyKind,
  surveyDefaults,
  surveyKinds,
} from "../../domain/survey.ts";
import { placeholders, unknownPlaceholders } from "../../domain/text.ts";
import { line, locale, wholeNumber } from "../fields.ts";

const known = placeholders.map((name) => `{{${name}}}`).join(", ");
const hasKnownPlaceholders = (text: string): boolean => unknownPlaceholders(text).length === 0;
const placeholderFault = `holds a placeholder that is not known; there is ${known}`;

const texts = (text: z.ZodMiniType<string, string>) =>
  z.record(locale, text.check(z.refine(hasKnownPlaceholders, placeholderFault))).check(
    z.refine((byLocale) => Object.keys(byLocale).length > 0, "needs at least one locale"),
    z.refine((byLocale) => Object.keys(byLocale).length <= 50, "has more than 50 locales"),
  );

const subject = line(200);
const prose = (maxLength: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(maxLength),
    z.refine((text) => text.isWellFormed(), "holds half a character"),
  );

const invitation = z.strictObject({
  delaySeconds: wholeNumber(0, 7_776_000),
  expireAfterDays: wholeNumber(1, 365),
});
const policy = z.strictObject({
  throttleDays: wholeNumber(0, 365),
  whenThrottled: z.enum(["skip", "defer"]),
});
const mail = z.strictObject({
  subject: z.exactOptional(texts(subject)),
  intro: z.exactOptional(texts(prose(1000))),
  fromName: z.exactOptional(line(100).check(z.refine(isFromName, "holds @ or <, and would pass for an address"))),
});

const definition = {
  name: line(100),
  kind: z.enum(Object.keys(surveyKinds) as [SurveyKind, ...SurveyKind[]]),
  listensTo: z.pipe(
    z.array(line(100)).check(z.maxLength(50)),
    z.transform((types) => [...new Set(types)]),
  ),
  invitation,
  policy,
  question: texts(prose(300)),
  thanks: texts(prose(1000)),
  editWindowHours: wholeNumber(0, 8784),
  mail,
};

export const NewSurvey = z.strictObject({
  name: definition.name,
  kind: definition.kind,
  listensTo: z._default(definition.listensTo, [...surveyDefaults.listensTo]),
  invitation: z.exactOptional(z.partial(invitation)),
  policy: z.exactOptional(z.partial(policy)),
  question: z.exactOptional(definition.question),
  thanks: z.exactOptional(definition.thanks),
  editWindowHours: z._default(definition.editWindowHours, surveyDefaults.editWindowHours),
  mail: z._default(mail, {}),
});

/** What is left out stays; null goes back to the built-in text. */
export const SurveyPatch = z.strictObject({
  name: z.exactOptional(definition.name),
  listensTo: z.exactOptional(definition.listensTo),
  invitation: z.exactOptional(z.partial(invitation)),
  policy: z.exactOptional(z.partial(policy)),
  question: z.exactOptional(z.nullable(definition.question)),
  thanks: z.exactOptional(z.nullable(definition.thanks)),
  editWindowHours: z.exactOptional(definition.editWindowHours),
  mail: z.exactOptional(mail),
});

export const SurveyView = z.object({
  id: z.string(),
  version: z.int(),
  status: z.enum(["active", "paused"]),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  ...definition,
  listensTo: z.array(z.string()),
  question: z.optional(definition.question),
  thanks: z.optional(definition.thanks),
});

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** `z.partial` allows an explicit undefined, which JSON cannot hold. */
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
