/** What can be wrong with the reminders of a survey: one that nobody could answer any more, or that comes before another. */
import type { Fault } from "./errors.ts";
import type { SurveyDefinition } from "./survey.ts";

const daySeconds = 86_400;

export function checkReminders({ invitation }: Pick<SurveyDefinition, "invitation">): Fault[] {
  const { reminders = [], delaySeconds, expireAfterDays } = invitation;
  return reminders.flatMap(({ afterDays }, index) => {
    const path = `invitation.reminders.${index}.afterDays`;
    const before = reminders[index - 1]?.afterDays ?? 0;
    if (afterDays <= before)
      return [{ path, message: `is not later than the reminder before it, afterDays ${before}` }];
    const days = delaySeconds / daySeconds + afterDays;
    if (days < expireAfterDays) return [];
    return [
      { path, message: `is when the survey has expired: its link is over when expireAfterDays is, ${expireAfterDays}` },
    ];
  });
}
