/** What can be wrong between the fields of a survey, when each by itself is right. */
import { AppError, type Fault } from "../../domain/errors.ts";
import { checkFollowUps } from "../../domain/follow-up-check.ts";
import { isSame } from "../../domain/key-order.ts";
import { checkReminders } from "../../domain/reminder-check.ts";
import { checkSameScale, checkScale } from "../../domain/scale-check.ts";
import type { Survey, SurveyDefinition } from "../../domain/survey.ts";
import { checkTexts } from "../../domain/text-check.ts";
import type { Workspace } from "../../domain/workspace.ts";

/** DynamoDB keeps 400 KB in one item, and a request holds 256. */
const maxBytes = 250_000;

/** Throws invalid with every fault of a new definition. */
export function checkDefinition(definition: SurveyDefinition, { locale }: Workspace): void {
  refuse([
    ...checkScale(definition, locale),
    ...checkFollowUps(definition.followUps ?? [], definition, locale),
    ...checkTexts(definition, locale),
    ...checkDelay(definition),
    ...checkReminders(definition),
    ...checkSize(definition),
  ]);
}

/** As for a new one, but only what becomes another: a name may be mended whatever locale the workspace has taken since. */
export function checkChange(current: Survey, changed: Survey, { locale }: Workspace): void {
  const isChanged = (part: keyof SurveyDefinition): boolean => !isSame(current[part], changed[part]);
  refuse([
    ...(isChanged("scale") ? [...checkScale(changed, locale), ...checkSameScale(current, changed)] : []),
    ...(isChanged("followUps") ? checkFollowUps(changed.followUps ?? [], changed, locale) : []),
    ...checkTexts(changed, locale, current),
    ...(isChanged("invitation") ? [...checkDelay(changed), ...checkReminders(changed)] : []),
    ...checkSize(changed),
  ]);
}

const secondsOfDay = 86_400;

/** Both count from the interaction. */
function checkDelay({ invitation: { delaySeconds, expireAfterDays } }: SurveyDefinition): Fault[] {
  if (delaySeconds < expireAfterDays * secondsOfDay) return [];
  const message = `is not below expireAfterDays, ${expireAfterDays * secondsOfDay} seconds: the link would be over before the mail leaves`;
  return [{ path: "invitation.delaySeconds", message }];
}

const checkSize = (definition: SurveyDefinition): Fault[] =>
  Buffer.byteLength(JSON.stringify(definition)) > maxBytes
    ? [{ path: "", message: `is larger than ${maxBytes / 1000} KB with all of its texts` }]
    : [];

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new AppError("invalid", "The survey is not valid.", { faults });
}
