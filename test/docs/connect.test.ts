import { describe, expect, it } from "vitest";
import { MappingFields } from "../../functions/endpoints/sources/mapping-fields.ts";
import { checkValue } from "../../functions/http/check-value.ts";
import { type SourceKindName, sourceKinds } from "../../functions/sources/kinds.ts";
import { namedRowsIn, section } from "./markdown.ts";

const document = "docs/connect.md";

describe("the way to connect a source", () => {
  const rows = namedRowsIn(section(document, "## All kinds"));

  it("has a row for every kind, and for nothing else", () => {
    expect(rows.map(([kind]) => kind).sort()).toEqual(Object.keys(sourceKinds).sort());
  });

  it.each(rows)("tells of %s every type that its mapping makes, and who makes the secret", (kind, _, secret, types) => {
    const { mapping, secret: origin } = sourceKinds[kind as SourceKindName];
    const made = "types" in mapping ? mapping.types.map(({ type }) => type) : ["what you report"];
    const told = types?.replaceAll("`", "").split(", ");
    expect(told?.sort()).toEqual([...new Set(made)].sort());
    expect(secret?.startsWith("us")).toBe(origin === "generated");
  });

  it("shows a mapping that would be taken", () => {
    const [, shown = ""] = /```json\n(.*?)```/s.exec(section(document, "## A mapping of your own")) ?? [];
    expect(checkValue(MappingFields, JSON.parse(shown)).faults).toBeUndefined();
  });

  it.each(["## Zendesk", "## Shopify", "## Stripe", "### Signed instead of sent"])(
    "takes under ten lines: %s",
    (heading) => {
      const lines = section(document, heading)
        .split("\n")
        .filter((line) => /^(?:\d\.|[A-Z]+=|curl)/.test(line));
      expect(lines.length).toBeGreaterThan(2);
      expect(lines.length).toBeLessThan(10);
    },
  );
});
