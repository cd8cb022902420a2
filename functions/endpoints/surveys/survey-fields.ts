/** Each field of a survey's definition with its limits. How they go together is check-definition.ts. */
import * as z from "zod/mini";
import { isFromName } from "../../domain/address.ts";
import { effortScales, type SurveyKind, surveyKinds } from "../../domain/scale.ts";
import { surveyBrand } from "../brand-fields.ts";
import { address, delaySeconds, line, quietHours, storable, visibleLine, wholeNumber } from "../fields.ts";
import { httpsUrl } from "../https-url.ts";
import { followUps } from "./follow-up-fields.ts";
import { scale } from "./scale-fields.ts";
import { prose, texts } from "./written-texts.ts";

/** Each text of the mail by itself. */
export const mail = {
  subject: texts(visibleLine(200)),
  intro: texts(prose(1000)),
  fromName: visibleLine(100).check(z.refine(isFromName, "holds @ or <, and would pass for an address")),
};

const reminder = z.strictObject({
  afterDays: wholeNumber(1, 365).check(z.describe("Days after the first mail left")),
  subject: z.exactOptional(mail.subject),
  intro: z.exactOptional(mail.intro),
});

export const definition = {
  name: visibleLine(100),
  kind: z.enum(Object.keys(surveyKinds) as [SurveyKind, ...SurveyKind[]]),
  effortScale: z
    .enum(effortScales)
    .check(
      z.describe("Of a ces survey: ease, 1 to 7, as unless told, or the older effort, 1 to 5, on which low is good"),
    ),
  scale,
  listensTo: z.pipe(
    z.array(line(100)).check(z.maxLength(50)),
    z.transform((types) => [...new Set(types)]),
  ),
  invitation: z.strictObject({
    delaySeconds,
    expireAfterDays: wholeNumber(1, 365),
    reminders: z
      .array(reminder)
      .check(z.maxLength(3), z.describe("Go to whoever has not answered, with the same link; at most three")),
    samplePercent: z
      .number()
      .check(
        z.minimum(0),
        z.maximum(100),
        storable,
        z.describe("How many of a hundred customers are asked; always the same ones"),
      ),
  }),
  policy: z.strictObject({
    throttleDays: wholeNumber(0, 365),
    whenThrottled: z.enum(["skip", "defer"]),
    quietHours,
    weekdaysOnly: z.boolean().check(z.describe("Monday to Friday by the customer's clock, else the workspace's")),
  }),
  question: texts(prose(300)),
  followUps,
  thanks: texts(prose(1000)),
  thanksLink: z.strictObject({ url: httpsUrl, label: z.exactOptional(texts(visibleLine(100))) }),
  editWindowHours: wholeNumber(0, 8784),
  brand: surveyBrand,
  replyTo: address,
};
