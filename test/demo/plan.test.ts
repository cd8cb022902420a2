import { describe, expect, it } from "vitest";
import { agents, hoursOfDay, surveyRules } from "../../demo/behaviour.ts";
import { type Plan, planOf } from "../../demo/plan.ts";
import { momentOf } from "../../demo/play.ts";

const options = { seed: 1, interactions: 400, customers: 200, weeks: 6 };

describe("what will be played", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(planOf(options)).toEqual(planOf(options));
    expect(planOf({ ...options, seed: 2 })).not.toEqual(planOf(options));
  });

  it("holds as many interactions as asked for, in order of time and within the weeks", () => {
    const { visits, steps, people } = planOf(options);
    expect(visits).toHaveLength(400);
    expect(people).toHaveLength(200);
    expect(steps).toBe(6 * 7 * hoursOfDay.length);
    const times = visits.map(({ step }) => step);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((step) => step >= 0 && step < steps)).toBe(true);
  });

  it("lets nobody act before their mail can have come", () => {
    const { acts } = planOf(options);
    expect(acts.every(({ step, visit }) => step > visit.step)).toBe(true);
  });

  it("lets an edit follow its answer, within the edit window", () => {
    const { acts } = planOf(options);
    const edits = acts.filter(({ does }) => does === "edit");
    expect(edits.length).toBeGreaterThan(0);
    for (const edit of edits) {
      const answer = acts.find(({ visit, does }) => visit === edit.visit && does === "answer");
      const steps = edit.step - (answer?.step ?? Number.NaN);
      expect(steps).toBeGreaterThan(0);
      expect((steps / hoursOfDay.length) * 24).toBeLessThan(surveyRules.editWindowHours);
    }
  });

  it("lets no answer fall on the day on which its survey expires", () => {
    const days = planOf(options)
      .acts.filter(({ does }) => does === "answer")
      .map(({ step, visit }) => (step - visit.step) / hoursOfDay.length);
    expect(days.filter((day) => Math.abs(day - surveyRules.invitation.expireAfterDays) < 1)).toEqual([]);
    expect(days.some((day) => day > surveyRules.invitation.expireAfterDays)).toBe(true);
  });

  it("makes agents differ, and some of them get better", () => {
    const plan = planOf({ ...options, interactions: 3000 });
    const [early, late] = [meanMoods(plan, true), meanMoods(plan, false)];
    expect(early.get("Sam")).toBeGreaterThan((early.get("Jonas") ?? 1) + 0.2);
    expect(late.get("Jonas")).toBeGreaterThan((early.get("Jonas") ?? 1) + 0.2);
  });
});

describe("a step", () => {
  it("is a moment of a day, whatever the time at which the demo was started", () => {
    expect([0, 1, 2, 3].map((step) => momentOf("2026-12-30T06:00:00.000Z", step))).toEqual([
      "2026-12-30T09:00:00.000Z",
      "2026-12-30T13:00:00.000Z",
      "2026-12-30T18:00:00.000Z",
      "2026-12-31T09:00:00.000Z",
    ]);
  });
});

function meanMoods({ visits, steps }: Plan, isEarly: boolean): Map<string, number> {
  const mean = (name: string): number => {
    const moods = visits
      .filter(({ agent, step }) => agent.name === name && step < steps / 2 === isEarly)
      .map(({ mood }) => mood);
    return moods.reduce((sum, mood) => sum + mood, 0) / moods.length;
  };
  return new Map(agents.map(({ name }) => [name, mean(name)]));
}
