import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { answer } from "../customers.ts";
import { askedOn, fillIn } from "./forms.ts";

const ids = Array.from({ length: 10 }, (_, at) => `which_${at}`);

const followUps = ids.map(
  (id, at): FollowUp => ({
    id,
    type: "multiple",
    ask: { en: "Which of these did you use?" },
    options: Array.from({ length: 20 }, (_, option) => ({
      id: `o${option}`,
      label: { en: "Something that takes a while to be read" },
    })),
    required: at === 9,
  }),
);

describe("more follow-up questions than fit on a page", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { survey: { followUps } } });
  });
  afterAll(() => hearback.close());

  /** Goes from page to page until the thanks, filling in each, and tells what each asked. */
  const walk = async (surveyUrl: string, fill: (id: string) => Record<string, string>): Promise<string[][]> => {
    const pages: string[][] = [];
    let url = `${surveyUrl}/questions`;
    while (!url.endsWith("/thanks") && pages.length < ids.length) {
      const page = await hearback.open(url);
      expect(Buffer.byteLength(page.text)).toBeLessThan(20_000);
      const asked = askedOn(page);
      pages.push(asked);
      const posted = await fillIn(hearback, url, Object.assign({}, ...asked.map(fill)));
      expect(posted.status).toBe(303);
      url = new URL(posted.headers.get("location") ?? "", url).href;
    }
    return pages;
  };
  const kept = async (responseId: string) =>
    (await hearback.services.responses.find(hearback.seed.workspaceId, responseId, { consistent: true }))?.followUps;

  it("are asked page by page, each once, and every answer is kept", async () => {
    const { surveyUrl, responseId } = await answer(hearback, 9);
    const pages = await walk(surveyUrl, (id) => ({ [`q.${id}.o1`]: "1" }));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual(ids);
    expect(await kept(responseId)).toEqual(Object.fromEntries(ids.map((id) => [id, { choices: ["o1"] }])));
  });

  it("are asked once each even if left empty, and what is required is asked last of all", async () => {
    const { surveyUrl, responseId } = await answer(hearback, 9);
    const pages = await walk(surveyUrl, (id) => (id === "which_9" ? { [`q.${id}.o2`]: "1" } : {}));
    expect(pages.flat()).toEqual(ids);
    expect(await kept(responseId)).toEqual({ which_9: { choices: ["o2"] } });
  });

  it("are shown again where something is wrong with them, and the rest is asked after that", async () => {
    const { surveyUrl } = await answer(hearback, 9);
    const url = `${surveyUrl}/questions`;
    const first = askedOn(await hearback.open(url));
    const wrong = await fillIn(hearback, url, { [`q.${first.at(-1)}.nothing`]: "1" });
    expect([wrong.status, askedOn(wrong)]).toEqual([422, first]);
    const posted = await fillIn(hearback, url, {});
    expect(posted.headers.get("location")).toContain(`ask=${ids[first.length]}`);
  });
});
