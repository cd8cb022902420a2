import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";

const faces = ["😡", "🙁", "😐", "🙂", "😍"];

const right: Record<string, unknown>[] = [
  { kind: "nps" },
  { kind: "csat" },
  { kind: "ces" },
  { kind: "ces", effortScale: "ease" },
  { kind: "ces", effortScale: "effort" },
  { kind: "stars" },
  { kind: "thumbs" },
  { kind: "custom" },
  { kind: "custom", scale: { min: -5, max: 5, direction: "low_is_good", topBox: 0 } },
  {
    kind: "custom",
    scale: { min: 1, max: 5, emoji: faces, labels: { "1": { en: "Bad" }, "5": { en: "{{product|It}} is good" } } },
  },
];

const wrong: [fields: Record<string, unknown>, paths: string[]][] = [
  [{ kind: "smileys" }, ["kind"]],
  [{ kind: "nps", effortScale: "effort" }, ["effortScale"]],
  [{ kind: "ces", effortScale: "low" }, ["effortScale"]],
  [{ kind: "stars", scale: { min: 1, max: 3 } }, ["scale"]],
  [{ kind: "custom", scale: {} }, ["scale.max", "scale.min"]],
  [{ kind: "custom", scale: { min: -11, max: 11 } }, ["scale.max", "scale.min"]],
  [{ kind: "custom", scale: { min: 0.5, max: "3" } }, ["scale.max", "scale.min"]],
  [{ kind: "custom", scale: { min: 3, max: 3 } }, ["scale.max"]],
  [{ kind: "custom", scale: { min: -6, max: 5 } }, ["scale.max"]],
  [{ kind: "custom", scale: { min: 1, max: 3, topBox: 4 } }, ["scale.topBox"]],
  [{ kind: "custom", scale: { min: 1, max: 3, direction: "up" } }, ["scale.direction"]],
  [{ kind: "custom", scale: { min: 1, max: 3, steps: 2 } }, ["scale.steps"]],
  [{ kind: "custom", scale: { min: 1, max: 3, labels: { one: { en: "One" } } } }, ["scale.labels.one"]],
  [{ kind: "custom", scale: { min: 1, max: 3, labels: { "01": { en: "One" } } } }, ["scale.labels.01"]],
  [{ kind: "custom", scale: { min: 1, max: 3, labels: { "4": { en: "Four" } } } }, ["scale.labels.4"]],
  [{ kind: "custom", scale: { min: 1, max: 3, labels: { "1": { fr: "Un" } } } }, ["scale.labels.1"]],
  [{ kind: "custom", scale: { min: 1, max: 3, labels: { "1": { en: "x".repeat(61) } } } }, ["scale.labels.1.en"]],
  [{ kind: "custom", scale: { min: 1, max: 3, labels: { "1": { en: "{{name}}" } } } }, ["scale.labels.1.en"]],
  [{ kind: "custom", scale: { min: 1, max: 3, emoji: ["😡"] } }, ["scale.emoji"]],
  [{ kind: "custom", scale: { min: 0, max: 1, emoji: ["no", "😍"] } }, ["scale.emoji.0"]],
  [{ kind: "custom", scale: { min: 0, max: 1, emoji: Array(12).fill("😍") } }, ["scale.emoji"]],
];

describe("a kind of survey", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = (fields: Record<string, unknown>) =>
    hearback.call("POST", "/v1/surveys", { body: { name: "After delivery", ...fields } });
  const patch = (id: string, body: unknown) => hearback.call("PATCH", `/v1/surveys/${id}`, { body });

  it.each(right)("is taken and shown as %j", async (fields) => {
    const { status, json } = await create(fields);
    expect([status, json]).toEqual([201, expect.objectContaining(fields)]);
    expect((await hearback.call("GET", `/v1/surveys/${json.id}`)).json).toEqual(json);
  });

  it.each(wrong)("is refused as %j, and the fault is named", async (fields, paths) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await create(fields);
      expect([answer.status, faultsOf(answer)], answer.text).toEqual([422, paths]);
    });
    expect(written).toEqual([]);
  });

  it.each([
    ["kind", { kind: "csat" }],
    ["effortScale", { effortScale: "ease" }],
  ])("never changes its %s, and says why", async (path, change) => {
    const { json } = await create({ kind: "ces", effortScale: "effort" });
    const { status, json: problem } = await patch(json.id, change);
    expect([status, problem.errors]).toEqual([
      422,
      [{ path, message: expect.stringContaining("answers of different scales would mix in one figure") }],
    ]);
  });

  it("keeps its scores while their words and emoji change", async () => {
    const { json } = await create({ kind: "custom", scale: { min: 1, max: 5, topBox: 4 } });
    const mended = { min: 1, max: 5, topBox: 4, emoji: faces, labels: { "5": { en: "Great" } } };
    expect((await patch(json.id, { scale: mended })).json).toMatchObject({ version: 2, scale: mended });
    const wider = await patch(json.id, { scale: { ...mended, min: 0 } });
    expect([wider.status, faultsOf(wider)]).toEqual([422, ["scale.emoji", "scale.min"]]);
    expect((await patch(json.id, { scale: null })).json).not.toHaveProperty("scale");
  });

  it("takes its scale whole, and says so to who gives the labels alone", async () => {
    const { json } = await create({ kind: "custom", scale: { min: 0, max: 3 } });
    const { status, json: problem } = await patch(json.id, { scale: { labels: { "0": { en: "Bad" } } } });
    const message = "is missing: a scale is given whole, although only its labels and emoji may change";
    expect([status, problem.errors]).toEqual([
      422,
      [
        { path: "scale.min", message },
        { path: "scale.max", message },
      ],
    ]);
  });

  it("has no scale to take away where the scale was its own", async () => {
    const { json } = await create({ kind: "custom", scale: { min: 0, max: 3 } });
    const answer = await patch(json.id, { scale: null });
    expect([answer.status, faultsOf(answer)]).toEqual([422, ["scale.max", "scale.min", "scale.topBox"]]);
  });
});
