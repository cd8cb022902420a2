import { describe, expect, it } from "vitest";
import { english } from "../../../functions/templates/locales/wordings.ts";
import { aSurvey } from "../../domain/builders.ts";
import { followUps, pagesOf } from "./every-page.ts";

describe("the page of follow-up questions", () => {
  it("says that the score has been kept, but not to somebody whose answers have not all been", async () => {
    const { questions, "questions with faults": faulty } = await pagesOf(aSurvey({ followUps }));
    expect(questions).toContain(english.followUps.text);
    expect(faulty).toContain(english.followUps.title);
    expect(faulty).not.toContain(english.followUps.text);
  });
});
