import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getPage, interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";

describe("from an interaction to a KPI", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  it("invites, mails, takes the answer and moves the NPS", async () => {
    const { call, jobs, mailbox, seed } = hearback;
    const report = interaction({
      id: "ticket-1",
      customer: { email: "jo@example.com" },
      agent: { id: "a-7", name: "Sam" },
    });
    const accepted = await call("POST", "/v1/interactions", { body: report });
    expect(accepted.status).toBe(202);
    expect(accepted.json).toMatchObject({ outcome: "invited", invitation: { surveyId: seed.surveyId } });

    await jobs.run("dispatch-invitations");
    const [mail] = await mailbox.list();
    expect(mail?.to).toEqual(["jo@example.com"]);
    const link = mail?.links.find((url) => url.endsWith("?score=9")) ?? "";

    await hearback.clock.advance(120);
    const page = await getPage(link);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/<input[^>]*name="score"[^>]*value="9"[^>]*checked/);

    const path = link.replace("?score=9", "");
    const answered = await postForm(path, { score: "9", comment: "Quick and kind" });
    expect(answered.status).toBe(303);
    const thanks = await getPage(new URL(answered.headers.get("location") ?? "", path).href);
    expect(thanks.status).toBe(200);

    await jobs.run("compute-kpis");
    const kpi = await call("GET", `/v1/kpis/nps?survey=${seed.surveyId}&by=agent`);
    expect(kpi.json).toMatchObject({
      kpi: "nps",
      survey: seed.surveyId,
      value: 100,
      n: 1,
      distribution: { "9": 1 },
      segments: [{ segment: "a-7", label: "Sam", value: 100, n: 1 }],
    });

    await jobs.run("record-mail-events");
    const story = await call("GET", `/v1/interactions/${accepted.json.id}`);
    expect(story.json).toMatchObject({
      externalId: "ticket-1",
      outcome: "invited",
      invitations: [{ status: "sent", delivery: { status: "delivered" } }],
      response: { score: 9, comment: "Quick and kind" },
    });
  });

  it("answers a repeated interaction with its first result and does nothing twice", async () => {
    const { call, jobs, mailbox } = hearback;
    const report = interaction({ id: "ticket-2" });
    const first = await call("POST", "/v1/interactions", { body: report });
    const again = await call("POST", "/v1/interactions", { body: report });
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.json).toEqual(first.json);
    const before = (await mailbox.list()).length;
    await jobs.run("dispatch-invitations");
    expect((await mailbox.list()).length).toBe(before + 1);
  });
});
