import { describe, expect, it } from "vitest";
import type { DeploymentSettings } from "../../lib/deployment-settings.ts";
import { whyNoMailArrives } from "../../lib/mail-domain.ts";
import { readSettings } from "../../lib/settings.ts";

const sender = "feedback@shop.example";
const read = (settings: object) => readSettings({ sender, ...settings } as DeploymentSettings);

describe("the deployment settings", () => {
  it("need nothing but a sender to be given", () => {
    expect(readSettings({ sender: "Ask@Shop.example" })).toMatchObject({
      sender: "ask@shop.example",
      tableRemoval: "retain",
    });
    expect(() => readSettings({} as DeploymentSettings)).toThrow(/^- sender must be an e-mail address .*\.$/m);
  });

  it("name every mistake at once, and what to write instead: misspelt, malformed, unsupported, contradicting", () => {
    const mistaken = {
      alarmMailBox: "duty@shop.example",
      logRetentionDays: 31,
      kpiEveryMinutes: 1,
      rollout: "blue-green",
      reservedConcurrency: { inquest: 5, ingest: 0 },
      recordRetentionDays: 1e9,
      sendingIdentity: "workshop.example",
    };
    expect(() => read(mistaken)).toThrow(
      [
        "The settings of Hearback are not valid.",
        "- alarmMailBox is no setting; did you mean alarmMailbox?",
        "- logRetentionDays must be a number of days that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
        "- recordRetentionDays must be a whole number of days from 30 to 36500.",
        '- rollout must be "all-at-once" or "canary".',
        "- kpiEveryMinutes must be a whole number of minutes from 5 to 1440.",
        "- reservedConcurrency.ingest must be whole numbers of executions, at least 1, by the name of a function, such as { ingest: 5 }.",
        "- reservedConcurrency must be whole numbers of executions, at least 1, by the name of a function, such as { ingest: 5 }, and inquest is not known there.",
        "- sendingIdentity workshop.example does not cover the sender feedback@shop.example: name the sender itself or a domain that it is in.",
      ].join("\n"),
    );
  });

  it.each([
    ["ask@shop.example", "shop.example", true],
    ["ask@eu.shop.example", "shop.example", true],
    ["ask@shop.example", "ask@shop.example", true],
    ["ask@workshop.example", "shop.example", false],
    ["ask@shop.example", "hello@shop.example", false],
  ])("know whether mail from %s can be sent by the identity %s", (from, sendingIdentity, covered) => {
    const given = { sender: from, sendingIdentity };
    if (covered) expect(read(given)).toMatchObject(given);
    else expect(() => read(given)).toThrow(/does not cover/);
  });

  it("leave the function of mail events as many executions as its queue takes, or events would be given up", () => {
    expect(() => read({ reservedConcurrency: { "record-mail-events": 4 } })).toThrow(
      "- reservedConcurrency.record-mail-events must be at least 5",
    );
    expect(read({ reservedConcurrency: { "record-mail-events": 5 } })).toBeDefined();
  });

  it.each(["http://ask.shop.example", "https://shop.example/ask", "shop.example"])("refuse %s as an origin", (url) => {
    expect(() => read({ publicUrl: url })).toThrow(/^- publicUrl must be an https origin/m);
  });

  it.each([
    ["feedback@example.com", /^No mail will leave: set sender/],
    ["our.shop@gmail.com", /^Mail will not arrive: .* gmail\.com .*\(DMARC\)\. Set sender/],
    ["feedback@shop.example", undefined],
  ])("warn of a sender whose mail goes nowhere: %s", (address, why) => {
    if (why === undefined) expect(whyNoMailArrives(address)).toBeUndefined();
    else expect(whyNoMailArrives(address)).toMatch(why);
  });
});
