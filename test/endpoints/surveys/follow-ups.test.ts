import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";

const everyType = [
  {
    id: "why",
    type: "multiple",
    ask: { en: "What went wrong, {{customer.firstName|friend}}?", de: "Was war?" },
    when: { score: [0, 6] },
    options: [
      { id: "slow", label: { en: "It took too long" } },
      { id: "rude", label: { en: "<b>Rude</b>" } },
    ],
    other: true,
    required: true,
  },
  { id: "solved", type: "yes_no", ask: { en: "Is it solved?" }, required: false },
  {
    id: "missing",
    type: "text",
    ask: { en: "What is missing?\nTell us." },
    when: { answer: { question: "solved", in: [false] } },
    required: false,
  },
  { id: "staff", type: "rating", ask: { en: "How was {{agent.name}}?" }, scale: { min: 0, max: 3 }, required: false },
  {
    id: "praise",
    type: "single",
    ask: { en: "What did you like?" },
    when: { score: [9, 10], answer: { question: "staff", in: [3] } },
    options: [
      { id: "calm", label: { en: "Calm" } },
      { id: "fast", label: { en: "Fast" } },
    ],
    required: false,
  },
  { id: "contact", type: "contact", required: false },
];

const text = (told: Record<string, unknown> = {}) => ({ id: "q", type: "text", ask: { en: "Why?" }, ...told });
const single = (told: Record<string, unknown> = {}) => ({
  ...text({ type: "single" }),
  options: [
    { id: "a", label: { en: "A" } },
    { id: "b", label: { en: "B" } },
  ],
  ...told,
});

const wrong: [what: string, questions: unknown, paths: string[]][] = [
  ["no list", text(), ["followUps"]],
  ["eleven questions", Array.from({ length: 11 }, (_, n) => text({ id: `q${n}` })), ["followUps"]],
  ["an id with a capital", [text({ id: "Why" })], ["followUps.0.id"]],
  ["an id with a dot", [text({ id: "a.b" })], ["followUps.0.id"]],
  ["an id of an object's own", [text({ id: "__proto__" })], ["followUps.0.id"]],
  ["an id of 41 characters", [text({ id: "x".repeat(41) })], ["followUps.0.id"]],
  ["an id twice", [text(), text()], ["followUps.1.id"]],
  ["a type that is none", [text({ type: "matrix" })], ["followUps.0.type"]],
  ["an unknown field", [text({ hint: "x" })], ["followUps.0.hint"]],
  ["nothing asked", [{ id: "q", type: "text" }], ["followUps.0.ask"]],
  ["a question in other languages", [text({ ask: { de: "Warum?" } })], ["followUps.0.ask"]],
  ["a question too long", [text({ ask: { en: "x".repeat(301) } })], ["followUps.0.ask.en"]],
  ["an unknown placeholder", [text({ ask: { en: "Why, {{name}}?" } })], ["followUps.0.ask.en"]],
  [
    "an unknown placeholder in an option",
    [single({ options: [{ id: "a", label: { en: "{{x}}" } }] })],
    ["followUps.0.options.0.label.en"],
  ],
  ["a required that is no yes or no", [text({ required: "yes" })], ["followUps.0.required"]],
  ["options of a text", [text({ options: single().options })], ["followUps.0.options"]],
  ["one option", [single({ options: [{ id: "a", label: { en: "A" } }] })], ["followUps.0.options"]],
  [
    "21 options",
    [single({ options: Array.from({ length: 21 }, (_, n) => ({ id: `a${n}`, label: { en: "A" } })) })],
    ["followUps.0.options"],
  ],
  [
    "an option twice",
    [single({ options: [...single().options, { id: "a", label: { en: "A" } }] })],
    ["followUps.0.options.2.id"],
  ],
  [
    "an option named other",
    [single({ options: [...single().options, { id: "other", label: { en: "C" } }] })],
    ["followUps.0.options.2.id"],
  ],
  [
    "two options that read alike",
    [single({ options: [...single().options, { id: "c", label: { de: "C", en: "\u200b a" } }] })],
    ["followUps.0.options.2.label.en"],
  ],
  [
    "consent asked for twice",
    [
      { id: "call", type: "contact" },
      { id: "write", type: "contact" },
    ],
    ["followUps.1.type"],
  ],
  [
    "a label of two lines",
    [single({ options: [{ id: "a", label: { en: "A\nB" } }, single().options[1]] })],
    ["followUps.0.options.0.label.en"],
  ],
  [
    "a label too long",
    [single({ options: [{ id: "a", label: { en: "x".repeat(101) } }, single().options[1]] })],
    ["followUps.0.options.0.label.en"],
  ],
  ["a scale that is none", [text({ type: "rating", scale: { min: 5, max: 5 } })], ["followUps.0.scale.max"]],
  ["a scale of eleven and more", [text({ type: "rating", scale: { min: 0, max: 11 } })], ["followUps.0.scale.max"]],
  [
    "a score that does not exist",
    [text({ when: { score: [11, 12] } })],
    ["followUps.0.when.score.0", "followUps.0.when.score.1"],
  ],
  ["a condition without one", [text({ when: {} })], ["followUps.0.when"]],
  ["scores the wrong way round", [text({ when: { score: [6, 0] } })], ["followUps.0.when.score"]],
  ["a score alone", [text({ when: { score: [6] } })], ["followUps.0.when.score"]],
  ["an unknown condition", [text({ when: { channel: "chat" } })], ["followUps.0.when.channel"]],
  [
    "a question that is not there",
    [text({ when: { answer: { question: "x", in: ["a"] } } })],
    ["followUps.0.when.answer.question"],
  ],
  [
    "a later question",
    [text({ when: { answer: { question: "p", in: ["a"] } } }), single({ id: "p" })],
    ["followUps.0.when.answer.question"],
  ],
  [
    "a text's answer",
    [text({ id: "p" }), text({ when: { answer: { question: "p", in: ["a"] } } })],
    ["followUps.1.when.answer.question"],
  ],
  [
    "an answer that is none",
    [single({ id: "p" }), text({ when: { answer: { question: "p", in: ["c"] } } })],
    ["followUps.1.when.answer.in"],
  ],
  [
    "no answer",
    [single({ id: "p" }), text({ when: { answer: { question: "p", in: [] } } })],
    ["followUps.1.when.answer.in"],
  ],
  [
    "scores at which the other is not asked",
    [
      single({ id: "p", when: { score: [0, 3] } }),
      text({ when: { score: [5, 6], answer: { question: "p", in: ["a"] } } }),
    ],
    ["followUps.1.when"],
  ],
  [
    "several things at once",
    [text({ ask: { fr: "Pourquoi ?" } }), single({ id: "p", other: true, scale: { min: 1, max: 2 } }), text()],
    ["followUps.0.ask", "followUps.1.scale", "followUps.2.id"],
  ],
];

