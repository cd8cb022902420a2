/** A survey as a document of its own: what is exported, what is imported, and what the gallery holds. */
import * as z from "zod/mini";
import type { SurveyDefinition } from "../../domain/survey.ts";
import { NewSurvey, type Shown, shownDefinition } from "./survey-view.ts";

/** The number grows when documents of before could no longer be read as they were meant. */
const format = "survey/1";

const hearback = z.literal(format, `is not a format that can be read here, which is "${format}"`);

export const ImportedSurvey = z.strictObject({ hearback, ...NewSurvey.shape });

export const SurveyDocument = z.object({ hearback, ...shownDefinition });

/** In the order of the fields above: the table gives them in any, and documents that are kept are compared line by line. */
export function toDocument(definition: SurveyDefinition): Shown<z.input<typeof SurveyDocument>> {
  const document = { hearback: format, ...definition } as const;
  const inOrder = z.safeParse(SurveyDocument, document);
  // What was saved under looser rules is given out all the same.
  return inOrder.success ? inOrder.data : document;
}
