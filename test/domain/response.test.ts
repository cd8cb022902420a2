import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  type Answer,
  editableUntil,
  editResponse,
  isEditable,
  type Response,
} from "../../functions/domain/response.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { aResponse, madeAt } from "./builders.ts";

const anHourLater = addSeconds(madeAt, 3600);

describe("changing an answer", () => {
  const first = aResponse({ score: 3, comment: "Slow" });

  it("takes the new score and comment", () => {
    const edited = editResponse(first, { score: 9, comment: "Quick after all" }, anHourLater);
    expect(edited).toMatchObject({ score: 9, comment: "Quick after all", changedAt: anHourLater, revision: 2 });
  });

  it("keeps the day on which it counts, and how long it may be edited", () => {
    const { countedAt, editableUntil: until } = editResponse(first, { score: 9 }, anHourLater);
    expect({ countedAt, until }).toEqual({ countedAt: first.countedAt, until: first.editableUntil });
  });

  it("takes the comment away when there is none any more", () => {
    expect(editResponse(first, { score: 9 }, anHourLater)).not.toHaveProperty("comment");
  });

  it("keeps what was answered before, with its time", () => {
    const twice = editResponse(editResponse(first, { score: 9 }, anHourLater), { score: 7 }, addSeconds(madeAt, 7200));
    expect(twice.edits).toStrictEqual([
      { score: 3, comment: "Slow", at: madeAt },
      { score: 9, at: anHourLater },
    ]);
  });

  it("leaves the response that it was given as it was", () => {
    const before = structuredClone(first);
    editResponse(first, { score: 9 }, anHourLater);
    expect(first).toEqual(before);
  });

  const anyAnswer: fc.Arbitrary<Answer> = fc.record(
    { score: fc.integer({ min: 0, max: 10 }), comment: fc.string() },
    { requiredKeys: ["score"] },
  );

  it.prop([fc.array(anyAnswer, { minLength: 1, maxLength: 30, size: "max" })])(
    "however often keeps the last answer and at most the 20 before it",
    (answers) => {
      const [given, ...changes] = answers;
      const response = changes.reduce<Response>(
        (standing, answer, index) => editResponse(standing, answer, addSeconds(madeAt, index + 1)),
        aResponse(given),
      );
      const { score, comment } = response;
      expect({ score, ...(comment !== undefined && { comment }) }).toEqual(answers.at(-1));
      expect(response.edits.map(({ at: _, ...answer }) => answer)).toEqual(answers.slice(0, -1).slice(-20));
      expect(response.revision).toBe(answers.length);
    },
  );
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
