import { describe, expect, it } from "vitest";
import { dimensions, segmentsOf } from "../../functions/domain/segment.ts";
import { madeAt } from "./builders.ts";

const plain = { type: "ticket.solved", occurredAt: madeAt, test: false };

describe("the segments of an interaction", () => {
  it("are its type and the survey's version at least", () => {
    expect(segmentsOf(plain, { surveyVersion: 3 })).toEqual({
      version: { value: "3" },
      type: { value: "ticket.solved" },
    });
  });

  it("are whatever else it tells, and nothing beyond", () => {
    const told = {
      ...plain,
      channel: "chat",
      journeyStage: "post_purchase",
      variant: "B",
      agent: { id: "a-7", name: "Sam" },
      product: "Router X",
      issueId: "ticket-1001",
      attributes: { plan: "pro" },
    };
    const segments = segmentsOf(told, { surveyVersion: 1, locale: "en-GB" });
    expect(segments).toEqual({
      version: { value: "1" },
      type: { value: "ticket.solved" },
      channel: { value: "chat" },
      journeyStage: { value: "post_purchase" },
      variant: { value: "B" },
      agent: { value: "a-7", label: "Sam" },
      product: { value: "Router X" },
      locale: { value: "en-GB" },
    });
    expect(Object.keys(segments).sort()).toEqual([...dimensions].sort());
  });

  it("know an agent without a name by the id alone", () => {
    expect(segmentsOf({ ...plain, agent: { id: "a-7" } }, {}).agent).toStrictEqual({ value: "a-7" });
  });

  it("are those attributes too that the workspace names, where it tells them", () => {
    const attributes = [{ name: "plan" }, { name: "seats" }, { name: "toString" }];
    const told = { ...plain, attributes: { plan: "pro", seats: 12, region: "north" } };
    expect(segmentsOf(told, { attributes })).toEqual({
      type: { value: "ticket.solved" },
      "attributes.plan": { value: "pro" },
      "attributes.seats": { value: "12" },
    });
  });
});
