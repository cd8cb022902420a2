/** What can be wrong between the fields of a survey, when each by itself is right. */
import { AppError, type Fault } from "../../domain/errors.ts";
import { checkFollowUps } from "../../domain/follow-up-check.ts";
import { checkReminders } from "../../domain/reminder-check.ts";
import { checkSameScale, checkScale } from "../../domain/scale-check.ts";
import type { Survey, SurveyDefinition } from "../../domain/survey.ts";
import type { Workspace } from "../../domain/workspace.ts";

/** DynamoDB keeps 400 KB in one item, and a request holds 256. */
const maxBytes = 250_000;

/** Throws invalid with every fault of a new definition. */
export function checkDefinition(definition: SurveyDefinition, { locale }: Workspace): void {
  refuse([
    ...checkScale(definition, locale),
    ...checkFollowUps(definition.followUps ?? [], definition, locale),
    ...checkReminders(definition),
    ...checkSize(definition),
  ]);
}

/** As for a new one, but only where something is to be changed: a name may be mended whatever locale the workspace has taken since. */
export function checkChange(
  current: Survey,
  changed: Survey,
  patch: { readonly scale?: unknown; readonly followUps?: unknown; readonly invitation?: unknown },
  { locale }: Workspace,
): void {
  refuse([
    ...(patch.scale === undefined ? [] : [...checkScale(changed, locale), ...checkSameScale(current, changed)]),
    ...(patch.followUps === undefined ? [] : checkFollowUps(changed.followUps ?? [], changed, locale)),
    ...(patch.invitation === undefined ? [] : checkReminders(changed)),
    ...checkSize(changed),
  ]);
}

const checkSize = (definition: SurveyDefinition): Fault[] =>
  Buffer.byteLength(JSON.stringify(definition)) > maxBytes
    ? [{ path: "", message: `is larger than ${maxBytes / 1000} KB with all of its texts` }]
    : [];

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new AppError("invalid", "The survey is not valid.", { faults });
}
