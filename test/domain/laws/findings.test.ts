import { expect, it } from "vitest";
import { Findings, totalOf } from "../../../functions/domain/laws/findings.ts";

it("findings are counted by what was looked at and what it was, and told with every count", () => {
  const told: string[] = [];
  const findings = new Findings((line) => told.push(line));
  findings.count("invitations", "sent");
  findings.count("invitations", "skipped", 2);
  findings.count("invitations", "sent");
  findings.count("days", "folded", 3);
  expect(findings.lookedAt).toEqual({ invitations: { sent: 2, skipped: 2 }, days: { folded: 3 } });
  expect(told).toEqual(["invitations 1", "invitations 3", "invitations 4", "days 3"]);
});

it("violations are told by law, those of one in the order in which they were found", () => {
  const findings = new Findings();
  expect(findings.violations).toEqual([]);
  findings.violated(5, ["srv_1"], "holds another sum");
  findings.violated(2, ["inv_2"], "is lost");
  findings.violated(2, ["inv_1"], "is lost");
  expect(findings.violations.map(({ law, ids }) => [law, ...ids])).toEqual([
    [2, "inv_2"],
    [2, "inv_1"],
    [5, "srv_1"],
  ]);
});

it("a total of nothing is zero", () => {
  expect([totalOf([]), totalOf([1, 2, 3])]).toEqual([0, 6]);
});
