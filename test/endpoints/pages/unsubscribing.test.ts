import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { answer, days, invite } from "../customers.ts";

describe("unsubscribing", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const post = (customer: Record<string, string>) =>
    hearback.call("POST", "/v1/interactions", { body: interaction({ customer }) });
  const storyOf = async (id: string) => (await hearback.call("GET", `/v1/interactions/${id}`)).json;
  const oneClick = { "List-Unsubscribe": "One-Click" };
  const multipart = (): FormData => {
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    return form;
  };

  it("is asked for first: opening the page, by GET or HEAD, changes nothing", async () => {
    const { unsubscribeUrl } = await invite(hearback, { customer: { email: "asked@example.com" } });
    const written = await hearback.writesDuring(async () => {
      const page = await hearback.open(unsubscribeUrl);
      expect(page.status).toBe(200);
      expect(page.text).toContain("Stop these emails?");
      expect(page.text).toMatch(/<form[^>]*method="post"/);
      for (let round = 0; round < 10; round++) await hearback.open(unsubscribeUrl, { method: "HEAD" });
    });
    expect(written).toEqual([]);
    expect((await post({ email: "asked@example.com" })).json.outcome).toBe("invited");
  });

  it("is one click from the mail's header, in either encoding, without cookie or redirect, and again is harmless", async () => {
    for (const [email, form] of [
      ["url@example.com", oneClick],
      ["multi@example.com", multipart()],
    ] as const) {
      await invite(hearback, { customer: { email } });
      await hearback.jobs.run("dispatch-invitations");
      const mail = (await hearback.mailbox.list()).find(({ to }) => to.includes(email));
      const head = (mail?.raw ?? "").split(/\r?\n\r?\n/)[0]?.replace(/\r?\n[ \t]+/g, " ") ?? "";
      expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
      const url = /^List-Unsubscribe: <(https?:[^>]+)>$/im.exec(head)?.[1] ?? "";

      for (const _ of ["once", "twice"]) {
        const done = await hearback.submit(url, form);
        expect([done.status, done.headers.get("location")]).toEqual([200, null]);
        expect(done.text).toContain("You are unsubscribed");
      }
      expect((await post({ email })).json).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
    }
  });

  it("is the page's button too, which sends no field at all", async () => {
    const { unsubscribeUrl } = await invite(hearback, { customer: { email: "button@example.com" } });
    expect((await hearback.submit(unsubscribeUrl, {})).status).toBe(200);
    const bare = await hearback.open(unsubscribeUrl, { method: "POST" });
    expect([bare.status, (await post({ email: "button@example.com" })).json.reason]).toEqual([200, "suppressed"]);
  });

  it("skips what is scheduled already, for every survey", async () => {
    const customer = { id: "c-all", email: "all@example.com" };
    const body = { name: "Other", kind: "nps", listensTo: ["other.done"], invitation: { delaySeconds: 600 } };
    await hearback.call("POST", "/v1/surveys", { body });
    const first = await invite(hearback, { customer, send: { delaySeconds: 600 } });
    const second = await invite(hearback, { type: "other.done", customer });
    await hearback.submit(first.unsubscribeUrl, oneClick);
    await hearback.clock.advance(601);
    await hearback.jobs.run("dispatch-invitations");
    for (const { interactionId } of [first, second]) {
      const story = await storyOf(interactionId);
      expect(story).toMatchObject({ outcome: "invited", invitations: [{ status: "skipped", reason: "suppressed" }] });
      expect(story.invitations[0].history).toMatchObject([{ status: "scheduled" }, { status: "skipped" }]);
    }
    const mails = (await hearback.mailbox.list()).filter(({ to }) => to.includes(customer.email));
    expect(mails).toEqual([]);
  });

  it("works long after the survey is over and answered, and leaves the answer alone", async () => {
    const { unsubscribeUrl, surveyUrl, responseId } = await answer(hearback, 9, {
      report: { customer: { email: "late@example.com" } },
    });
    const before = (await hearback.call("GET", `/v1/responses/${responseId}`)).json;
    await hearback.clock.advance(days(200));
    expect((await hearback.open(surveyUrl)).status).toBe(410);
    expect((await hearback.submit(unsubscribeUrl, oneClick)).status).toBe(200);
    expect((await post({ email: "late@example.com" })).json.reason).toBe("suppressed");
    expect((await hearback.call("GET", `/v1/responses/${responseId}`)).json).toEqual(before);
  });

  it("leaves other customers and other workspaces alone", async () => {
    const customer = { email: "shared@example.com" };
    const { unsubscribeUrl } = await invite(hearback, { customer });
    const other = await hearback.plant();
    await hearback.submit(unsubscribeUrl, oneClick);
    const elsewhere = await hearback.call("POST", "/v1/interactions", {
      key: other.apiKey,
      body: interaction({ customer }),
    });
    expect(elsewhere.json.outcome).toBe("invited");
    expect((await post({ email: "neighbour@example.com" })).json.outcome).toBe("invited");
  });

  it("still lets the customer answer the mail they have", async () => {
    const { unsubscribeUrl, surveyUrl } = await invite(hearback);
    await hearback.submit(unsubscribeUrl, oneClick);
    expect((await hearback.submit(surveyUrl, { score: "3" })).status).toBe(303);
  });

  it("does not take a body that is no form, and says so on a page", async () => {
    const { unsubscribeUrl } = await invite(hearback, { customer: { email: "json@example.com" } });
    const headers = { "content-type": "application/json" };
    const refused = await hearback.open(unsubscribeUrl, { method: "POST", headers, body: "{}" });
    expect([refused.status, refused.headers.get("content-type")]).toEqual([415, "text/html; charset=utf-8"]);
    expect((await post({ email: "json@example.com" })).json.outcome).toBe("invited");
  });
});
