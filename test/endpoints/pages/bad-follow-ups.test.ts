import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FollowUp } from "../../../functions/domain/follow-up.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { invite } from "../customers.ts";
import { fieldsOf, fillIn } from "./forms.ts";

const letters = "abcdefghijk".split("");
const options = letters.map((id) => ({ id, label: { en: `Option ${id}` } }));

const followUps: FollowUp[] = [
  { id: "why", type: "text", ask: { en: "Why?" }, required: false },
  { id: "one", type: "single", ask: { en: "Which one?" }, options, required: false },
  { id: "some", type: "multiple", ask: { en: "Which ones?" }, options, other: true, required: false },
  { id: "speed", type: "rating", ask: { en: "How quick?" }, required: false },
  { id: "again", type: "yes_no", ask: { en: "Again?" }, required: false },
  { id: "sad", type: "text", ask: { en: "What went wrong?" }, when: { score: [0, 6] }, required: true },
  { id: "more", type: "text", ask: { en: "Anything else?" }, required: false },
];

describe("answers to follow-up questions that no form of ours sends", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { survey: { followUps } } });
  });
  afterAll(() => hearback.close());

  const scored = async (score = 9) => {
    const { surveyUrl, invitationId } = await invite(hearback);
    await fillIn(hearback, surveyUrl, { score: String(score) });
    return { surveyUrl, questionsUrl: `${surveyUrl}/questions`, invitationId };
  };
  const opened = async (url: string) => {
    const fields = fieldsOf(await hearback.open(url));
    await hearback.clock.advance(20);
    return fields;
  };
  const kept = async (invitationId: string) =>
    (await hearback.services.responses.find(hearback.seed.workspaceId, invitationId.replace("inv_", "rsp_")))
      ?.followUps;

  it("are refused when they choose eleven of what takes one, in whichever way they are sent", async () => {
    const { questionsUrl, invitationId } = await scored();
    const hidden = await opened(questionsUrl);
    const repeated = new URLSearchParams(hidden);
    for (const id of letters) repeated.append("q.one", id);
    const asMultiple = Object.fromEntries(letters.map((id) => [`q.one.${id}`, "1"]));
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    for (const refused of [
      await hearback.open(questionsUrl, { method: "POST", headers, body: repeated.toString() }),
      await hearback.submit(questionsUrl, { ...hidden, ...asMultiple }),
    ]) {
      expect(refused.status).toBe(422);
      expect(refused.text).toMatch(/href="#q-one">.*Please choose from the answers shown here\./);
    }
    expect(await kept(invitationId)).toBeUndefined();
  });

  it.each([
    ["an option that is not offered", { "q.one": "z" }],
    ["something else where that is not offered", { "q.one": "other", "q.one.other": "Mine" }],
    ["several of which one is not offered", { "q.some.a": "1", "q.some.z": "1" }],
    ["a choice of several as if it were of one", { "q.some": "a" }],
    ["a rating above the scale", { "q.speed": "6" }],
    ["a rating below the scale", { "q.speed": "0" }],
    ["a rating that is no number", { "q.speed": "4.5" }],
    ["neither yes nor no", { "q.again": "maybe" }],
    ["more words than there is room for", { "q.some.other": "x".repeat(501) }],
    ["a text of 100 KB", { "q.why": "x".repeat(100 * 1024) }],
  ])("are refused when they hold %s, and the rest is kept", async (_, wrong) => {
    const { questionsUrl, invitationId } = await scored();
    const refused = await fillIn(hearback, questionsUrl, { "q.more": "Kind", ...wrong });
    expect(refused.status).toBe(422);
    expect(refused.text.match(/role="alert"/g)).toHaveLength(1);
    expect(await kept(invitationId)).toEqual({ more: { text: "Kind" } });
  });

  it("show a long text again, so that it can be shortened", async () => {
    const { questionsUrl } = await scored();
    const refused = await fillIn(hearback, questionsUrl, { "q.why": `${"x".repeat(100 * 1024)}END` });
    expect(refused.text).toContain("xEND</textarea>");
    expect(refused.text).toContain("Please shorten it to 4,000 characters.");
  });

  it("are dropped when the question is not asked or does not exist", async () => {
    const { questionsUrl, invitationId } = await scored(9);
    const posted = await fillIn(hearback, questionsUrl, { "q.sad": "x".repeat(5000), "q.none": "x", "q.again": "yes" });
    expect(posted.status).toBe(303);
    expect(await kept(invitationId)).toEqual({ again: { yes: true } });
  });

  it("are no answer when there is nothing to see in them", async () => {
    const { questionsUrl, invitationId } = await scored(2);
    const refused = await fillIn(hearback, questionsUrl, { "q.sad": "\u200b\u2060\ufeff \u00a0\u202e" });
    expect([refused.status, await kept(invitationId)]).toEqual([422, undefined]);
  });

  it("are kept as the text they are, in any script", async () => {
    const { questionsUrl, invitationId } = await scored();
    const markup = `</textarea><script>alert(1)</script>`;
    await fillIn(hearback, questionsUrl, { "q.why": "مرحبا \u202eשלום\r\n🙂", "q.more": markup });
    expect(await kept(invitationId)).toEqual({ why: { text: "مرحبا \u202eשלום\n🙂" }, more: { text: markup } });
    const { text } = await hearback.open(questionsUrl);
    expect(text).toContain("&lt;/textarea&gt;&lt;script&gt;");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { nonce = "" } = await opened(questionsUrl);
    const body = `nonce=${nonce}&shown.why=1&q.why=%ff%ed%a0%80half`;
    await hearback.open(questionsUrl, { method: "POST", headers, body });
    const why = (await kept(invitationId))?.["why"];
    expect(why && "text" in why && why.text.isWellFormed()).toBe(true);
  });

  it("cannot come to a question whose name cannot be stored", async () => {
    const body = { followUps: [{ id: "constructor", type: "text", ask: { en: "Why?" } }] };
    const refused = await hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, { body });
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["followUps.0.id"]]);
  });

  it("from two tabs at once leave one of them whole", async () => {
    const { questionsUrl, invitationId } = await scored();
    const hidden = await opened(questionsUrl);
    const tab = (id: string) => hearback.submit(questionsUrl, { ...hidden, "q.why": `Tab ${id}`, "q.one": id });
    const posted = await Promise.all([tab("a"), tab("b")]);
    expect(posted.map(({ status }) => status)).toEqual([303, 303]);
    expect([
      { why: { text: "Tab a" }, one: { choices: ["a"] } },
      { why: { text: "Tab b" }, one: { choices: ["b"] } },
    ]).toContainEqual(await kept(invitationId));
  });

  it("from a tab that was opened for another score are judged by the one that stands", async () => {
    const { surveyUrl, questionsUrl, invitationId } = await scored(2);
    const old = await opened(questionsUrl);
    await hearback.clock.advance(3600);
    await fillIn(hearback, surveyUrl, { score: "10" });
    const posted = await hearback.submit(questionsUrl, { ...old, "q.sad": "It was bad", "q.again": "no" });
    expect(posted.status).toBe(303);
    expect(await kept(invitationId)).toEqual({ again: { yes: false } });
  });
});
