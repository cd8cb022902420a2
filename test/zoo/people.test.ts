import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../http/contract.ts";
import { expectCounted, firstForm, linkFor, mailSurvey, submit, whatCounts } from "./mailed-survey.ts";
import { answerAsPerson, phone } from "./person.ts";
import { rewritten } from "./scanners.ts";

const meant = { score: 9, comment: "Sam was quick & kind" };

describe("a person", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  it.each([0, 1, 2])("is heard through a link that a gateway has rewritten (%i)", async (way) => {
    const survey = await mailSurvey(hearback);
    await answerAsPerson(survey, meant, rewritten(linkFor(survey, 9))[way]);
    await expectCounted(survey, meant);
  });

  it("may change their mind, and again, by the links in the mail", async () => {
    const survey = await mailSurvey(hearback);
    for (const score of [2, 9, 7]) await answerAsPerson(survey, { score });
    await expectCounted(survey, { score: 7 });
  });

  it("may think again at once, by the link in the mail or by the way back", async () => {
    const survey = await mailSurvey(hearback);
    await answerAsPerson(survey, { score: 2 });
    await hearback.clock.advance(3);
    const form = await firstForm(linkFor(survey, 9), phone);
    await hearback.clock.advance(4);
    await submit(form, phone);
    await expectCounted(survey, { score: 9 });
    await hearback.clock.advance(5);
    await submit(form, phone, { score: "8" });
    await expectCounted(survey, { score: 8 });
  });

  it("with two tabs is taken by the later one, but by neither when both come within three seconds", async () => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(3600);
    const [one, other] = [await firstForm(linkFor(survey, 2), phone), await firstForm(linkFor(survey, 9), phone)];
    await hearback.clock.advance(30);
    await Promise.all([submit(one, phone), submit(other, phone)]);
    await expectCounted(survey, undefined);
    await hearback.clock.advance(60);
    await submit(one, phone);
    await hearback.clock.advance(5);
    await submit(other, phone);
    await expectCounted(survey, { score: 9 });
  });

  it("who leaves the tab open for two weeks, or whose browser fills in what nobody sees, is heard", async () => {
    const survey = await mailSurvey(hearback);
    const form = await firstForm(linkFor(survey, 9), phone);
    await hearback.clock.advance(14 * 86_400);
    await submit(form, phone);
    await expectCounted(survey, { score: 9 });
    const other = await mailSurvey(hearback);
    await hearback.clock.advance(3600);
    const filled = await firstForm(linkFor(other, 9), phone);
    await hearback.clock.advance(20);
    await submit(filled, phone, { website: "https://jo.example" });
    await expectCounted(other, { score: 9 });
  });

  it("who answers while fifty scanners post is heard, and none of those", async () => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(50);
    const mine = await firstForm(linkFor(survey, 9), phone);
    await hearback.clock.advance(20);
    const scanning = Array.from({ length: 50 }, async (_, n) => {
      const form = await firstForm(linkFor(survey, n % 11), { userAgent: "HeadlessChrome/140" });
      // Without its nonce each is refused for its own sake, however slow the machine.
      return submit(form, { userAgent: "HeadlessChrome/140" }, { comment: `test ${n}`, nonce: "" });
    });
    const sent = await Promise.all([...scanning, submit(mine, phone, { comment: meant.comment })]);
    expect(sent.map(({ status }) => status)).toEqual(Array(51).fill(303));
    await expectCounted(survey, meant);
    expect((await whatCounts(survey)).quarantined).toHaveLength(20);
  });

  it("who answers a few seconds after a scanner that looks like a person is heard", async () => {
    const survey = await mailSurvey(hearback);
    await hearback.clock.advance(3600);
    const forms = await Promise.all(survey.links.map((url) => firstForm(url, phone)));
    await hearback.clock.advance(10);
    await Promise.all(forms.map((form) => submit(form, phone, { comment: "test" })));
    await hearback.clock.advance(4);
    await submit(forms[9] ?? { url: "", fields: {} }, phone, { comment: meant.comment });
    await expectCounted(survey, meant);
  });
});
