import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";

/** Texts in so many locales. */
const inLocales = (count: number, text: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`en-x-${String(n).padStart(4, "0")}`, text]));

const wrong: [fields: Record<string, unknown>, paths: string[]][] = [
  [{ name: undefined }, ["name"]],
  [{ name: "" }, ["name"]],
  [{ name: "a\nb" }, ["name"]],
  [{ kind: undefined }, ["kind"]],
  [{ kind: "quiz" }, ["kind"]],
  [{ listensTo: "ticket.solved" }, ["listensTo"]],
  [{ listensTo: ["a", ""] }, ["listensTo.1"]],
  [{ listensTo: Array(51).fill("a") }, ["listensTo"]],
  [{ invitation: { delaySeconds: -1, expireAfterDays: 0 } }, ["invitation.delaySeconds", "invitation.expireAfterDays"]],
  [{ invitation: { delay: 5 } }, ["invitation.delay"]],
  [{ invitation: { delaySeconds: 86_400, expireAfterDays: 1 } }, ["invitation.delaySeconds"]],
  [{ invitation: { delaySeconds: 31 * 86_400 } }, ["invitation.delaySeconds"]],
  [{ invitation: { samplePercent: 5e-324 } }, ["invitation.samplePercent"]],
  [
    { invitation: { samplePercent: 101, reminders: [{ afterDays: 0 }] } },
    ["invitation.reminders.0.afterDays", "invitation.samplePercent"],
  ],
  [{ invitation: { reminders: [1, 2, 3, 4].map((afterDays) => ({ afterDays })) } }, ["invitation.reminders"]],
  [{ invitation: { reminders: [{ afterDays: 4 }, { afterDays: 4 }] } }, ["invitation.reminders.1.afterDays"]],
  [{ invitation: { reminders: [{ afterDays: 30 }] } }, ["invitation.reminders.0.afterDays"]],
  [{ invitation: { delaySeconds: 7_776_001 } }, ["invitation.delaySeconds"]],
  [{ policy: { quietHours: { from: "20:00", to: "20:00" } } }, ["policy.quietHours"]],
  [{ policy: { throttleDays: 366, whenThrottled: "never" } }, ["policy.throttleDays", "policy.whenThrottled"]],
  [{ editWindowHours: 1.5 }, ["editWindowHours"]],
  [{ editWindowHours: 8785 }, ["editWindowHours"]],
  [{ question: "How was it?" }, ["question"]],
  [{ question: {} }, ["question"]],
  [{ question: { en_GB: "How was it?" } }, ["question.en_GB"]],
  [{ question: { en: " " } }, ["question.en"]],
  [{ question: { en: "x".repeat(301) } }, ["question.en"]],
  [{ question: { en: "a", de: 5 } }, ["question.de"]],
  [{ thanks: { en: "x".repeat(1001) } }, ["thanks.en"]],
  [{ mail: { subject: { en: "a\r\nBcc: eve@example.com" } } }, ["mail.subject.en"]],
  [{ mail: { subject: { en: "x".repeat(201) } } }, ["mail.subject.en"]],
  [{ mail: { fromName: "bank@example.com" } }, ["mail.fromName"]],
  [{ mail: { fromName: "Bank <x" } }, ["mail.fromName"]],
  [{ mail: { html: "<b>" } }, ["mail.html"]],
  [{ status: "paused", version: 7, id: "srv_00000000000" }, ["id", "status", "version"]],
  [{ question: { en: "Dear {{customer.email}}?" } }, ["question.en"]],
  [{ question: { en: "{{ workspace.nam }}?" } }, ["question.en"]],
  [{ thanks: { en: "Thanks", de: "{{}}" } }, ["thanks.de"]],
  [{ mail: { subject: { en: "{{WORKSPACE.NAME}}" } } }, ["mail.subject.en"]],
  [{ mail: { intro: { en: "{{workspace.name}} {{link}}" } } }, ["mail.intro.en"]],
  [{ question: { en: "lone \ud800 surrogate" } }, ["question.en"]],
  [{ thanks: { en: "lone \udfff surrogate" } }, ["thanks.en"]],
  [{ mail: { intro: { en: "lone \ud800 surrogate" } } }, ["mail.intro.en"]],
];

