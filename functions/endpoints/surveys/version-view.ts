/** One version of a survey as the API shows it. */
import * as z from "zod/mini";
import type { SurveyVersion } from "../../domain/survey.ts";
import { inOrder, type Shown } from "./in-order.ts";
import { shownDefinition } from "./survey-view.ts";

export const VersionView = z.object({
  id: z.string().check(z.describe("The survey's")),
  version: z.int(),
  madeAt: z.exactOptional(z.iso.datetime()),
  ...shownDefinition,
});

export const viewVersion = ({ workspaceId: _, ...version }: SurveyVersion): Shown<z.input<typeof VersionView>> =>
  inOrder(VersionView, version);
