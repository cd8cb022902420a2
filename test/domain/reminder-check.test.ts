import { expect, it } from "vitest";
import { checkReminders } from "../../functions/domain/reminder-check.ts";

const check = (afterDays: readonly number[], { delaySeconds = 0, expireAfterDays = 10 } = {}) =>
  checkReminders({
    invitation: { delaySeconds, expireAfterDays, reminders: afterDays.map((days) => ({ afterDays: days })) },
  });

it("reminders come one after the other, while the link is open", () => {
  expect(check([])).toEqual([]);
  expect(check([1, 3, 9])).toEqual([]);
  expect(checkReminders({ invitation: { delaySeconds: 0, expireAfterDays: 10 } as never })).toEqual([]);
});

it("a reminder that is not later than the one before it is told with its place", () => {
  expect(check([3, 3, 2])).toEqual([
    { path: "invitation.reminders.1.afterDays", message: "is not later than the reminder before it, afterDays 3" },
    { path: "invitation.reminders.2.afterDays", message: "is not later than the reminder before it, afterDays 3" },
  ]);
  expect(check([0])).toMatchObject([{ message: "is not later than the reminder before it, afterDays 0" }]);
});

it("a reminder of what has expired by then is told, counted from when the mail is due", () => {
  const message = "is when the survey has expired: its link is over when expireAfterDays is, 10";
  expect(check([1, 10])).toEqual([{ path: "invitation.reminders.1.afterDays", message }]);
  expect(check([8], { delaySeconds: 86_400 })).toEqual([]);
  expect(check([9], { delaySeconds: 86_400 })).toMatchObject([{ message }]);
  expect(check([9], { delaySeconds: 43_200 })).toEqual([]);
});
