/** Follow-up questions as the API takes them. How their parts go together is domain/follow-up-check.ts. */
import * as z from "zod/mini";
import { followUpTypes, maxFollowUps } from "../../domain/follow-up.ts";
import { visibleLine, wholeNumber } from "../fields.ts";
import { score } from "./scale-fields.ts";
import { prose, texts } from "./written-texts.ts";

/** The SDK refuses to store an object that has a field of this name. */
const unstorable = "constructor";
const slug = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, "is not an id such as too_slow"))
  .check(z.refine((id) => id !== unstorable, `is "${unstorable}", which cannot be stored`));

const option = z.strictObject({ id: slug, label: texts(visibleLine(100)) });

const condition = z.strictObject({
  score: z.exactOptional(z.tuple([score, score])).check(z.describe("From and to, both inclusive")),
  answer: z.exactOptional(
    z.strictObject({
      question: slug,
      in: z
        .array(z.union([slug, wholeNumber(0, 10), z.boolean()], "is not an option's id, a rating, true or false"))
        .check(z.minLength(1), z.maxLength(30)),
    }),
  ),
});

const followUp = z.strictObject({
  id: slug,
  type: z.enum(followUpTypes),
  ask: z.exactOptional(texts(prose(300))),
  when: z.exactOptional(condition),
  options: z.exactOptional(z.array(option).check(z.maxLength(20))),
  other: z.exactOptional(z.boolean()),
  scale: z.exactOptional(z.strictObject({ min: wholeNumber(0, 10), max: wholeNumber(0, 10) })),
  required: z._default(z.boolean(), false),
});

export const followUps = z.array(followUp).check(z.maxLength(maxFollowUps));
