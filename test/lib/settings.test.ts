import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/settings.ts";

describe("the deployment settings", () => {
  it("need nothing to be given", () => {
    expect(readSettings({})).toMatchObject({ fromAddress: "feedback@example.com", tableRemoval: "retain" });
  });

  it("are read from the app's context, whose other keys they leave alone", () => {
    const settings = readSettings({ "hearback:fromAddress": "Ask@Shop.example", "@aws-cdk/core:flag": true });
    expect(settings.fromAddress).toBe("ask@shop.example");
  });

  it("are missed when they are given without their prefix", () => {
    expect(() => readSettings({ fromAddress: "a@b.example" })).toThrow(
      "The setting fromAddress needs its prefix: hearback:fromAddress.",
    );
  });

  it("are taken away again by an empty value", () => {
    expect(readSettings({ "hearback:publicUrl": "" }).publicUrl).toBeUndefined();
    expect(readSettings({ "hearback:tracing": "" }).tracing).toBe("active");
  });

  it.each(["a_b", "1shop", "", "-a", "a".repeat(129)])("take no stack name that CloudFormation refuses: %j", (name) => {
    if (name === "") expect(readSettings({ "hearback:stackName": name }).stackName).toBe("hearback");
    else
      expect(() => readSettings({ "hearback:stackName": name })).toThrow(/hearback:stackName: is not a stack's name/);
  });

  it("take numbers from the command line, where all is text", () => {
    expect(readSettings({ "hearback:logRetentionDays": "90" }).logRetentionDays).toBe(90);
  });

  it.each([
    ["cdk.json, where it is an object", { ingest: 5, api: 10 }],
    ["the command line, where it is JSON", '{"ingest":5,"api":10}'],
  ])("take reserved concurrency from %s", (_, value) => {
    const settings = readSettings({ "hearback:reservedConcurrency": value });
    expect(settings.reservedConcurrency).toEqual({ ingest: 5, api: 10 });
  });

  it.each([
    ["ingest=5", /hearback:reservedConcurrency: must be an object such as \{"ingest":5\}/],
    ["5", /hearback:reservedConcurrency: must be an object such as \{"ingest":5\}/],
    ['{"inquest":5}', /hearback:reservedConcurrency: .*"inquest"/],
    ['{"ingest":0}', /hearback:reservedConcurrency\.ingest: /],
    ['{"ingest":"5"}', /hearback:reservedConcurrency\.ingest: /],
  ])("refuse the reserved concurrency %s and say why", (value, why) => {
    expect(() => readSettings({ "hearback:reservedConcurrency": value })).toThrow(why);
  });

  it("name every mistake at once: misspelt, malformed, unsupported", () => {
    const mistaken = () =>
      readSettings({
        "hearback:fromAdress": "a@b.example",
        "hearback:logRetentionDays": 31,
        "hearback:kpiEveryMinutes": 1,
      });
    expect(mistaken).toThrow(/fromAdress/);
    expect(mistaken).toThrow(/hearback:logRetentionDays/);
    expect(mistaken).toThrow(/hearback:kpiEveryMinutes/);
  });

  it.each([
    ["ask@shop.example", "shop.example", true],
    ["ask@eu.shop.example", "shop.example", true],
    ["ask@shop.example", "ask@shop.example", true],
    ["ask@workshop.example", "shop.example", false],
    ["ask@shop.example", "hello@shop.example", false],
  ])("know whether mail from %s can be sent by the identity %s", (fromAddress, sendingIdentity, covered) => {
    const read = () =>
      readSettings({ "hearback:fromAddress": fromAddress, "hearback:sendingIdentity": sendingIdentity });
    if (covered) expect(read()).toMatchObject({ fromAddress, sendingIdentity });
    else expect(read).toThrow(/does not cover/);
  });

  it.each(["http://ask.shop.example", "https://shop.example/ask", "shop.example"])("refuse %s as an origin", (url) => {
    expect(() => readSettings({ "hearback:publicUrl": url })).toThrow(/publicUrl/);
  });
});
