import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scaled } from "../../../functions/domain/scale.ts";
import { scoresOf } from "../../../functions/domain/scale.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { invite } from "../customers.ts";
import { fillIn } from "./forms.ts";

const scales: Scaled[] = [
  { kind: "csat" },
  { kind: "ces" },
  { kind: "ces", effortScale: "effort" },
  { kind: "stars" },
  { kind: "thumbs" },
  { kind: "custom" },
  { kind: "custom", scale: { min: -2, max: 2 } },
  { kind: "custom", scale: { min: 1, max: 3, emoji: ["🙁", "😐", "🙂"] } },
];

describe("every score", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  it.each(scales)("of %j can be chosen from the mail, sent, and found again", async (scale) => {
    const body = { name: "Every score", invitation: { delaySeconds: 0 }, ...scale };
    const { id } = (await hearback.call("POST", "/v1/surveys", { body })).json;
    const scores = scoresOf(scale);
    for (const score of scores) {
      const { surveyUrl } = await invite(hearback, { survey: id });
      const page = await hearback.open(`${surveyUrl}?score=${score}`);
      expect(page.text).toMatch(new RegExp(`<input[^>]*name="score"[^>]*value="${score}"[^>]* checked`));
      // Nothing but what the link has chosen is sent.
      expect((await fillIn(hearback, `${surveyUrl}?score=${score}`, {})).status).toBe(303);
    }
    const { items } = (await hearback.call("GET", `/v1/responses?survey=${id}`)).json;
    expect(items.map((one: { score: number }) => one.score).sort((a: number, b: number) => a - b)).toEqual(scores);
    const [lowest = 0] = scores;
    const found = await hearback.call("GET", `/v1/responses?survey=${id}&minScore=${lowest}&maxScore=${lowest}`);
    expect(found.json.items).toHaveLength(1);
  });
});
