import { describe, expect } from "vitest";
import {
  conditionExpression,
  type Expression,
  updateExpression,
} from "../../../functions/adapters/dynamodb/expressions.ts";
import { fc, it } from "../../support/property.ts";

describe("an update", () => {
  it("sets what has a value and removes what has none", () => {
    expect(updateExpression({ name: "Jo", email: undefined, age: 7, claim: undefined })).toEqual({
      text: "SET #name = :u0, #age = :u1 REMOVE #email, #claim",
      names: { "#name": "name", "#email": "email", "#age": "age", "#claim": "claim" },
      values: { ":u0": "Jo", ":u1": 7 },
    });
  });

  it("may only set, or only remove", () => {
    expect(updateExpression({ name: "Jo" }).text).toBe("SET #name = :u0");
    const removal = updateExpression({ name: undefined });
    expect(removal).toEqual({ text: "REMOVE #name", names: { "#name": "name" }, values: {} });
  });

  it("reaches into nested attributes", () => {
    expect(updateExpression({ "lastInvited.overall.at": "now", "lastInvited.bySurvey.srv_1": undefined })).toEqual({
      text: "SET #lastInvited.#overall.#at = :u0 REMOVE #lastInvited.#bySurvey.#srv_1",
      names: {
        "#lastInvited": "lastInvited",
        "#overall": "overall",
        "#at": "at",
        "#bySurvey": "bySurvey",
        "#srv_1": "srv_1",
      },
      values: { ":u0": "now" },
    });
  });

  it("puts something at the end of a list", () => {
    expect(updateExpression({ history: { append: ["sent"] } })).toEqual({
      text: "SET #history = list_append(#history, :u0)",
      names: { "#history": "history" },
      values: { ":u0": ["sent"] },
    });
  });

  it.each([null, false, 0, "", [], {}])("takes %j for a value", (value) => {
    expect(updateExpression({ field: value })).toMatchObject({ text: "SET #field = :u0", values: { ":u0": value } });
  });

  it("never writes a name of ours where DynamoDB has a word of its own", () => {
    const { text } = updateExpression({ status: "sent", name: undefined, "delivery.status": "bounced" });
    expect(text).toBe("SET #status = :u0, #delivery.#status = :u1 REMOVE #name");
  });
});

describe("a condition", () => {
  it("asks for values", () => {
    expect(conditionExpression({ version: 3, "claim.runId": "run" })).toEqual({
      text: "#version = :c0 AND #claim.#runId = :c1",
      names: { "#version": "version", "#claim": "claim", "#runId": "runId" },
      values: { ":c0": 3, ":c1": "run" },
    });
  });

  it("asks for what is absent or below a value", () => {
    expect(conditionExpression({ acceptedAt: { absentOrBelow: "2026" } })).toEqual({
      text: "(attribute_not_exists(#acceptedAt) OR #acceptedAt < :c0)",
      names: { "#acceptedAt": "acceptedAt" },
      values: { ":c0": "2026" },
    });
  });

  it("asks for what must not be there", () => {
    expect(conditionExpression({ pk: undefined })).toEqual({
      text: "attribute_not_exists(#pk)",
      names: { "#pk": "pk" },
      values: {},
    });
    expect(conditionExpression({ "delivery.status": undefined }).text).toBe("attribute_not_exists(#delivery.#status)");
  });

  it("asks for one of several", () => {
    expect(conditionExpression({ status: { oneOf: ["scheduled", "unconfirmed"] }, step: 0 })).toEqual({
      text: "#status IN (:c0, :c1) AND #step = :c2",
      names: { "#status": "status", "#step": "step" },
      values: { ":c0": "scheduled", ":c1": "unconfirmed", ":c2": 0 },
    });
  });

  it("puts something at the end of a list", () => {
    expect(updateExpression({ history: { append: ["sent"] } })).toEqual({
      text: "SET #history = list_append(#history, :u0)",
      names: { "#history": "history" },
      values: { ":u0": ["sent"] },
    });
  });

  it.each([null, false, 0, "", { at: "now" }])("takes %j for a value", (value) => {
    expect(conditionExpression({ field: value })).toMatchObject({ text: "#field = :c0", values: { ":c0": value } });
  });
});

describe("an update with its condition", () => {
  const step = fc.constantFrom("a", "b", "status", "srv_1", "at");
  const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join("."));
  const plain = fc.dictionary(path, fc.option(fc.integer(), { nil: undefined }), { minKeys: 1 });
  const wanted = fc.oneof(
    fc.integer(),
    fc.constant(undefined),
    fc.record({ oneOf: fc.array(fc.integer(), { minLength: 1 }) }),
  );

  /** Placeholders in a text, and what they stand for. */
  const placeholders = ({ text }: Expression, mark: "#" | ":") =>
    new Set([...text.matchAll(mark === "#" ? /#\w+/g : /:\w+/g)].map(([name]) => name));
  const written = ({ text, names }: Expression) => text.replace(/#\w+/g, (name) => names[name] ?? "?");

  it.prop([plain, fc.dictionary(path, wanted, { minKeys: 1 })])(
    "shares names and mixes up no values",
    (changes, condition) => {
      const [update, guard] = [updateExpression(changes), conditionExpression(condition)];
      for (const one of [update, guard]) {
        expect(placeholders(one, "#")).toEqual(new Set(Object.keys(one.names)));
        expect(placeholders(one, ":")).toEqual(new Set(Object.keys(one.values)));
      }
      const names = { ...update.names, ...guard.names };
      expect([written({ ...update, names }), written({ ...guard, names })]).toEqual([written(update), written(guard)]);
      expect(Object.keys(update.values).filter((value) => value in guard.values)).toEqual([]);
    },
  );

  it.prop([plain])("says each change once", (changes) => {
    const text = written(updateExpression(changes));
    const [sets = "", removes = ""] = text.startsWith("REMOVE") ? ["", text] : text.split(" REMOVE ");
    const setPaths = sets
      .replace("SET ", "")
      .split(", ")
      .filter(Boolean)
      .map((set) => set.split(" = ")[0]);
    const removed = removes.replace("REMOVE ", "").split(", ").filter(Boolean);
    const pathsWhere = (isRemoval: boolean) =>
      Object.keys(changes).filter((one) => (changes[one] === undefined) === isRemoval);
    expect([setPaths, removed]).toEqual([pathsWhere(false), pathsWhere(true)]);
  });
});
