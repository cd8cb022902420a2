/** A survey as the API takes and shows it. */
import * as z from "zod/mini";
import { fixedForever } from "../../domain/scale-check.ts";
import { type Survey, surveyDefaults, surveyStatuses } from "../../domain/survey.ts";
import { Notes, SurveyBrandView, withNotes } from "../brand-fields.ts";
import { quietHours } from "../fields.ts";
import { inOrder, type Shown } from "./in-order.ts";
import { changedScale } from "./scale-fields.ts";
import { definition, mail } from "./survey-fields.ts";

const { name, kind, effortScale, scale, listensTo, invitation, policy, editWindowHours } = definition;
const { question, followUps, thanks, thanksLink, brand, replyTo } = definition;

export const NewSurvey = z.strictObject({
  name,
  kind,
  effortScale: z.exactOptional(effortScale),
  scale: z.exactOptional(scale),
  listensTo: z._default(listensTo, [...surveyDefaults.listensTo]),
  invitation: z.exactOptional(z.partial(invitation)),
  policy: z.exactOptional(z.partial(policy)),
  question: z.exactOptional(question),
  followUps: z.exactOptional(followUps),
  thanks: z.exactOptional(thanks),
  thanksLink: z.exactOptional(thanksLink),
  editWindowHours: z._default(editWindowHours, surveyDefaults.editWindowHours),
  brand: z.exactOptional(brand),
  replyTo: z.exactOptional(replyTo),
  mail: z._default(
    z.strictObject({
      subject: z.exactOptional(mail.subject),
      intro: z.exactOptional(mail.intro),
      fromName: z.exactOptional(mail.fromName),
    }),
    {},
  ),
});

const fixed = z.exactOptional(z.never(fixedForever));

/**
 * What is left out stays; null goes back to the built-in text, or to none. `invitation`, `policy` and `mail` change part by
 * part, everything else as a whole.
 */
export const SurveyPatch = z.strictObject({
  name: z.exactOptional(name),
  kind: fixed,
  effortScale: fixed,
  scale: z
    .exactOptional(z.nullable(changedScale))
    .check(
      z.describe(
        "Given whole: min, max, direction and topBox as they were, since they never change, with other labels or emoji",
      ),
    ),
  listensTo: z.exactOptional(listensTo),
  invitation: z.exactOptional(z.partial(invitation)),
  policy: z.exactOptional(z.partial(z.extend(policy, { quietHours: z.nullable(quietHours) }))),
  question: z.exactOptional(z.nullable(question)),
  followUps: z.exactOptional(z.nullable(followUps)),
  thanks: z.exactOptional(z.nullable(thanks)),
  thanksLink: z.exactOptional(z.nullable(thanksLink)),
  editWindowHours: z.exactOptional(editWindowHours),
  brand: z.exactOptional(z.nullable(brand)),
  replyTo: z.exactOptional(z.nullable(replyTo)),
  mail: z.exactOptional(
    z.nullable(
      z.strictObject({
        subject: z.exactOptional(z.nullable(mail.subject)),
        intro: z.exactOptional(z.nullable(mail.intro)),
        fromName: z.exactOptional(z.nullable(mail.fromName)),
      }),
    ),
  ),
});

/** What every version shows of its definition. */
export const shownDefinition = {
  name: z.string(),
  kind,
  effortScale: z.exactOptional(effortScale),
  scale: z.exactOptional(scale),
  listensTo: z.array(z.string()),
  // Surveys of before know neither reminders nor a sample, which is as the defaults say.
  invitation: z.partial(invitation, { reminders: true, samplePercent: true }),
  policy: z.partial(policy, { quietHours: true, weekdaysOnly: true }),
  question: z.exactOptional(question),
  followUps: z.exactOptional(followUps),
  thanks: z.exactOptional(thanks),
  thanksLink: z.exactOptional(thanksLink),
  editWindowHours,
  brand: z.exactOptional(SurveyBrandView),
  replyTo: z.exactOptional(z.string()),
  mail: z.object({
    subject: z.exactOptional(mail.subject),
    intro: z.exactOptional(mail.intro),
    fromName: z.exactOptional(z.string()),
  }),
};

export const SurveyView = z.object({
  id: z.string(),
  version: z.int(),
  status: z.enum(surveyStatuses),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  ...shownDefinition,
  notes: z.optional(Notes),
});

export const viewSurvey = ({ workspaceId: _, ...survey }: Survey): Shown<z.input<typeof SurveyView>> =>
  inOrder(SurveyView, { ...survey, ...withNotes(survey.brand) });