describe("surveys", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = (fields: Record<string, unknown> = {}) =>
    hearback.call("POST", "/v1/surveys", { body: { name: "After delivery", kind: "nps", ...fields } });
  const patch = (id: string, body: unknown) => hearback.call("PATCH", `/v1/surveys/${id}`, { body });
  const get = async (id: string) => (await hearback.call("GET", `/v1/surveys/${id}`)).json;

  it("are created with what the documentation calls the defaults", async () => {
    const { status, json } = await create();
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.stringMatching(/^srv_/),
      version: 1,
      status: "active",
      name: "After delivery",
      kind: "nps",
      listensTo: [],
      invitation: { delaySeconds: 3600, expireAfterDays: 30, reminders: [], samplePercent: 100 },
      policy: { throttleDays: 30, whenThrottled: "skip", weekdaysOnly: false },
      editWindowHours: 168,
      mail: {},
      createdAt: expect.any(String),
      changedAt: json.createdAt,
    });
    expect(await get(json.id)).toEqual(json);
  });

  it("keep everything that is told", async () => {
    const fields = {
      name: "Nach dem Kauf",
      listensTo: ["order.delivered", "order.returned"],
      invitation: { delaySeconds: 0, expireAfterDays: 7 },
      policy: { throttleDays: 0, whenThrottled: "defer" },
      question: { en: "Would you recommend {{ workspace.name }}?", "de-AT": "Würden Sie uns weiterempfehlen?" },
      thanks: { en: "Thanks from {{workspace.name}}\nand all of us" },
      editWindowHours: 0,
      mail: { subject: { en: "A question" }, intro: { en: "Hello" }, fromName: "Juniper Care" },
    };
    const { json } = await create(fields);
    expect(await get(json.id)).toMatchObject(fields);
  });

  it("are listed newest first", async () => {
    const ids: string[] = [];
    for (const name of ["first", "second", "third"]) {
      await hearback.clock.advance(1);
      ids.unshift((await create({ name })).json.id);
    }
    const { items } = (await hearback.call("GET", "/v1/surveys")).json;
    expect(items.slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it("hear a type once, however often it is told", async () => {
    expect((await create({ listensTo: ["a", "b", "a"] })).json.listensTo).toEqual(["a", "b"]);
  });

  it.each(wrong)("are refused with %j, and the fault is named", async (fields, paths) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await create(fields);
      expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
    });
    expect(written).toEqual([]);
  });

  it.each(wrong.filter(([fields]) => !("name" in fields && fields["name"] === undefined) && !("kind" in fields)))(
    "are not changed to %j either",
    async (fields, paths) => {
      const before = await get(hearback.seed.surveyId);
      const answer = await patch(hearback.seed.surveyId, fields);
      expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
      expect(await get(hearback.seed.surveyId)).toEqual(before);
    },
  );

  it("never change their kind", async () => {
    const answer = await patch(hearback.seed.surveyId, { kind: "nps" });
    expect([answer.status, faultsOf(answer)]).toEqual([422, ["kind"]]);
  });

  it("refuse texts in more locales than fit into the table, even piece by piece", async () => {
    const { status, json } = await create({ question: inLocales(700, "q".repeat(300)) });
    if (status === 201) expect((await patch(json.id, { thanks: inLocales(230, "t".repeat(1000)) })).status).toBe(422);
    else expect(status).toBe(422);
  });

  it("are not found when there is none of that id", async () => {
    for (const id of [
      "srv_00000000000",
      "srv_",
      "x",
      `${hearback.seed.surveyId}0`,
      hearback.seed.surveyId.slice(0, -1),
    ]) {
      expect((await hearback.call("GET", `/v1/surveys/${id}`)).status, id).toBe(404);
      expect((await patch(id, { name: "x" })).status, id).toBe(404);
      expect((await hearback.call("POST", `/v1/surveys/${id}/pause`)).status, id).toBe(404);
      expect((await hearback.call("POST", `/v1/surveys/${id}/resume`)).status, id).toBe(404);
    }
  });

  it("make no invitations while paused, and do again when resumed", async () => {
    const { json } = await create({ listensTo: ["parcel.lost"] });
    const report = () => hearback.call("POST", "/v1/interactions", { body: interaction({ type: "parcel.lost" }) });
    expect((await report()).json.outcome).toBe("invited");
    const paused = await hearback.call("POST", `/v1/surveys/${json.id}/pause`);
    expect(paused.json).toEqual({ ...json, status: "paused" });
    expect((await hearback.call("POST", `/v1/surveys/${json.id}/pause`)).status).toBe(200);
    expect((await report()).json.outcome).toBe("not_invited");
    const resumed = await hearback.call("POST", `/v1/surveys/${json.id}/resume`);
    expect(resumed.json).toEqual(json);
    expect((await report()).json.outcome).toBe("invited");
  });

  it("skip what is scheduled already while they are paused", async () => {
    const { json } = await create({ listensTo: ["parcel.found"], invitation: { delaySeconds: 60 } });
    const { json: accepted } = await hearback.call("POST", "/v1/interactions", {
      body: interaction({ type: "parcel.found" }),
    });
    await hearback.call("POST", `/v1/surveys/${json.id}/pause`);
    await hearback.clock.advance(61);
    await hearback.jobs.run("dispatch-invitations");
    const { json: story } = await hearback.call("GET", `/v1/interactions/${accepted.id}`);
    expect(story.invitations).toMatchObject([{ status: "skipped", reason: "survey_paused" }]);
  });
});
