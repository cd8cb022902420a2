import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourceKinds } from "../../../functions/sources/kinds.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";

const right = { type: { const: "call.ended" } };
const nested = (levels: number, inner: unknown): unknown =>
  levels === 0 ? inner : { all: [nested(levels - 1, inner)] };

describe("a source's mapping", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = (mapping: unknown) =>
    hearback.call("POST", "/v1/sources", { body: { name: "Desk", kind: "generic", mapping } });

  it.each(Object.entries(sourceKinds))(
    "may be that of %s, which comes back as it was given",
    async (_, { mapping }) => {
      const { status, json } = await create(mapping);
      // The kinds of our own form leave it to the event to name its type, which `base` reads.
      expect([status, json.mapping]).toEqual([201, mapping]);
    },
  );

  it.each([
    ["no fields", {}, ["mapping.fields"]],
    ["an unknown part", { fields: right, transform: "x" }, ["mapping.transform"]],
    ["a field that no interaction has", { fields: { ...right, colour: { const: "red" } } }, ["mapping.fields.colour"]],
    ["a rule of no form", { fields: { ...right, id: { value: 1 } } }, ["mapping.fields.id"]],
    ["a rule that is none", { fields: { ...right, id: "ticket.id" } }, ["mapping.fields.id"]],
    [
      "a part that no such rule has",
      { fields: { ...right, id: { path: "id", tabel: {} } } },
      ["mapping.fields.id.tabel"],
    ],
    ["a path that is none", { fields: { ...right, id: { path: "a..b" } } }, ["mapping.fields.id.path"]],
    [
      "a fault deep inside",
      { fields: { ...right, id: { first: [{ path: "a" }, { join: [{ path: "b", time: "days" }] }] } } },
      ["mapping.fields.id.first.1.join.0.time"],
    ],
    ["a condition of no form", { when: { path: "a", matches: "b" }, fields: right }, ["mapping.when"]],
    ["an empty choice", { when: { any: [] }, fields: right }, ["mapping.when.any"]],
    [
      "more depth than anybody needs",
      { when: nested(7, { path: "a", exists: true }), fields: right },
      [`mapping.when${".all.0".repeat(5)}`],
    ],
    ["no type", { fields: { id: { path: "id" } } }, ["mapping.fields.type"]],
    [
      "a name that cannot be stored",
      { fields: { ...right, id: { path: "a", table: { constructor: 1 } } } },
      ["mapping.fields.id.table.constructor"],
    ],
    [
      "a number that cannot be stored",
      { fields: { ...right, channel: { const: 1e300 } } },
      ["mapping.fields.channel.const"],
    ],
    ["more than is reasonable", { fields: { ...right, channel: { path: "a", table: rows(400) } } }, ["mapping"]],
    ["more rules than a delivery should pay for", { fields: { ...right, channel: { first: many(600) } } }, ["mapping"]],
  ])("is refused with %s", async (_, mapping, faults) => {
    const refused = await create(mapping);
    expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
  });
});

const rows = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}-${"k".repeat(150)}`, "v"]));
const many = (count: number) => Array.from({ length: count }, () => ({ path: "a" }));
