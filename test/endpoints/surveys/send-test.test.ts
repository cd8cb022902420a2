import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";

describe("a test mail", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({
      plant: { workspace: { testers: ["tess@example.com", "Tom@Example.com", "former@example.com"] } },
    });
  });
  afterAll(() => hearback.close());

  const sendTest = (
    body: unknown,
    { id = hearback.seed.surveyId, ...options }: { id?: string; [key: string]: unknown } = {},
  ) => hearback.call("POST", `/v1/surveys/${id}/send-test`, { body, ...options });
  const mailsTo = async (address: string) => (await hearback.mailbox.list()).filter(({ to }) => to.includes(address));
  /** What the dispatcher sends an address for what is done, newest first. */
  const mailsSentBy = async (address: string, work: () => Promise<unknown>) => {
    await hearback.jobs.run("dispatch-invitations");
    const before = await mailsTo(address);
    await work();
    await hearback.jobs.run("dispatch-invitations");
    const after = await mailsTo(address);
    return after.slice(0, after.length - before.length);
  };

  it("reaches the tester with the next run of the dispatcher", async () => {
    const { status, json } = await sendTest({ to: "tess@example.com" });
    expect(status).toBe(202);
    expect(json.invitation).toMatchObject({ id: expect.stringMatching(/^inv_/), surveyId: hearback.seed.surveyId });
    await hearback.jobs.run("dispatch-invitations");
    const [mail] = await mailsTo("tess@example.com");
    expect(mail?.tags).toMatchObject({ invitation: json.invitation.id });
    expect(mail?.links.some((url) => url.endsWith("?score=9"))).toBe(true);
  });

  it("may be sent again and again, whatever the throttle", async () => {
    const mails = await mailsSentBy("tom@example.com", async () => {
      for (let n = 0; n < 3; n++) expect((await sendTest({ to: "tom@example.com" })).status).toBe(202);
    });
    expect(mails).toHaveLength(3);
  });

  it("is not sent for another survey under the same idempotency key", async () => {
    const { id } = (
      await hearback.call("POST", "/v1/surveys", {
        body: { name: "Another", kind: "csat", invitation: { delaySeconds: 0 } },
      })
    ).json;
    const headers = { "idempotency-key": "same-for-both" };
    const mails = await mailsSentBy("tess@example.com", async () => {
      expect((await sendTest({ to: "tess@example.com" }, { headers })).status).toBe(202);
      expect((await sendTest({ to: "tess@example.com" }, { id, headers })).status).toBe(422);
    });
    expect(mails).toHaveLength(1);
  });

  it("is sent once for one idempotency key", async () => {
    const headers = { "idempotency-key": "once" };
    const [first, second] = [
      await sendTest({ to: "tess@example.com" }, { headers }),
      await sendTest({ to: "tess@example.com" }, { headers }),
    ];
    expect(second.json).toEqual(first.json);
  });

  it("speaks the language asked for, each its own, else the workspace's", async () => {
    await hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, {
      body: { mail: { subject: { en: "How was it?", de: "Wie war es?", fr: "Comment était-ce ?" } } },
    });
    const mails = await mailsSentBy("tess@example.com", async () => {
      for (const locale of [{ locale: "de" }, { locale: "fr-CA" }, {}])
        await sendTest({ to: "tess@example.com", ...locale });
    });
    const subjects = mails.map(({ subject }) => subject);
    expect(subjects.sort()).toEqual(["Comment était-ce ?", "How was it?", "Wie war es?"]);
  });

  it("counts nowhere, nor does its answer", async () => {
    const { json } = await sendTest({ to: "tess@example.com" });
    const invitation = { workspaceId: hearback.seed.workspaceId, id: json.invitation.id };
    const stored = await hearback.services.invitations.find(invitation.workspaceId, invitation.id);
    expect(stored).toMatchObject({ test: true, segments: { type: { value: "survey.test" } } });
    const url = await hearback.services.links.url("survey", invitation);
    expect((await hearback.submit(url, { score: "9" })).status).toBe(303);
    await hearback.jobs.run("react-to-changes");
    await hearback.jobs.run("compute-kpis");
    const kpi = await hearback.call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}`);
    expect(kpi.json).toMatchObject({ value: null, n: 0 });
  });

  it("is sent for a paused survey too, so that it can be tried before it is resumed", async () => {
    const { json: survey } = await hearback.call("POST", "/v1/surveys", { body: { name: "New", kind: "csat" } });
    await hearback.call("POST", `/v1/surveys/${survey.id}/pause`);
    const mails = await mailsSentBy("tess@example.com", async () => {
      expect((await sendTest({ to: "tess@example.com" }, { id: survey.id })).status).toBe(202);
    });
    expect(mails).toHaveLength(1);
  });

  it("is not sent for an archived survey, and says so", async () => {
    const { json: survey } = await hearback.call("POST", "/v1/surveys", { body: { name: "Old", kind: "csat" } });
    await hearback.services.surveys.setStatus(hearback.seed.workspaceId, survey.id, "archived");
    const answer = await sendTest({ to: "tess@example.com" }, { id: survey.id });
    expect([answer.status, answer.json.detail]).toEqual([409, expect.stringContaining("resume it first")]);
  });

  it("is not sent to a tester who has unsubscribed, and says so", async () => {
    const { json } = await sendTest({ to: "former@example.com" });
    const invitation = { workspaceId: hearback.seed.workspaceId, id: json.invitation.id };
    await hearback.submit(await hearback.services.links.url("unsubscribe", invitation), {});
    const answer = await sendTest({ to: "former@example.com" });
    expect([answer.status, answer.json.detail]).toEqual([409, expect.stringMatching(/suppressed/)]);
  });

  it.each([
    [{ to: "stranger@example.com" }, ["to"]],
    [{ to: "tess@example.com,tom@example.com" }, ["to"]],
    [{ to: "Tess <tess@example.com>" }, ["to"]],
    [{ to: "tess@example.com\r\nBcc: eve@example.com" }, ["to"]],
    [{ to: ["tess@example.com"] }, ["to"]],
    [{}, ["to"]],
    [{ to: "tess@example.com", locale: "en_GB" }, ["locale"]],
    [{ to: "tess@example.com", test: false }, ["test"]],
  ])("is refused for %j, and nothing is written", async (body, paths) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await sendTest(body);
      expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
    });
    expect(written).toEqual([]);
  });

  it("takes a key that manages, and a survey that there is", async () => {
    const { json: reader } = await hearback.call("POST", "/v1/keys", {
      body: { name: "Reader", scopes: ["read", "ingest"] },
    });
    expect((await sendTest({ to: "tess@example.com" }, { key: reader.apiKey })).status).toBe(403);
    expect((await sendTest({ to: "tess@example.com" }, { id: "srv_00000000000" })).status).toBe(404);
  });
});
