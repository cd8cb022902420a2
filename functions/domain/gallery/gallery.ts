/** All surveys that are ready, in the order in which they are shown. A new one is a row in one of these files. */
import type { ReadySurvey } from "./ready-survey.ts";
import { relationshipSurveys } from "./relationship.ts";
import { shopSurveys } from "./shop.ts";
import { supportSurveys } from "./support.ts";

export const gallery: readonly ReadySurvey[] = [...supportSurveys, ...shopSurveys, ...relationshipSurveys];
