import { describe, expect, it } from "vitest";
import { dimensions, segmentsOf } from "../../functions/domain/segment.ts";
import { madeAt } from "./builders.ts";

const plain = { type: "ticket.solved", occurredAt: madeAt, test: false };

describe("the segments of an interaction", () => {
  it("are its type and the survey's version at least", () => {
    expect(segmentsOf(plain, 3, undefined)).toEqual({ version: { value: "3" }, type: { value: "ticket.solved" } });
  });

  it("are whatever else it tells, and nothing beyond", () => {
    const told = {
      ...plain,
      channel: "chat",
      journeyStage: "post_purchase",
      agent: { id: "a-7", name: "Sam" },
      product: "Router X",
      issueId: "ticket-1001",
      attributes: { plan: "pro" },
    };
    const segments = segmentsOf(told, 1, "en-GB");
    expect(segments).toEqual({
      version: { value: "1" },
      type: { value: "ticket.solved" },
      channel: { value: "chat" },
      journeyStage: { value: "post_purchase" },
      agent: { value: "a-7", label: "Sam" },
      product: { value: "Router X" },
      locale: { value: "en-GB" },
    });
    expect(Object.keys(segments).sort()).toEqual([...dimensions].sort());
  });

  it("know an agent without a name by the id alone", () => {
    expect(segmentsOf({ ...plain, agent: { id: "a-7" } }, 1, undefined).agent).toStrictEqual({ value: "a-7" });
  });
});
