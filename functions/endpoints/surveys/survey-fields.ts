/** Each field of a survey's definition with its limits. How they go together is check-definition.ts. */
import * as z from "zod/mini";
import { isFromName } from "../../domain/address.ts";
import { effortScales, type SurveyKind, surveyKinds } from "../../domain/scale.ts";
import { surveyBrand } from "../brand-fields.ts";
import { address, line, wholeNumber } from "../fields.ts";
import { httpsUrl } from "../https-url.ts";
import { followUps } from "./follow-up-fields.ts";
import { scale } from "./scale-fields.ts";
import { label, prose, texts } from "./written-texts.ts";

export const definition = {
  name: line(100),
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
    delaySeconds: wholeNumber(0, 7_776_000),
    expireAfterDays: wholeNumber(1, 365),
  }),
  policy: z.strictObject({
    throttleDays: wholeNumber(0, 365),
    whenThrottled: z.enum(["skip", "defer"]),
  }),
  question: texts(prose(300)),
  followUps,
  thanks: texts(prose(1000)),
  thanksLink: z.strictObject({ url: httpsUrl, label: z.exactOptional(texts(label(100))) }),
  editWindowHours: wholeNumber(0, 8784),
  brand: surveyBrand,
  replyTo: address,
};

/** Each text of the mail by itself. */
export const mail = {
  subject: texts(line(200)),
  intro: texts(prose(1000)),
  fromName: line(100).check(z.refine(isFromName, "holds @ or <, and would pass for an address")),
};
