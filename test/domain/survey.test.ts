import { describe, expect, it } from "vitest";
import { isKpi } from "../../functions/domain/kpi/kpi.ts";
import { isScore, kpisOf, scoresOf, surveyDefaults, surveyListeningTo } from "../../functions/domain/survey.ts";
import { aSurvey } from "./builders.ts";

describe("the scores of an NPS survey", () => {
  it("are the whole numbers from 0 to 10", () => {
    expect(scoresOf({ kind: "nps" })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("are all that may be answered", () => {
    const nps = { kind: "nps" } as const;
    expect([0, 5, 10].every((score) => isScore(nps, score))).toBe(true);
    const others = [-1, 11, 0.5, 9.9, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e21];
    expect(others.some((score) => isScore(nps, score))).toBe(false);
  });

  it("make the NPS and nothing else", () => {
    expect(kpisOf({ kind: "nps" })).toEqual(["nps"]);
  });
});

describe("a survey of which nothing is told", () => {
  it("asks an hour later, for 30 days, skips who was asked within 30 days, and takes changes for a week", () => {
    expect(surveyDefaults).toEqual({
      listensTo: [],
      invitation: { delaySeconds: 3600, expireAfterDays: 30 },
      policy: { throttleDays: 30, whenThrottled: "skip" },
      editWindowHours: 168,
      mail: {},
    });
  });
});

describe("a KPI", () => {
  it("is one that is computed, not any name that an object has", () => {
    expect(["nps", "csat", "constructor", "__proto__", "toString", ""].filter(isKpi)).toEqual(["nps"]);
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
