import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { days, invite } from "../customers.ts";
import { askedOn, fillIn } from "./forms.ts";

const options = (...ids: string[]) => ids.map((id) => ({ id, label: { en: `About ${id}` } }));

const followUps: FollowUp[] = [
  { id: "why", type: "text", ask: { en: "What went wrong?" }, when: { score: [0, 6] }, required: true },
  {
    id: "what",
    type: "single",
    ask: { en: "What was it about?" },
    options: options("price", "staff"),
    other: true,
    required: false,
  },
  {
    id: "price",
    type: "rating",
    ask: { en: "How fair is the price?" },
    when: { answer: { question: "what", in: ["price"] } },
    required: true,
  },
  {
    id: "used",
    type: "multiple",
    ask: { en: "What did you use?" },
    options: options("chat", "phone"),
    other: true,
    required: false,
  },
  { id: "contact", type: "contact", required: false },
];

describe("follow-up questions", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { survey: { followUps } } });
  });
  afterAll(() => hearback.close());

  /** A customer who has given a score, and where the page of questions is. */
  const scored = async (score: number) => {
    const { surveyUrl, invitationId } = await invite(hearback);
    const posted = await fillIn(hearback, surveyUrl, { score: String(score) });
    expect([posted.status, posted.headers.get("location")]).toEqual([303, `${new URL(surveyUrl).pathname}/questions`]);
    return { surveyUrl, questionsUrl: `${surveyUrl}/questions`, invitationId };
  };
  const kept = async (invitationId: string) =>
    hearback.services.responses.find(hearback.seed.workspaceId, invitationId.replace("inv_", "rsp_"), {
      consistent: true,
    });
  const locationOf = (answer: { headers: Headers }, surveyUrl: string) =>
    answer.headers.get("location")?.replace(new URL(surveyUrl).pathname, "");

  it("are asked after the score where they apply, without a script, and end in the thanks", async () => {
    const { questionsUrl, surveyUrl, invitationId } = await scored(3);
    const page = await hearback.open(questionsUrl);
    expect([page.status, askedOn(page)]).toEqual([200, ["why", "what", "used", "contact"]]);
    const posted = await fillIn(hearback, questionsUrl, {
      "q.why": " Too slow ",
      "q.what": "staff",
      "q.used.chat": "1",
      "q.used.other": "A letter",
      "q.contact": "no",
    });
    expect([posted.status, locationOf(posted, surveyUrl)]).toEqual([303, "/thanks"]);
    expect(await kept(invitationId)).toMatchObject({
      score: 3,
      followUps: {
        why: { text: "Too slow" },
        what: { choices: ["staff"] },
        used: { choices: ["chat", "other"], other: "A letter" },
        contact: { yes: false },
      },
    });
  });

  it("that an answer calls for come next, and only those", async () => {
    const { questionsUrl, surveyUrl, invitationId } = await scored(9);
    const posted = await fillIn(hearback, questionsUrl, { "q.what": "price", "q.contact": "yes" });
    expect([posted.status, locationOf(posted, surveyUrl)]).toEqual([303, "/questions?ask=price"]);
    const further = new URL(posted.headers.get("location") ?? "", surveyUrl).href;
    expect(askedOn(await hearback.open(further))).toEqual(["price"]);
    const last = await fillIn(hearback, further, { "q.price": "2" });
    expect([last.status, locationOf(last, surveyUrl)]).toEqual([303, "/thanks"]);
    expect(await kept(invitationId)).toMatchObject({
      followUps: { what: { choices: ["price"] }, price: { rating: 2 }, contact: { yes: true } },
    });
  });

  it("may be answered for an hour where the score may not be edited at all, and then no more", async () => {
    const path = `/v1/surveys/${hearback.seed.surveyId}`;
    await hearback.call("PATCH", path, { body: { editWindowHours: 0 } });
    const { questionsUrl, surveyUrl, invitationId } = await scored(9);
    await hearback.clock.advance(60);
    expect((await hearback.open(surveyUrl)).status).toBe(410);
    const posted = await fillIn(hearback, questionsUrl, { "q.what": "staff" });
    expect([posted.status, locationOf(posted, surveyUrl)]).toEqual([303, "/thanks"]);
    expect(await kept(invitationId)).toMatchObject({ score: 9, followUps: { what: { choices: ["staff"] } } });
    await hearback.clock.advance(3600);
    expect((await hearback.open(questionsUrl)).status).toBe(410);
    await hearback.call("PATCH", path, { body: { editWindowHours: 168 } });
  });

  it("may be skipped: the score is kept before they are asked", async () => {
    const { questionsUrl, surveyUrl, invitationId } = await scored(2);
    const { text } = await hearback.open(questionsUrl);
    expect(text).toContain(`href="${new URL(surveyUrl).pathname}/thanks"`);
    expect(await kept(invitationId)).toMatchObject({ score: 2 });
    expect((await hearback.open(`${surveyUrl}/thanks`)).status).toBe(200);
  });

  it("keep what is right when something is missing, and show again what was typed", async () => {
    const { questionsUrl, invitationId } = await scored(3);
    const refused = await fillIn(hearback, questionsUrl, {
      "q.what": "other",
      "q.used.phone": "1",
      "q.contact": "yes",
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("<title>Please check your answer:");
    expect(refused.text).toMatch(/href="#q-why">.*Please answer this question\./);
    expect(refused.text).toMatch(/href="#q-what">.*Please write what else/);
    expect(refused.text).toMatch(/name="q\.what" value="other" checked/);
    expect((await kept(invitationId))?.followUps).toEqual({ used: { choices: ["phone"] }, contact: { yes: true } });
  });

  it("show what was answered before when they are opened again, and take it back when it is emptied", async () => {
    const { questionsUrl, invitationId } = await scored(9);
    await fillIn(hearback, questionsUrl, {
      "q.what": "staff",
      "q.used.chat": "1",
      "q.used.other": "Fax & <b>post</b>",
    });
    const { text } = await hearback.open(questionsUrl);
    expect(text).toMatch(/value="staff" checked/);
    expect(text).toContain('value="Fax &amp; &lt;b&gt;post&lt;/b&gt;"');
    await fillIn(hearback, questionsUrl, { "q.used.chat": "", "q.used.other": "" });
    expect((await kept(invitationId))?.followUps).toEqual({ what: { choices: ["staff"] } });
  });

  it("are taken along with the score, and only what was not shown with it is asked after it", async () => {
    const { surveyUrl, invitationId } = await invite(hearback);
    const posted = await fillIn(hearback, surveyUrl, {
      score: "8",
      "shown.what": "1",
      "q.what": "price",
      "shown.contact": "1",
    });
    expect([posted.status, locationOf(posted, surveyUrl)]).toEqual([303, "/questions?ask=price%2Cused"]);
    expect(await kept(invitationId)).toMatchObject({ score: 8, followUps: { what: { choices: ["price"] } } });
  });

  it("never cost a score: one that comes with a wrong answer is kept, and the page says what is wrong", async () => {
    const { surveyUrl, invitationId } = await invite(hearback);
    const posted = await fillIn(hearback, surveyUrl, { score: "8", "shown.what": "1", "q.what": "nothing" });
    expect(posted.status).toBe(422);
    expect(posted.text).toContain('href="#q-what"');
    expect(await kept(invitationId)).toMatchObject({ score: 8 });
  });

  it("forget, with a changed score, the answers that it does not call for", async () => {
    const { questionsUrl, surveyUrl, invitationId } = await scored(3);
    await fillIn(hearback, questionsUrl, { "q.why": "Slow", "q.what": "staff" });
    await fillIn(hearback, surveyUrl, { score: "9" });
    expect(await kept(invitationId)).toMatchObject({ score: 9, followUps: { what: { choices: ["staff"] } } });
    expect((await kept(invitationId))?.followUps).not.toHaveProperty("why");
  });

  it("send somebody who has given no score to the survey", async () => {
    const { surveyUrl } = await invite(hearback);
    for (const answer of [
      await hearback.open(`${surveyUrl}/questions`),
      await hearback.submit(`${surveyUrl}/questions`, { "q.why": "x" }),
    ]) {
      expect([answer.status, locationOf(answer, surveyUrl)]).toEqual([303, ""]);
    }
  });

  it("are over when the answer can no longer be changed", async () => {
    const { questionsUrl } = await scored(9);
    await hearback.clock.advance(days(8));
    expect((await hearback.open(questionsUrl)).status).toBe(410);
    expect((await hearback.submit(questionsUrl, { "q.what": "staff" })).status).toBe(410);
  });

  it("are those of the version that the invitation was made with", async () => {
    const { questionsUrl, invitationId } = await scored(9);
    const { surveyId } = hearback.seed;
    const body = { followUps: [{ id: "new", type: "text", ask: { en: "A new one?" } }] };
    expect((await hearback.call("PATCH", `/v1/surveys/${surveyId}`, { body })).status).toBe(200);
    expect(askedOn(await hearback.open(questionsUrl))).toEqual(["what", "used", "contact"]);
    await fillIn(hearback, questionsUrl, { "q.what": "staff", "q.new": "An answer to nothing" });
    expect((await kept(invitationId))?.followUps).toEqual({ what: { choices: ["staff"] } });
    const { id: _, ...first } = { id: "", followUps };
    await hearback.call("PATCH", `/v1/surveys/${surveyId}`, { body: first });
  });
});
