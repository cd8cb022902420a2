import { describe, expect, it } from "vitest";
import { overallTally } from "../../../functions/domain/kpi/fold.ts";
import { foldBySurvey, foldRecords, foldRows, sizeOfKind } from "../../../functions/domain/kpi/fold-kinds.ts";
import { binOf } from "../../../functions/domain/kpi/log-histogram.ts";
import { addSeconds } from "../../../functions/domain/time.ts";
import { anInteraction, anInvitation, aResponse, madeAt, surveyId } from "../builders.ts";

describe("the fold of responses", () => {
  const tally = (told: Parameters<typeof aResponse>[0]) => overallTally(foldRecords("response", [aResponse(told)]));

  it("counts by score, and how far further questions were answered", () => {
    expect(tally({ score: 9 })).toEqual({ "score:9": 1 });
    expect(tally({ score: 3, furtherQuestions: "asked" })).toEqual({ "score:3": 1, asked: 1 });
    expect(tally({ score: 3, furtherQuestions: "finished" })).toEqual({ "score:3": 1, asked: 1, finished: 1 });
  });

  it("bins the time from sending to the first answer, which is none where an event was late", () => {
    const at = (seconds: number) => tally({ score: 9, sentAt: addSeconds(madeAt, -seconds), countedAt: madeAt });
    expect(at(3600)).toEqual({ "score:9": 1, [`answerTime:${binOf(3600)}`]: 1 });
    expect(at(-5)).toEqual({ "score:9": 1, [`answerTime:${binOf(0)}`]: 1 });
  });
});

describe("the fold of invitations", () => {
  const sent = (told: Partial<ReturnType<typeof anInvitation>> = {}) =>
    anInvitation({ status: "sent", sentAt: madeAt, ...told });
  const at = madeAt;

  it.each([
    ["nothing told", {}, { sent: 1, delivered: 1 }],
    ["a delivery", { delivery: { status: "delivered", at } }, { sent: 1, delivered: 1 }],
    ["a bounce", { delivery: { status: "bounced", at } }, { sent: 1, bounced: 1 }],
    ["a soft bounce", { delivery: { status: "soft_bounced", at } }, { sent: 1, bounced: 1 }],
    ["a rejection", { delivery: { status: "rejected", at } }, { sent: 1 }],
    ["a complaint", { delivery: { status: "complained", at } }, { sent: 1, delivered: 1, complained: 1 }],
    [
      "a farewell",
      { mailEvents: [{ event: "unsubscribed", at, step: 0, attempt: 1 }] },
      { sent: 1, delivered: 1, unsubscribed: 1 },
    ],
  ] as const)("with %s", (_, told, sums) => {
    expect(overallTally(foldRecords("invitation", [sent(told)]))).toEqual(sums);
  });

  it("counts what was sent, on the time it was", () => {
    expect(foldRows.invitation.countedAt(sent({ sentAt: "2026-11-20T00:00:00.000Z" }))).toBe(
      "2026-11-20T00:00:00.000Z",
    );
    for (const status of ["scheduled", "unconfirmed", "skipped", "failed", "cancelled"] as const) {
      expect(foldRecords("invitation", [sent({ status })]).size, status).toBe(0);
    }
    expect(foldRecords("invitation", [sent({ test: true })]).size).toBe(0);
  });
});

describe("the fold of interactions", () => {
  const throttled = { outcome: "not_invited", reason: "throttled" } as const;

  it("counts outcomes, handling and what was solved", () => {
    const folds = foldRecords("interaction", [
      anInteraction({ outcome: throttled, handleTimeSeconds: 60, resolvedOnFirstContact: true }),
      anInteraction({ outcome: throttled, handleTimeSeconds: 0, resolvedOnFirstContact: false }),
      anInteraction({ outcome: { outcome: "not_invited", reason: "no_survey" } }),
      anInteraction({ test: true }),
    ]);
    expect(overallTally(folds)).toEqual({
      interactions: 3,
      "outcome:throttled": 2,
      "outcome:no_survey": 1,
      handle: 2,
      handleSum: 60,
      handleSquares: 3600,
      [`handleTime:${binOf(60)}`]: 1,
      [`handleTime:${binOf(0)}`]: 1,
      closed: 2,
      solved: 1,
    });
  });

  it("takes one that has lost its outcome for one of an unknown outcome, and stops for none", () => {
    const { outcome: _, ...broken } = anInteraction();
    expect(overallTally(foldRecords("interaction", [broken as ReturnType<typeof anInteraction>]))).toEqual({
      interactions: 1,
      "outcome:unknown": 1,
    });
    expect(foldRows.interaction.surveyOf(broken as ReturnType<typeof anInteraction>)).toBe("none");
  });

  it("is of the survey that it was invited to, or of none", () => {
    const invited = {
      outcome: "invited",
      invitation: { id: anInvitation().id, surveyId, dueAt: madeAt },
    } as const;
    const bySurvey = foldBySurvey("interaction", [
      anInteraction({ outcome: invited, surveyVersion: 3, locale: "en-GB" }),
      anInteraction({ outcome: throttled, locale: "en-GB" }),
    ]);
    expect([...bySurvey.keys()]).toEqual([surveyId, "none"]);
    expect([...(bySurvey.get(surveyId)?.keys() ?? [])].sort()).toEqual(["all", "locale", "type", "version"]);
    expect([...(bySurvey.get("none")?.keys() ?? [])].sort()).toEqual(["all", "locale", "type"]);
  });

  it("breaks down by the attributes that the workspace names now, and by no other", () => {
    const pro = anInteraction({ outcome: throttled, attributes: { plan: "pro", region: "north" } });
    expect(
      foldRecords("interaction", [pro], [{ name: "plan" }])
        .get("attributes.plan")
        ?.get("pro")?.tally,
    ).toMatchObject({ interactions: 1 });
    expect(foldRecords("interaction", [pro], [{ name: "plan" }]).has("attributes.region")).toBe(false);
    const response = aResponse({ segments: { "attributes.plan": { value: "pro" } } });
    expect(foldRecords("response", [response], [{ name: "plan" }]).has("attributes.plan")).toBe(true);
    expect(foldRecords("response", [response], [{ name: "region" }]).has("attributes.plan")).toBe(false);
  });
});

describe("the size of a fold", () => {
  it("is how many records it is of", () => {
    expect(sizeOfKind("response")({ "score:9": 2, "score:0": 1, asked: 3, "answerTime:80": 3 })).toBe(3);
    expect(sizeOfKind("invitation")({ sent: 2, delivered: 1 })).toBe(2);
    expect(sizeOfKind("interaction")({ interactions: 2, handle: 1 })).toBe(2);
    expect(sizeOfKind("issue")({ closed: 2, solved: 1 })).toBe(2);
    expect(sizeOfKind("move")({ gained: 2, lost: 1 })).toBe(3);
    for (const kind of ["response", "invitation", "interaction", "issue", "move"] as const)
      expect(sizeOfKind(kind)({})).toBe(0);
  });
});

describe("the fold of issues", () => {
  const solved = (isSolvedAtOnce: boolean) =>
    ({ isSolvedAtOnce, solvedAt: madeAt, test: false }) as Parameters<typeof foldRows.issue.countedAt>[0];

  it("counts those that were closed, and of them those that were solved at once", () => {
    expect(overallTally(foldRecords("issue", [solved(true), solved(false), solved(true)]))).toEqual({
      closed: 3,
      solved: 2,
    });
  });
});
