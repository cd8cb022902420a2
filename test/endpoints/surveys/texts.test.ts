import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { invite } from "../customers.ts";

const placeholders = "{{workspace.name}} {{customer.name}} {{customer.firstName|there}} {{agent.name}} {{product}}";

/** What the fields of several lines and those of one refuse. */
const proseFaults = {
  "a lone surrogate": "half \ud83d",
  "a control character": "a\u0000b",
  "an escape": "\u001b[31mred",
  "an override of direction": "\u202egnp.exe",
  "nothing but zero-width characters": "\u200b\u200d\u2060\ufeff",
  "nothing but blanks": " \u00a0\u2800 ",
  "a placeholder unknown": "{{customer.email}}",
  "a placeholder around another": "{{{{workspace.name}}}}",
  "a placeholder that does not end": "Hello {{customer.name",
  "a placeholder that ends too early": "Hello {{customer.name}, how was it?",
  "a placeholder in single braces": "Hello {customer.name}, how was it?",
  "100 KB": "x".repeat(100_000),
};
const lineFaults = {
  ...proseFaults,
  "a line break": "a\nb",
  "a line separator": "a\u2028b",
  "a direction mark": "a\u200fb",
};

const places: [path: string, faults: Record<string, string>, fieldsWith: (text: string) => Record<string, unknown>][] =
  [
    ["question.en", proseFaults, (en) => ({ question: { en } })],
    ["thanks.en", proseFaults, (en) => ({ thanks: { en } })],
    ["mail.intro.en", proseFaults, (en) => ({ mail: { intro: { en } } })],
    ["followUps.0.ask.en", proseFaults, (en) => ({ followUps: [{ id: "q", type: "text", ask: { en } }] })],
    ["thanksLink.label.en", lineFaults, (en) => ({ thanksLink: { url: "https://example.com", label: { en } } })],
    ["scale.labels.1.en", lineFaults, (en) => ({ kind: "custom", scale: { min: 1, max: 2, labels: { "1": { en } } } })],
  ];

const rows = places.flatMap(([path, faults, fieldsWith]) =>
  Object.entries(faults).map(([what, text]) => [path, what, fieldsWith(text)] as const),
);

