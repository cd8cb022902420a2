import { describe, expect, it } from "vitest";
import { isFromName, isHeaderSafe } from "../../../functions/domain/address.ts";
import type { SurveyDefinition } from "../../../functions/domain/survey.ts";
import { mailOf, type Told, unsubscribeUrl } from "./mails.ts";

const withSubject = (subject: string, about: Told["about"] = {}) =>
  mailOf("nps", { survey: { mail: { subject: { en: subject } } }, about });

describe("the subject of a mail", () => {
  it("is the built-in one unless the business wrote one", async () => {
    expect((await mailOf("nps")).subject).toBe("One question from Juniper Home");
    expect((await withSubject("How was it?")).subject).toBe("How was it?");
  });

  it("speaks of the customer and of what happened", async () => {
    const about = { customerName: "Li, Jo", agentName: "Sam", product: "Router X", attributes: { plan: "pro" } };
    const { subject } = await withSubject(
      "{{customer.firstName}}, how were {{agent.name}}, {{product}} and {{attributes.plan}}?",
      about,
    );
    expect(subject).toBe("Jo, how were Sam, Router X and pro?");
  });

  it("has no hole where nothing is known", async () => {
    expect((await withSubject("Hello {{customer.firstName|there}}, one question {{agent.name}}")).subject).toBe(
      "Hello there, one question",
    );
  });

  it.each([
    ["nothing is left of it", "{{customer.name}}", {}],
    ["a value makes an encoded word of it", "=?utf-8?{{product}}", { product: "q?=0d=0aBcc:_eve=40example.com?=" }],
    ["a value turns it around", "About {{product}}", { product: "abc\u202edef" }],
    ["a value breaks its line", "About {{product}}", { product: "a\r\nBcc: eve@example.com" }],
    ["a value holds half a character", "About {{product}}", { product: "\ud800" }],
  ])("is the built-in one when %s", async (_why, subject, about) => {
    const mail = await withSubject(subject, about);
    expect(mail.subject).toBe("One question from Juniper Home");
    expect(isHeaderSafe(mail.subject)).toBe(true);
  });

  it("is cut at 200 characters, never through one", async () => {
    const { subject } = await withSubject("Hello {{customer.name}}", { customerName: "😀".repeat(300) });
    expect([...subject]).toHaveLength(200);
    expect(subject).toMatch(/^Hello (😀)+…$/u);
    const whole = "x".repeat(200);
    expect((await withSubject(whole)).subject).toBe(whole);
  });
});

describe("the sender of a mail", () => {
  const fromName = async (survey: Partial<SurveyDefinition>, brandName?: string): Promise<string> =>
    (await mailOf("nps", { survey, workspace: { ...(brandName !== undefined && { brand: { name: brandName } }) } }))
      .from.name;

  it("is who the survey says, else the brand, else the workspace", async () => {
    expect(await fromName({ mail: { fromName: "Juniper Care" }, brand: { name: "Juniper Pro" } }, "Juniper")).toBe(
      "Juniper Care",
    );
    expect(await fromName({ brand: { name: "Juniper Pro" } }, "Juniper")).toBe("Juniper Pro");
    expect(await fromName({}, "Juniper")).toBe("Juniper");
    expect(await fromName({})).toBe("Juniper Home");
  });

  it("never passes for an address, whatever a brand is called", async () => {
    for (const name of ["ceo@bank.example", "Bank <ceo", "Bank\u202e", "a\nb"]) {
      const chosen = await fromName({}, name);
      expect([chosen, isFromName(chosen)]).toEqual(["Juniper Home", true]);
    }
  });

  it("asks for replies where the survey says, else the workspace, else nowhere", async () => {
    const workspace = { replyTo: "hello@juniper.example" };
    expect((await mailOf("nps", { workspace, survey: { replyTo: "care@juniper.example" } })).replyTo).toBe(
      "care@juniper.example",
    );
    expect((await mailOf("nps", { workspace })).replyTo).toBe("hello@juniper.example");
    expect(await mailOf("nps")).not.toHaveProperty("replyTo");
  });

  it("lets the customer go by the same link in the header and in both parts", async () => {
    const { html, text, unsubscribeUrl: header } = await mailOf("nps");
    expect(header).toBe(unsubscribeUrl);
    for (const part of [html, text]) expect(part).toContain(unsubscribeUrl);
  });
});

describe("a brand in a mail", () => {
  const logoUrl = "https://juniper.example/logo.png?a=1&b=2";

  it("shows its name wherever the workspace's would be", async () => {
    const { html, text, subject } = await mailOf("nps", { workspace: { brand: { name: "Juniper & Söhne" } } });
    expect(subject).toBe("One question from Juniper & Söhne");
    expect(html).toContain(">Juniper &amp; Söhne</p>");
    expect(html).toContain("How likely are you to recommend Juniper &amp; Söhne");
    expect(text).toMatch(/^Juniper & Söhne\n/);
    expect(text).toContain("because you were recently in touch with Juniper & Söhne.");
  });

  it("shows a logo, whose text says the name while images are off", async () => {
    const { html } = await mailOf("nps", { workspace: { brand: { logoUrl } } });
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toContain('src="https://juniper.example/logo.png?a=1&amp;b=2" alt="Juniper Home" height="40"');
  });

  it("shows no image without one", async () => {
    expect((await mailOf("nps")).html).not.toContain("<img");
  });

  it("has its own accent colour in light and in dark, corrected where it could not be read", async () => {
    const { html } = await mailOf("stars", { workspace: { brand: { accentColour: "#F2C200" } } });
    const [light, dark] = html.split("@media (prefers-color-scheme:dark)");
    expect(dark).toContain(".star{color:#f2c200!important}");
    expect(light).not.toContain("#f2c200");
    expect(html).not.toContain("#0b6455");
  });

  it("of a survey beats the workspace's, each part by itself", async () => {
    const { html } = await mailOf("nps", {
      workspace: { brand: { name: "Juniper", logoUrl, accentColour: "#0b6455" } },
      survey: { brand: { accentColour: "#5b21b6" } },
    });
    expect(html).toContain('alt="Juniper"');
    expect(html).toContain("color:#5b21b6;");
    expect(html).not.toContain("#0b6455");
  });

  it("of a survey may have a foot of its own", async () => {
    const workspace = { footerAddress: "12 Garden Row, Bristol" };
    expect((await mailOf("nps", { workspace })).text).toContain("12 Garden Row, Bristol");
    const { html, text } = await mailOf("nps", { workspace, survey: { brand: { footerAddress: "1 Quay Street" } } });
    for (const part of [html, text]) {
      expect(part).toContain("1 Quay Street");
      expect(part).not.toContain("12 Garden Row");
    }
  });
});
