import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { answer, days, invite } from "../customers.ts";

const markup = `</textarea><script>alert("1")</script><img src=x onerror='alert(2)'>&amp;"'`;

describe("answering a survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const responseTo = async (invitationId: string) =>
    (await hearback.call("GET", `/v1/responses/${invitationId.replace("inv_", "rsp_")}`)).json;

  it("thanks under an address of its own, and stores the answer once", async () => {
    const { surveyUrl, invitationId, interactionId } = await invite(hearback);
    const early = await hearback.open(`${surveyUrl}/thanks`);
    expect([early.status, early.headers.get("location")]).toEqual([303, new URL(surveyUrl).pathname]);

    const posted = await hearback.submit(surveyUrl, { score: "10", comment: "  Quick and kind \n" });
    expect([posted.status, posted.text]).toEqual([303, ""]);
    expect(posted.headers.get("location")).toBe(`${new URL(surveyUrl).pathname}/thanks`);
    const thanks = await hearback.open(`${surveyUrl}/thanks`);
    expect([thanks.status, thanks.text.includes("Thank you")]).toEqual([200, true]);

    const response = await responseTo(invitationId);
    expect(response).toMatchObject({ invitationId, interactionId, score: 10, comment: "Quick and kind", edits: [] });
    await hearback.submit(surveyUrl, { score: "10", comment: "Quick and kind" });
    expect(await responseTo(invitationId)).toEqual(response);
  });

  it("takes both encodings of a form, and a score without words", async () => {
    for (const [score, fields] of [
      ["0", { comment: "" }],
      ["5", { comment: "line one\r\nline two ünd 🙂" }],
    ] as const) {
      const [urlencoded, multipart] = [await invite(hearback), await invite(hearback)];
      const form = new FormData();
      for (const [name, value] of Object.entries({ score, ...fields })) form.set(name, value);
      form.set("attachment", new Blob(["x"]), "x.txt");
      const statuses = [
        await hearback.submit(urlencoded.surveyUrl, { score, ...fields }),
        await hearback.submit(multipart.surveyUrl, form),
      ].map(({ status }) => status);
      expect(statuses).toEqual([303, 303]);
      const [one, two] = [await responseTo(urlencoded.invitationId), await responseTo(multipart.invitationId)];
      expect([one.score, two.score]).toEqual([Number(score), Number(score)]);
      expect(two.comment).toBe(one.comment);
      expect(one.comment === undefined).toBe(fields.comment === "");
    }
  });

  it("answers 422 with the form as it was filled in when something is wrong, and stores nothing", async () => {
    const { surveyUrl, interactionId } = await invite(hearback);
    const long = `${"x".repeat(4000)}END`;
    const wrong: [Record<string, string>, RegExp, string[]][] = [
      [{}, /[Cc]hoose/, []],
      [{ score: "", comment: "my words" }, /[Cc]hoose/, ["my words"]],
      ...["11", "-1", "9.5", "9 ", "nine", "0x9", "١", "9,9", "1e1"].map(
        (score): [Record<string, string>, RegExp, string[]] => [
          { score, comment: "my words" },
          /one of the answers/,
          ["my words"],
        ],
      ),
      [{ score: "7", comment: long }, /too long/, [long, 'value="7" aria-label="7 out of 10" checked']],
    ];
    const written = await hearback.writesDuring(async () => {
      for (const [fields, says, kept] of wrong) {
        const { status, text } = await hearback.submit(surveyUrl, fields);
        expect(status, JSON.stringify(fields).slice(0, 80)).toBe(422);
        expect(text).toMatch(says);
        for (const words of kept) expect(text).toContain(words);
      }
    });
    expect(written).toEqual([]);
    expect((await hearback.call("GET", `/v1/interactions/${interactionId}`)).json).not.toHaveProperty("response");
  });

  it("takes a comment as long as the page lets people type, where a line break counts once", async () => {
    const { surveyUrl, invitationId } = await invite(hearback);
    const typed = `${"x".repeat(99)}\n`.repeat(40).replace(/\n$/, "!");
    expect(typed).toHaveLength(4000);
    const sent = typed.replaceAll("\n", "\r\n");
    expect((await hearback.submit(surveyUrl, { score: "8", comment: sent })).status).toBe(303);
    expect((await responseTo(invitationId)).comment).toBe(typed);
  });

  it("shows a comment as the text it is, everywhere", async () => {
    const { surveyUrl, invitationId, interactionId } = await answer(hearback, 3, { comment: markup });
    const page = await hearback.open(surveyUrl);
    const again = await hearback.submit(surveyUrl, { score: "99", comment: markup });
    for (const { text } of [page, again, await hearback.open(`${surveyUrl}/thanks`)]) {
      expect(text).not.toContain("<script>alert");
      expect(text).not.toContain("<img");
      expect(text.match(/<\/textarea>/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
    expect(page.text).toContain("&lt;/textarea&gt;&lt;script&gt;");
    expect((await responseTo(invitationId)).comment).toBe(markup);
    const story = await hearback.call("GET", `/v1/interactions/${interactionId}`);
    expect(story.json.response.comment).toBe(markup);
    expect(story.headers.get("content-type")).toBe("application/json");
  });

  it("takes words in any script, and what is no text is made one", async () => {
    for (const [comment, kept] of [
      ["مرحبا \u202eשלום", "مرحبا \u202eשלום"],
      ["a\u0000b", "a\u0000b"],
      ["=HYPERLINK(1)", "=HYPERLINK(1)"],
    ]) {
      const { invitationId } = await answer(hearback, 4, { comment: comment ?? "" });
      expect((await responseTo(invitationId)).comment).toBe(kept);
    }
    const { surveyUrl, invitationId } = await invite(hearback);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const posted = await hearback.open(surveyUrl, { method: "POST", headers, body: "score=4&comment=%ff%ed%a0%80" });
    expect(posted.status).toBe(303);
    expect((await responseTo(invitationId)).comment.isWellFormed()).toBe(true);
  });

  it("can be changed inside the edit window, and says kindly when that is over", async () => {
    const { surveyUrl, invitationId } = await answer(hearback, 2, { comment: "Broken" });
    const first = await responseTo(invitationId);
    await hearback.clock.advance(days(6.9));
    expect((await hearback.submit(surveyUrl, { score: "9" })).status).toBe(303);
    const changed = await responseTo(invitationId);
    expect(changed).toMatchObject({ score: 9, answeredAt: first.answeredAt });
    expect(changed.edits).toEqual([{ score: 2, comment: "Broken", at: first.changedAt }]);
    expect(changed).not.toHaveProperty("comment");
    expect((await hearback.open(`${surveyUrl}/thanks`)).text).toContain("Change my answer");

    await hearback.clock.advance(days(0.2));
    const late = await hearback.submit(surveyUrl, { score: "1" });
    expect(late.status).toBe(410);
    expect(late.text).toContain("You have already answered");
    expect((await hearback.open(`${surveyUrl}/thanks`)).text).not.toContain("Change my answer");
    expect(await responseTo(invitationId)).toEqual(changed);
  });

  it("is refused once the invitation has expired", async () => {
    const { surveyUrl, interactionId } = await invite(hearback, { send: { expireAfterDays: 1 } });
    await hearback.clock.advance(days(1) + 1);
    const late = await hearback.submit(surveyUrl, { score: "9" });
    expect([late.status, late.text.includes("This survey has ended")]).toEqual([410, true]);
    expect((await hearback.call("GET", `/v1/interactions/${interactionId}`)).json).not.toHaveProperty("response");
  });

  it("counts once when one answer comes ten times at once, each with other words, and keeps one of them whole", async () => {
    const { surveyUrl, invitationId } = await invite(hearback);
    const posted = await Promise.all(
      Array.from({ length: 10 }, (_, n) => hearback.submit(surveyUrl, { score: "8", comment: `words of ${n}` })),
    );
    expect(posted.map(({ status }) => status)).toEqual(Array(10).fill(303));
    const response = await responseTo(invitationId);
    expect(response.comment).toMatch(/^words of \d$/);
    expect(response.edits).toHaveLength(9);
    const { items } = (await hearback.call("GET", "/v1/responses?limit=200")).json;
    expect(items.filter((one: { invitationId: string }) => one.invitationId === invitationId)).toHaveLength(1);
  });

  it("is not our failure when somebody sends fifty answers at once", async () => {
    const { surveyUrl } = await invite(hearback);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => hearback.submit(surveyUrl, { score: String(n % 11), comment: String(n) })),
    );
  });
});