describe("a text of a survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = (fields: Record<string, unknown>) =>
    hearback.call("POST", "/v1/surveys", { body: { name: "After delivery", kind: "nps", ...fields } });

  it.each(rows)("%s may not be %s", async (path, _, fields) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await create(fields);
      expect([answer.status, faultsOf(answer)], answer.text.slice(0, 500)).toEqual([422, [path]]);
    });
    expect(written).toEqual([]);
  });

  it.each([
    ["several lines", "One\n\nTwo\tthree"],
    ["every script and direction mark", "مرحبا\u200f! שלום\u200e, می\u200cخواهم, नमस्ते, 👨‍👩‍👧 \u2068Ada\u2069"],
    ["markup, which pages escape", '<script>alert("1")</script> & <b>'],
    ["every placeholder", `${placeholders} {{attributes.plan|free}}`],
    ["braces that are none", "{name} { {x} }"],
  ])("may hold %s", async (_, text) => {
    const fields = { question: { en: text }, thanks: { en: text }, mail: { intro: { en: text } } };
    expect((await create(fields)).json).toMatchObject(fields);
  });

  const inGerman: [path: string, fields: Record<string, unknown>][] = [
    ["question", { question: { de: "Wie?" } }],
    ["thanks", { thanks: { de: "Danke" } }],
    ["thanksLink.label", { thanksLink: { url: "https://example.com", label: { de: "Mehr" } } }],
    ["mail.subject", { mail: { subject: { de: "Eine Frage" }, fromName: "Juniper" } }],
    ["mail.intro", { mail: { intro: { de: "Hallo" } } }],
    [
      "invitation.reminders.1.subject",
      { invitation: { reminders: [{ afterDays: 3 }, { afterDays: 6, subject: { de: "Noch einmal" } }] } },
    ],
    ["invitation.reminders.0.intro", { invitation: { reminders: [{ afterDays: 3, intro: { de: "Noch einmal" } }] } }],
  ];

  it.each(inGerman)("%s is there in the workspace's own language", async (path, fields) => {
    const { json } = await create({});
    for (const answer of [
      await create(fields),
      await hearback.call("PATCH", `/v1/surveys/${json.id}`, { body: fields }),
    ]) {
      const message = "has no text in en, the workspace's own language";
      expect([answer.status, answer.json.errors]).toEqual([422, [{ path, message }]]);
    }
  });

  it("serves the workspace's language, be that told more exactly than the text is", async () => {
    const { apiKey: key } = await hearback.plant({ workspace: { locale: "de-AT" } });
    for (const [, fields] of inGerman) {
      const body = { name: "After delivery", kind: "nps", ...fields };
      expect((await hearback.call("POST", "/v1/surveys", { body, key })).status).toBe(201);
    }
  });

  it("stays as it is when the workspace has taken another language and something else is changed", async () => {
    const { apiKey: key } = await hearback.plant();
    const call = (method: string, path: string, body: unknown) => hearback.call(method, path, { body, key });
    const mail = { subject: { en: "A question" } };
    const { json } = await call("POST", "/v1/surveys", { name: "x", kind: "nps", question: { en: "How?" }, mail });
    await call("PATCH", "/v1/workspace", { locale: "de" });
    const patch = (body: unknown) => call("PATCH", `/v1/surveys/${json.id}`, body);
    expect((await patch({ name: "Mended", question: { en: "How?" }, mail: { fromName: "Juniper" } })).status).toBe(200);
    expect(faultsOf(await patch({ question: { en: "How so?" } }))).toEqual(["question"]);
    expect(faultsOf(await patch({ mail: { intro: { en: "Hi" } } }))).toEqual(["mail.intro"]);
    expect((await patch({ question: { de: "Wie?" }, mail: { subject: null } })).status).toBe(200);
  });

  it("is told under a language that there is, which a word like english is not", async () => {
    const { status, json } = await create({ question: { en: "How?", german: "Wie?" } });
    expect([status, json.errors]).toEqual([
      422,
      [{ path: "question.german", message: expect.stringContaining("begins with no language") }],
    ]);
  });

  it("loses the blanks around it", async () => {
    const followUps = [{ id: "q", type: "text", ask: { en: "\n Why? " } }];
    expect((await create({ followUps, question: { en: " How? " } })).json).toMatchObject({
      question: { en: "How?" },
      followUps: [{ ask: { en: "Why?" } }],
    });
  });

  it("tells which placeholders there are to who used another", async () => {
    const { json } = await create({ question: { en: "Hello {{name}}" } });
    for (const name of [...placeholders.matchAll(/\{\{([\w.]+)/g)].map(([, found]) => found)) {
      expect(json.errors[0].message).toContain(`{{${name}}}`);
    }
    expect(json.errors[0].message).toContain("{{attributes.NAME}}");
  });

  it("is escaped on the page", async () => {
    const script = "<script>alert(1)</script>";
    await hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, { body: { question: { en: script } } });
    const { surveyUrl } = await invite(hearback);
    const { text } = await hearback.open(surveyUrl);
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text).not.toContain(script);
  });

  it("makes, with all the others, no survey larger than fits into the table", async () => {
    const long = (length: number) =>
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [n === 0 ? "en" : `en-x-${n}`, "語".repeat(length)]));
    const ask = (id: string) => ({ id, type: "text", ask: long(300) });
    const { json } = await create({ thanks: long(1000), question: long(300) });
    const more = await hearback.call("PATCH", `/v1/surveys/${json.id}`, { body: { followUps: [ask("a"), ask("b")] } });
    expect([more.status, more.json.errors]).toEqual([422, [{ path: "", message: expect.stringContaining("250 KB") }]]);
  });
});
