import { describe, expect, it } from "vitest";
import {
  dayOfBaseline,
  dayOfJudgement,
  eventOf,
  type GoalTerms,
  judge,
  judgedAnew,
  maxHistory,
} from "../../functions/domain/goal.ts";

const terms = (overrides: Partial<GoalTerms> = {}): GoalTerms => ({
  ...{ metric: "nps", surveyIds: ["srv_1"], window: 30, target: 50, direction: "high_is_good" },
  ...{ from: "2026-01-01", by: "2026-01-11" },
  ...overrides,
});

const reading = (asOf: string, value: number | null, baseline: number | null = 0) => ({ asOf, value, n: 9, baseline });

/** Half way between from and by. */
const half = "2026-01-06";

describe("judging a goal", () => {
  it.each([
    ["beyond the target", half, 50.1, "achieved"],
    ["at the target", half, 50, "achieved"],
    ["at the target on its last day", "2026-01-11", 50, "achieved"],
    ["on the line", half, 25, "on_track"],
    ["below the line", half, 24.9, "at_risk"],
    ["at its baseline as it begins", "2026-01-01", 0, "on_track"],
    ["at its baseline before it begins", "2025-12-01", 0, "on_track"],
    ["below its baseline as it begins", "2026-01-01", -1, "at_risk"],
    ["just below the target on the day before its last", "2026-01-10", 49.9, "on_track"],
    ["below the target on its last day", "2026-01-11", 49.9, "missed"],
    ["without answers", half, null, "no_data"],
    ["without answers on its last day", "2026-01-11", null, "no_data"],
  ])("%s", (_, asOf, value, status) => {
    expect(judge(terms(), reading(asOf, value)).status).toBe(status);
    // The same, turned round.
    const turned = terms({ direction: "low_is_good", target: -50 });
    expect(judge(turned, reading(asOf, value === null ? null : -value)).status).toBe(status);
  });

  it("is at risk below the target where it has no baseline, and of the target alone", () => {
    const { status, line } = judge(terms(), reading(half, 49, null));
    expect([status, line]).toEqual(["at_risk", null]);
    expect(judge(terms(), reading(half, 50, null)).status).toBe("achieved");
  });

  it("tells where the straight line is", () => {
    const lineOn = (asOf: string) => judge(terms({ target: 50 }), reading(asOf, 0, 10)).line;
    expect([lineOn("2026-01-01"), lineOn(half), lineOn("2026-01-11")]).toEqual([10, 30, 50]);
  });

  it("goes by closed days, and for ever by its last one", () => {
    expect(dayOfJudgement(terms(), "2026-01-07")).toBe(half);
    expect(dayOfJudgement(terms(), "2026-03-01")).toBe("2026-01-11");
    expect(dayOfBaseline(terms(), half)).toBe("2025-12-31");
    expect(dayOfBaseline(terms(), "2025-12-01")).toBe("2025-12-01");
  });
});

describe("what a goal remembers", () => {
  const at = "2026-01-07T00:05:00.000Z";
  const first = judge(terms(), reading(half, 25));
  const goal = {
    ...{ ...terms(), id: "goal_1", workspaceId: "ws_1", judgement: first, history: [], createdAt: at, revision: 1 },
  };

  it("is nothing where nothing is new, and no change of status where only figures are", () => {
    expect(judgedAnew(goal, { ...first }, at)).toBe(goal);
    const moved = judgedAnew(goal, judge(terms(), reading(half, 26)), at);
    expect(moved).toMatchObject({ revision: 2, history: [], judgement: { value: 26 } });
  });

  it("is the latest changes of its status", () => {
    let last: Parameters<typeof judgedAnew>[0] = goal;
    for (let n = 0; n < maxHistory + 5; n++)
      last = judgedAnew(last, judge(terms(), reading(half, n % 2 ? 25 : n / 10)), at);
    expect(last.history).toHaveLength(maxHistory);
    expect(last.history.at(-1)).toMatchObject({ status: "at_risk", value: 5.4 });
  });

  it("is told of what somebody should know", () => {
    const told = (["no_data", "on_track", "at_risk", "achieved", "missed"] as const).map((status) =>
      eventOf({ status }),
    );
    expect(told).toEqual([undefined, undefined, "goal.at_risk", "goal.achieved", "goal.missed"]);
  });
});