describe("the follow-up questions of a survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = (followUps: unknown) =>
    hearback.call("POST", "/v1/surveys", { body: { name: "After support", kind: "nps", followUps } });
  const patch = (id: string, body: unknown) => hearback.call("PATCH", `/v1/surveys/${id}`, { body });

  it("may be of every type, and are shown as they were told", async () => {
    const { status, json, text: told } = await create(everyType);
    expect([status, json.followUps], told).toEqual([201, everyType]);
    expect((await hearback.call("GET", `/v1/surveys/${json.id}`)).json).toEqual(json);
  });

  it("are not required unless told", async () => {
    expect((await create([text()])).json.followUps).toEqual([{ ...text(), required: false }]);
  });

  it.each(wrong)("are refused with %s", async (_, followUps, paths) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await create(followUps);
      expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
    });
    expect(written).toEqual([]);
  });

  it.each(wrong)("do not become ones with %s either", async (_, followUps, paths) => {
    const answer = await patch(hearback.seed.surveyId, { followUps });
    expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
  });

  it("are replaced as a whole, and taken away with null", async () => {
    const { json } = await create(everyType);
    expect((await patch(json.id, { followUps: [text()] })).json.followUps).toHaveLength(1);
    expect((await patch(json.id, { followUps: null })).json).not.toHaveProperty("followUps");
  });

  it("are held against the scale of their own survey", async () => {
    const body = { name: "Thumbs", kind: "thumbs", followUps: [text({ when: { score: [2, 5] } })] };
    const answer = await hearback.call("POST", "/v1/surveys", { body });
    expect([answer.status, faultsOf(answer)]).toEqual([422, ["followUps.0.when.score"]]);
  });

  it("do not keep a name from being mended once the workspace speaks another language", async () => {
    const { json } = await create([text()]);
    await hearback.call("PATCH", "/v1/workspace", { body: { locale: "de" } });
    expect((await patch(json.id, { name: "Mended" })).json).toMatchObject({ name: "Mended", version: 2 });
    expect((await patch(json.id, { name: "Again", followUps: json.followUps })).status).toBe(200);
    const again = await patch(json.id, { followUps: [text({ ask: { en: "Why so?" } })] });
    expect([again.status, faultsOf(again)]).toEqual([422, ["followUps.0.ask"]]);
    await hearback.call("PATCH", "/v1/workspace", { body: { locale: "en" } });
  });
});
