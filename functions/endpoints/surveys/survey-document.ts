/** A survey as a document of its own: what is exported, what is imported, and what the gallery holds. */
import * as z from "zod/mini";
import type { SurveyDefinition } from "../../domain/survey.ts";
import { inOrder, type Shown } from "./in-order.ts";
import { NewSurvey, shownDefinition } from "./survey-view.ts";

/** The number grows when documents of before could no longer be read as they were meant. */
const format = "survey/1";

const hearback = z.literal(format, `is not a format that can be read here, which is "${format}"`);

export const ImportedSurvey = z.strictObject({ hearback, ...NewSurvey.shape });

export const SurveyDocument = z.object({ hearback, ...shownDefinition });

export const toDocument = (definition: SurveyDefinition): Shown<z.input<typeof SurveyDocument>> =>
  inOrder(SurveyDocument, { hearback: format, ...definition });
