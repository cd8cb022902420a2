import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";

const rich = {
  name: 'Größe "S" / après\u00a0livraison.exe',
  kind: "custom",
  scale: { min: 0, max: 2, topBox: 2, emoji: ["😡", "😐", "😍"], labels: { "2": { en: "Great", de: "Super" } } },
  listensTo: ["order.delivered"],
  invitation: {
    delaySeconds: 0,
    expireAfterDays: 7,
    reminders: [{ afterDays: 3, subject: { en: "Still curious" } }],
    samplePercent: 12.5,
  },
  policy: {
    throttleDays: 0,
    whenThrottled: "defer",
    quietHours: { from: "20:00", to: "08:00" },
    weekdaysOnly: true,
  },
  question: { en: "How was {{product|it}}?", de: "Wie war {{product|es}}?" },
  followUps: [
    {
      id: "why",
      type: "single",
      ask: { en: "Why?" },
      when: { score: [0, 1] },
      options: [
        { id: "late", label: { en: "Late" } },
        { id: "broken", label: { en: "Broken" } },
      ],
      other: true,
      required: true,
    },
    {
      id: "more",
      type: "text",
      ask: { en: "More?" },
      when: { answer: { question: "why", in: ["other"] } },
      required: false,
    },
  ],
  thanks: { en: "Thanks" },
  thanksLink: { url: "https://reviews.example.com", label: { en: "Review us" } },
  editWindowHours: 1,
  brand: { name: "Juniper Garden", accentColour: "#0b6455" },
  replyTo: "care@juniper.example.com",
  mail: {
    subject: { en: "A question" },
    intro: { en: "Hello {{customer.firstName|there}}" },
    fromName: "Juniper Care",
  },
};

describe("an exported survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = async (body: unknown) => (await hearback.call("POST", "/v1/surveys", { body })).json;
  const exported = (id: string) => hearback.call("GET", `/v1/surveys/${id}/export`);
  const take = (body: unknown, key = hearback.seed.apiKey) =>
    hearback.call("POST", "/v1/surveys/import", { body, key });

  it("is all of its definition and nothing of its life", async () => {
    const { id } = await create(rich);
    expect((await exported(id)).json).toEqual({ hearback: "survey/1", ...rich });
  });

  it("has its fields in one order, whatever the table makes of them, and so has the survey", async () => {
    const question = { nl: "Hoe?", en: "How?", "de-AT": "Wie?", fr: "Comment ?", de: "Wie?" };
    const { id } = await create({ ...rich, question });
    const { emoji, labels: _, ...scores } = rich.scale;
    const inOrder = JSON.stringify({
      ...rich,
      scale: { ...scores, labels: { "2": { de: "Super", en: "Great" } }, emoji },
      question: { de: "Wie?", "de-AT": "Wie?", en: "How?", fr: "Comment ?", nl: "Hoe?" },
    });
    const { json } = await exported(id);
    expect(JSON.stringify(json)).toBe(JSON.stringify({ hearback: "survey/1", ...JSON.parse(inOrder) }));
    for (const path of [id, `${id}/versions/1`]) {
      const shown = (await hearback.call("GET", `/v1/surveys/${path}`)).text;
      expect(shown).toContain(inOrder.slice(1, -1));
    }
  });

  it.each<[string, unknown]>([
    ["with everything", rich],
    ["with nothing but a kind", { name: "Plain", kind: "thumbs" }],
  ])("makes the same survey of another workspace, %s", async (_, body) => {
    const document = (await exported((await create(body)).id)).json;
    const other = await hearback.plant();
    const { status, json } = await take(document, other.apiKey);
    expect([status, json.version, json.status]).toEqual([201, 1, "active"]);
    const again = await hearback.call("GET", `/v1/surveys/${json.id}/export`, { key: other.apiKey });
    expect(again.json).toEqual(document);
  });

  it("is offered as a file whose name every system takes", async () => {
    const nameFor = async (name: string) => {
      const { id } = await create({ name, kind: "nps" });
      return (await exported(id)).headers.get("content-disposition");
    };
    expect(await nameFor(rich.name)).toBe('attachment; filename="gro-e-s-apres-livraison-exe.survey.json"');
    expect(await nameFor("../../etc/passwd")).toBe('attachment; filename="etc-passwd.survey.json"');
    expect(await nameFor('x"; filename=evil.exe')).toBe('attachment; filename="x-filename-evil-exe.survey.json"');
    expect(await nameFor("アンケート")).toBe('attachment; filename="hearback.survey.json"');
    expect(await nameFor("x".repeat(100))).toBe(`attachment; filename="${"x".repeat(60)}.survey.json"`);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["of no format", { hearback: undefined }, ["hearback"]],
    ["of a format to come", { hearback: "survey/2" }, ["hearback"]],
    ["of something else", { hearback: "workspace/1" }, ["hearback"]],
    ["with an id", { id: "srv_00000000000" }, ["id"]],
    ["with a status and a version", { status: "archived", version: 3 }, ["status", "version"]],
    ["without a kind", { kind: undefined }, ["kind"]],
    ["with a scale of another kind", { kind: "stars" }, ["scale"]],
    [
      "with a question that nobody reaches",
      { followUps: [{ ...rich.followUps[0], when: { score: [3, 4] } }] },
      ["followUps.0.when.score"],
    ],
  ])("is refused %s", async (_, fields, paths) => {
    const answer = await take({ hearback: "survey/1", ...rich, ...fields });
    expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
  });

  it("says which format can be read when it is of another", async () => {
    const { json } = await take({ hearback: "survey/2", name: "x", kind: "nps" });
    expect(json.errors).toEqual([
      { path: "hearback", message: 'is not a format that can be read here, which is "survey/1"' },
    ]);
  });

  it("is not found for a survey that is not there", async () => {
    for (const id of ["srv_00000000000", "x"]) expect((await exported(id)).status).toBe(404);
  });

  it("is taken in by whoever may manage, and given out to whoever may read", async () => {
    const keyWith = async (scope: string) =>
      (await hearback.call("POST", "/v1/keys", { body: { name: scope, scopes: [scope] } })).json.apiKey;
    const [reader, manager] = [await keyWith("read"), await keyWith("manage")];
    const path = `/v1/surveys/${hearback.seed.surveyId}/export`;
    const { status, json } = await hearback.call("GET", path, { key: reader });
    expect(status).toBe(200);
    expect((await take(json, reader)).status).toBe(403);
    expect((await take(json, manager)).status).toBe(201);
    expect((await hearback.call("GET", path, { key: manager })).status).toBe(403);
  });
});
