import { describe, expect, it } from "vitest";
import { isKpi } from "../../functions/domain/kpi/kpi.ts";
import { surveyDefaults, surveyListeningTo } from "../../functions/domain/survey.ts";
import { aSurvey } from "./builders.ts";

describe("a survey of which nothing is told", () => {
  it("asks everybody once, an hour later on any day, for 30 days, skips who was asked within 30 days, and takes changes for a week", () => {
    expect(surveyDefaults).toEqual({
      listensTo: [],
      invitation: { delaySeconds: 3600, expireAfterDays: 30, reminders: [], samplePercent: 100 },
      policy: { throttleDays: 30, whenThrottled: "skip", weekdaysOnly: false },
      editWindowHours: 168,
      mail: {},
    });
  });
});

describe("a KPI", () => {
  it("is one that is computed, not any name that an object has", () => {
    expect(["nps", "csat", "constructor", "__proto__", "toString", ""].filter(isKpi)).toEqual(["nps", "csat"]);
  });
});

describe("the survey that an interaction gets", () => {
  const solved = (told: Parameters<typeof aSurvey>[0]) => aSurvey({ listensTo: ["ticket.solved"], ...told });
  const older = solved({ id: "srv_2", createdAt: "2026-11-01T00:00:00.000Z" });
  const newer = solved({ id: "srv_1", createdAt: "2026-11-02T00:00:00.000Z" });

  it("is the oldest of those that listen to its type", () => {
    expect(surveyListeningTo([newer, older], "ticket.solved")?.id).toBe("srv_2");
    expect(surveyListeningTo([older, newer], "ticket.solved")?.id).toBe("srv_2");
  });

  it("is an active one", () => {
    expect(surveyListeningTo([{ ...older, status: "paused" }, newer], "ticket.solved")?.id).toBe("srv_1");
  });

  it("is none where none listens", () => {
    expect(surveyListeningTo([older, solved({ listensTo: [] })], "ticket.opened")).toBeUndefined();
    expect(surveyListeningTo([older], "ticket")).toBeUndefined();
  });

  it("is the same whichever of two made at once is listed first", () => {
    const twin = { ...older, id: "srv_3" };
    expect(surveyListeningTo([twin, older], "ticket.solved")?.id).toBe("srv_2");
    expect(surveyListeningTo([older, twin], "ticket.solved")?.id).toBe("srv_2");
  });

  it("leaves the list in its order", () => {
    const listed = [newer, older];
    surveyListeningTo(listed, "ticket.solved");
    expect(listed).toEqual([newer, older]);
  });
});
