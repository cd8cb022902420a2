import { describe, expect, it } from "vitest";
import { answerOf, editableUntil, isEditable, isSameAnswer } from "../../functions/domain/response.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { aResponse, madeAt } from "./builders.ts";

const anHourLater = addSeconds(madeAt, 3600);

describe("two answers", () => {
  const answer = { score: 9, comment: "Kind", followUps: { why: { text: "Sam" }, again: { yes: true } } };

  it("say the same in whatever order their follow-ups came", () => {
    const { why, again } = answer.followUps;
    expect(isSameAnswer(answer, { ...answer, followUps: { again, why } })).toBe(true);
    expect(isSameAnswer({ score: 9 }, { score: 9, followUps: {} })).toBe(true);
    expect(isSameAnswer(aResponse({ score: 9 }), { score: 9 })).toBe(true);
  });

  it("say the same in whatever order the table gives back what a follow-up says", () => {
    const [sent, stored] = [
      { choices: ["other"], other: "Sam" },
      { other: "Sam", choices: ["other"] },
    ];
    expect(isSameAnswer({ score: 9, followUps: { why: sent } }, { score: 9, followUps: { why: stored } })).toBe(true);
    const others = { why: { ...sent, other: "Kim" } };
    expect(isSameAnswer({ score: 9, followUps: { why: sent } }, { score: 9, followUps: others })).toBe(false);
  });

  it("differ by score, comment and follow-ups", () => {
    expect(isSameAnswer(answer, { ...answer, score: 8 })).toBe(false);
    expect(isSameAnswer(answer, { ...answer, comment: "kind" })).toBe(false);
    expect(isSameAnswer(answer, { score: 9, followUps: answer.followUps })).toBe(false);
    expect(isSameAnswer(answer, { ...answer, followUps: { why: { text: "Sam" } } })).toBe(false);
  });

  it("are taken out of what holds them, and nothing else is", () => {
    expect(answerOf(aResponse({ score: 3 }))).toStrictEqual({ score: 3 });
    expect(answerOf(aResponse(answer))).toStrictEqual(answer);
  });
});

describe("the time for changing an answer", () => {
  it("is the survey's hours from when it was first counted", () => {
    expect(editableUntil(madeAt, 168)).toBe("2026-11-29T09:30:00.000Z");
    expect(editableUntil("2026-10-24T12:00:00.000Z", 24)).toBe("2026-10-25T12:00:00.000Z");
  });

  it("ends with its last millisecond", () => {
    const response = aResponse({ editableUntil: anHourLater });
    expect(isEditable(response, madeAt)).toBe(true);
    expect(isEditable(response, anHourLater)).toBe(true);
    expect(isEditable(response, addSeconds(anHourLater, 0.001))).toBe(false);
  });
});
