/** From what the API takes to what the domain keeps. */
import type * as z from "zod/mini";
import { type Survey, type SurveyDefinition, surveyDefaults } from "../../domain/survey.ts";
import type { NewSurvey, SurveyPatch } from "./survey-view.ts";

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** `z.partial` allows an explicit undefined, which JSON cannot hold. */
const given = <T extends object>(value: T | undefined): Partial<Defined<T>> => (value ?? {}) as Partial<Defined<T>>;

const withoutNulls = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null)) as {
    [K in keyof T]: Exclude<T[K], null>;
  };

export const toDefinition = (body: z.output<typeof NewSurvey>): SurveyDefinition => ({
  ...body,
  invitation: { ...surveyDefaults.invitation, ...given(body.invitation) },
  policy: { ...surveyDefaults.policy, ...given(body.policy) },
});

export function patchDefinition(survey: Survey, patch: z.output<typeof SurveyPatch>): Survey {
  const { invitation, policy, mail, kind: _, effortScale: __, ...whole } = patch;
  const rules = { ...survey.policy, ...given(policy) };
  return {
    ...withoutNulls({ ...survey, ...whole }),
    invitation: { ...survey.invitation, ...given(invitation) },
    policy: withoutNulls(rules),
    mail: mail === null ? {} : withoutNulls({ ...survey.mail, ...mail }),
  };
}
