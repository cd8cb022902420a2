/** The scale of a custom survey, as the API takes it. How its parts go together is domain/scale-check.ts. */
import * as z from "zod/mini";
import { maxScores } from "../../domain/scale.ts";
import { givenWhole } from "../../domain/scale-check.ts";
import { visibleLine, wholeNumber } from "../fields.ts";
import { texts } from "./written-texts.ts";

/** Further from nought no customer counts. */
export const score = wholeNumber(-10, 10);

const writtenScore = z.string().check(z.regex(/^(?:0|-?[1-9]\d?)$/, "is not a score"));

export const scale = z.strictObject({
  min: score,
  max: score,
  direction: z.exactOptional(z.enum(["high_is_good", "low_is_good"])),
  topBox: z.exactOptional(score).check(z.describe("The worst score that still counts as good")),
  labels: z
    .exactOptional(z.record(writtenScore, texts(visibleLine(60))))
    .check(z.describe("What scores mean, by score")),
  emoji: z
    .exactOptional(z.array(z.string()).check(z.maxLength(maxScores)))
    .check(z.describe("Shown instead of the numbers, lowest first, one a score")),
});

const keptScore = z
  .number({ error: ({ input }) => (input === undefined ? givenWhole : undefined) })
  .check(z.int(), z.minimum(-10), z.maximum(10));

export const changedScale = z.extend(scale, { min: keptScore, max: keptScore });
