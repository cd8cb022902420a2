import { describe, expect, it } from "vitest";
import { addToDay, localDay } from "../../../functions/domain/calendar.ts";
import { sampleOf } from "../../../functions/domain/laws/sample.ts";
import { daysOf } from "../../../functions/domain/laws/scope.ts";
import { addDays } from "../../../functions/domain/time.ts";
import { type Workspace, workspaceDefaults } from "../../../functions/domain/workspace.ts";

const workspace: Workspace = {
  ...workspaceDefaults,
  ...{ id: "ws_1", name: "Juniper Home", salt: "", timeZone: "Asia/Kathmandu", createdAt: "2024-01-01T00:00:00.000Z" },
};

const sampledAt = (now: string, told: Partial<Workspace> = {}) => {
  const today = localDay(now, workspace.timeZone);
  const days = { from: addToDay(today, -1), to: today };
  return sampleOf(daysOf({ ...workspace, ...told }, days, { now, retentionDays: 100 }));
};

describe("the older days that a daily check looks at", () => {
  const begin = "2026-11-22T02:00:00.000Z";

  it("are others every day, until each has come round before its records expire", () => {
    const sampled = new Set(Array.from({ length: 200 }, (_, day) => sampledAt(addDays(begin, day))).flat());
    for (let day = "2026-11-21"; day < "2027-02-25"; day = addToDay(day, 1)) expect(sampled).toContain(day);
  });

  it("are those between what may be expiring and yesterday, one of them since the workspace was made", () => {
    for (let day = 0; day < 100; day++) {
      const now = addDays(begin, day);
      const [young, ...others] = sampledAt(now, { createdAt: addDays(now, -10) });
      expect(young && young >= localDay(addDays(now, -10), workspace.timeZone)).toBe(true);
      for (const one of [young, ...others]) {
        expect(one && one > localDay(addDays(now, -93), workspace.timeZone)).toBe(true);
        expect(one && one < localDay(addDays(now, -1), workspace.timeZone)).toBe(true);
      }
    }
  });

  it("are none of before what a business has brought, on the workspace's first days", () => {
    for (const days of [0, 1]) expect(sampledAt(begin, { createdAt: addDays(begin, -days) })).toHaveLength(1);
  });

  it("are one where the workspace is older than what may still be folded", () => {
    // Of the 91 days from 22 August to 20 November the 6th: 22 November is day 20779, and 20779 × 9972 leaves 5.
    expect(sampledAt(begin)).toEqual(["2026-08-27"]);
  });
});
