import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keys } from "../../../functions/adapters/dynamodb/keys.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { deleteByHand } from "../../support/by-hand.ts";
import { type Answer, interaction, request } from "../../support/hearback.ts";
import { days, invite } from "../customers.ts";
import { fieldsOf, fillIn } from "./forms.ts";

const question = { en: "How was it?", de: "Wie war es?" };
const brand = { name: "Juniper Garden" };
const stop = "Unsubscribe";
const stopThis = "Stop only this survey";
const receiveAgain = "Receive surveys again";

describe("the unsubscribe page", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    const policy = { throttleDays: 0, whenThrottled: "skip", weekdaysOnly: false } as const;
    hearback = await startUnderContract({ plant: { survey: { question, brand, policy } } });
    const other = { kind: "nps", name: "Other", listensTo: ["other.done"], invitation: { delaySeconds: 0 }, policy };
    await hearback.call("POST", "/v1/surveys", { body: other });
  });
  afterAll(() => hearback.close());

  const headingOf = ({ text }: Answer) => /<h1[^>]*>([^<]+)</.exec(text)?.[1];
  const textOf = ({ text }: Answer) => /<h1.*?<p>(.*?)<\/p>/s.exec(text)?.[1]?.replace(/<[^>]+>/g, "");
  const buttonsOf = ({ text }: Answer) => [...text.matchAll(/<button[^>]*>([^<]+)</g)].map(([, words]) => words);
  const languageOf = ({ text }: Answer) => /<html lang="([^"]+)"/.exec(text)?.[1];
  const shownOn = (page: Answer) => [headingOf(page), ...buttonsOf(page)];
  const outcomeOf = async (email: string, type = "ticket.solved") =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction({ type, customer: { email } }) })).json;
  const press = (url: string, what: string, fields: Record<string, string> = {}) =>
    fillIn(hearback, url, { ...fields, what });
  const mailsTo = async (email: string) => {
    await hearback.jobs.run("dispatch-invitations");
    return (await hearback.mailbox.list()).filter(({ to }) => to.includes(email)).length;
  };
  const newAddress = () => `${crypto.randomUUID()}@example.com`;
  const inviteNew = async (report: Record<string, unknown> = {}) => {
    const email = newAddress();
    return { email, ...(await invite(hearback, { ...report, customer: { email } })) };
  };
  const tell = async (email: string, type: "Bounce" | "Complaint") => {
    const mail = (await hearback.mailbox.list()).find(({ to }) => to.includes(email));
    const body = { messageId: mail?.id, type, ...(type === "Bounce" && { bounceType: "Permanent" }) };
    await request(`${hearback.url}/_local/mail-events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await hearback.jobs.run("record-mail-events");
  };

  it("asks whether all mails are to stop or only this survey, in the name of the survey's brand", async () => {
    const { unsubscribeUrl } = await inviteNew();
    const page = await hearback.open(unsubscribeUrl);
    expect(shownOn(page)).toEqual(["Stop these emails?", stop, stopThis]);
    expect(textOf(page)).toBe("Juniper Garden will not send you surveys by email any more.");
    const { unsubscribeUrl: other } = await inviteNew({ type: "other.done" });
    expect(textOf(await hearback.open(other))).toBe("Juniper Home will not send you surveys by email any more.");
  });

  it("stops only this survey: another one still mails, this one waits in vain", async () => {
    const { email, unsubscribeUrl, interactionId } = await inviteNew({ send: { delaySeconds: 600 } });
    const done = await press(unsubscribeUrl, "survey");
    expect(shownOn(done)).toEqual(["This survey is stopped", stop, receiveAgain]);
    expect(shownOn(await hearback.open(unsubscribeUrl))).toEqual(shownOn(done));
    expect(await outcomeOf(email)).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
    expect((await outcomeOf(email, "other.done")).outcome).toBe("invited");
    await hearback.clock.advance(601);
    expect(await mailsTo(email)).toBe(1);
    const { json } = await hearback.call("GET", `/v1/interactions/${interactionId}`);
    expect(json.invitations[0]).toMatchObject({ status: "skipped", reason: "suppressed" });
  });

  it("stops all after only this survey, and a second survey beside the first", async () => {
    const email = newAddress();
    const first = await invite(hearback, { customer: { email } });
    const second = await invite(hearback, { type: "other.done", customer: { email } });
    await press(first.unsubscribeUrl, "survey");
    expect(headingOf(await press(second.unsubscribeUrl, "survey"))).toBe("This survey is stopped");
    expect((await outcomeOf(email, "other.done")).reason).toBe("suppressed");
    expect(shownOn(await press(first.unsubscribeUrl, "all"))).toEqual(["You are unsubscribed", receiveAgain]);
    await press(second.unsubscribeUrl, "again");
    expect((await outcomeOf(email)).reason).toBe("suppressed");
    expect((await outcomeOf(email, "other.done")).outcome).toBe("invited");
  });

  it("says what is done already, for as long as it is", async () => {
    const { unsubscribeUrl } = await inviteNew();
    await press(unsubscribeUrl, "all");
    await hearback.clock.advance(days(400));
    const written = await hearback.writesDuring(async () => {
      const page = await hearback.open(unsubscribeUrl);
      expect(shownOn(page)).toEqual(["You are unsubscribed", receiveAgain]);
      await hearback.open(unsubscribeUrl, { method: "HEAD" });
    });
    expect(written).toEqual([]);
  });

  it("takes either back for whoever wants surveys again, twice as once", async () => {
    for (const what of ["all", "survey"]) {
      const { email, unsubscribeUrl } = await inviteNew();
      const done = await press(unsubscribeUrl, what);
      const again = () => hearback.submit(unsubscribeUrl, { ...fieldsOf(done), what: "again" });
      await hearback.clock.advance(20);
      expect(shownOn(await again())).toEqual(["You will receive surveys again"]);
      expect(headingOf(await again())).toBe("You will receive surveys again");
      expect((await outcomeOf(email)).outcome).toBe("invited");
      expect(await mailsTo(email)).toBe(2);
      expect(shownOn(await hearback.open(unsubscribeUrl))).toEqual(["Stop these emails?", stop, stopThis]);
    }
  });

  it.each(["Bounce", "Complaint"] as const)("never takes back a %s, whenever it came", async (event) => {
    for (const isFirst of [true, false]) {
      const { email, unsubscribeUrl, invitationId: id } = await inviteNew();
      expect(await mailsTo(email)).toBe(1);
      if (isFirst) await tell(email, event);
      await hearback.submit(unsubscribeUrl, {});
      if (!isFirst) await tell(email, event);
      expect(shownOn(await hearback.open(unsubscribeUrl))).toEqual(["You are unsubscribed"]);
      const invitation = { workspaceId: hearback.seed.workspaceId, id };
      const nonce = await hearback.services.links.nonce(invitation, hearback.clock.now());
      const refused = await hearback.submit(unsubscribeUrl, { nonce, what: "again" });
      expect(shownOn(refused)).toEqual(["You are unsubscribed"]);
      expect((await outcomeOf(email)).reason).toBe("suppressed");
    }
  });

  it("never takes back the business's own wish, though its form was served before", async () => {
    const { email, unsubscribeUrl } = await inviteNew();
    const fields = fieldsOf(await press(unsubscribeUrl, "all"));
    await hearback.call("POST", "/v1/suppressions", { body: { email } });
    await hearback.clock.advance(20);
    const refused = await hearback.submit(unsubscribeUrl, { ...fields, what: "again" });
    expect(shownOn(refused)).toEqual(["You are unsubscribed"]);
    expect((await outcomeOf(email)).reason).toBe("suppressed");
  });

  it("brings nothing back without the page's own form", async () => {
    const { email, unsubscribeUrl } = await inviteNew();
    const { unsubscribeUrl: foreign } = await inviteNew();
    await press(unsubscribeUrl, "all");
    const { nonce = "" } = fieldsOf(await hearback.open(unsubscribeUrl));
    const { nonce: ofAnother = "" } = fieldsOf(await hearback.open(foreign));
    const trap = { nonce, website: "https://example.com" };
    for (const fields of [{}, { nonce: "made up" }, { nonce: ofAnother }, trap]) {
      const refused = await hearback.submit(unsubscribeUrl, { ...fields, what: "again" });
      expect(headingOf(refused)).toBe("You are unsubscribed");
    }
    expect((await outcomeOf(email)).reason).toBe("suppressed");
  });

  it.each([
    ["names nothing that it offers", { what: "nothing" }],
    ["names several things", { what: "survey\nagain" }],
    ["is a mail program's, with words of its own", { "List-Unsubscribe": "One-Click", any: "thing" }],
  ])("stops all by a form that %s", async (_, fields) => {
    const { email, unsubscribeUrl } = await inviteNew();
    expect(headingOf(await hearback.submit(unsubscribeUrl, fields as Record<string, string>))).toBe(
      "You are unsubscribed",
    );
    expect((await outcomeOf(email, "other.done")).reason).toBe("suppressed");
  });

  it("offers the survey's languages, and stays in the one that was chosen", async () => {
    const { unsubscribeUrl } = await inviteNew();
    const english = await hearback.open(unsubscribeUrl);
    expect([...english.text.matchAll(/<li><a href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      "?lang=de",
      "?lang=en",
    ]);
    const german = await hearback.open(`${unsubscribeUrl}?lang=de`);
    expect([languageOf(german), headingOf(german)]).toEqual(["de", "Diese E‑Mails abbestellen?"]);
    const done = await press(`${unsubscribeUrl}?lang=de`, "survey");
    expect([languageOf(done), fieldsOf(done)["lang"]]).toEqual(["de", "de"]);
    expect(languageOf(await hearback.open(`${unsubscribeUrl}?lang=fr`))).toBe("en");
  });

  it("asks and stops all when the invitation and its survey have long expired", async () => {
    const { email, unsubscribeUrl } = await inviteNew();
    await hearback.clock.advance(days(900));
    expect(shownOn(await hearback.open(unsubscribeUrl))).toEqual(["Stop these emails?", stop]);
    expect(headingOf(await hearback.submit(unsubscribeUrl, { what: "survey" }))).toBe("You are unsubscribed");
    expect((await outcomeOf(email, "other.done")).reason).toBe("suppressed");
  });

  it("offers to take back what was chosen although the address's own record was not written", async () => {
    const { email, unsubscribeUrl } = await inviteNew();
    const { nonce = "" } = fieldsOf(await press(unsubscribeUrl, "all"));
    const path = `/v1/suppressions/${encodeURIComponent(`email:${email}`)}`;
    const { json } = await hearback.call("GET", path);
    await deleteByHand(hearback, keys.suppressed(hearback.seed.workspaceId, json.id));
    expect(shownOn(await hearback.open(unsubscribeUrl))).toEqual(["You are unsubscribed", receiveAgain]);
    expect((await hearback.call("GET", path)).json).toMatchObject({ id: json.id, email, reason: "unsubscribed" });
    await hearback.clock.advance(20);
    await hearback.submit(unsubscribeUrl, { nonce, what: "again" });
    expect((await outcomeOf(email)).outcome).toBe("invited");
    expect((await hearback.call("DELETE", path)).status).toBe(404);
  });

  it("offers to take back what was chosen with an address that bounced, once another is told", async () => {
    const customer = { id: `c-${crypto.randomUUID()}` };
    const [old, email] = [newAddress(), newAddress()];
    const { unsubscribeUrl } = await invite(hearback, { customer: { ...customer, email: old } });
    expect(await mailsTo(old)).toBe(1);
    await press(unsubscribeUrl, "all");
    await tell(old, "Bounce");
    expect(shownOn(await hearback.open(unsubscribeUrl))).toEqual(["You are unsubscribed"]);
    const body = interaction({ type: "address.changed", customer: { ...customer, email } });
    await hearback.call("POST", "/v1/interactions", { body });
    const { nonce = "" } = fieldsOf(await hearback.open(unsubscribeUrl));
    await hearback.clock.advance(20);
    const again = await hearback.submit(unsubscribeUrl, { nonce, what: "again" });
    expect(shownOn(again)).toEqual(["You will receive surveys again"]);
    expect((await outcomeOf(email)).outcome).toBe("invited");
    const { json } = await hearback.call("GET", `/v1/suppressions/${encodeURIComponent(`email:${old}`)}`);
    expect([json.reason, json.unsubscribedAt]).toEqual(["bounced", undefined]);
  });

  it("gives mails back to the second customer of a mailbox too, who was readdressed to it", async () => {
    const { email: shared, unsubscribeUrl: first } = await inviteNew();
    const customer = { id: `c-${crypto.randomUUID()}`, email: newAddress() };
    const { unsubscribeUrl, invitationId } = await invite(hearback, { customer });
    expect(await mailsTo(customer.email)).toBe(1);
    await tell(customer.email, "Bounce");
    await hearback.call("POST", `/v1/invitations/${invitationId}/resend`, { body: { email: shared } });
    for (const url of [first, unsubscribeUrl]) await press(url, "all");
    const { nonce = "" } = fieldsOf(await hearback.open(unsubscribeUrl));
    await hearback.clock.advance(20);
    const again = await hearback.submit(unsubscribeUrl, { nonce, what: "again" });
    expect(shownOn(again)).toEqual(["You will receive surveys again"]);
    const body = interaction({ customer: { id: customer.id } });
    expect((await hearback.call("POST", "/v1/interactions", { body })).json.outcome).toBe("invited");
  });

  it("ends the mailing of the customer although the address is another by now", async () => {
    const customer = { id: `c-${crypto.randomUUID()}` };
    const old = newAddress();
    const { unsubscribeUrl } = await invite(hearback, { customer: { ...customer, email: old } });
    const email = newAddress();
    await hearback.call("POST", "/v1/interactions", {
      body: interaction({ type: "address.changed", customer: { ...customer, email } }),
    });
    const done = await press(unsubscribeUrl, "all");
    expect((await outcomeOf(email)).reason).toBe("suppressed");
    await hearback.clock.advance(20);
    await hearback.submit(unsubscribeUrl, { ...fieldsOf(done), what: "again" });
    expect((await outcomeOf(email)).outcome).toBe("invited");
  });
});
