import { describe, expect } from "vitest";
import { isHeaderSafe } from "../../../functions/domain/address.ts";
import { fc, it } from "../../support/property.ts";
import { linksIn, mailOf, type Told } from "./mails.ts";

/** The same words in every place where a business or a customer may write some. */
const everywhere = (words: string): Told => ({
  workspace: { brand: { name: words }, footerAddress: words },
  survey: {
    question: { en: `${words} {{customer.name}} {{agent.name}}` },
    scale: { min: 1, max: 2, labels: { "1": { en: words }, "2": { en: `${words} 2` } } },
    mail: { subject: { en: `${words} {{product}}` }, intro: { en: `${words} {{attributes.plan}}` } },
  },
  about: { customerName: words, agentName: words, product: words, attributes: { plan: words } },
});

/** Every tag with the names of its attributes. */
const elementsIn = (html: string): string[] =>
  [...html.matchAll(/<[a-z!/](?:"[^"]*"|[^">])*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, ""));

describe("what people wrote, in a mail", () => {
  const scale = "custom with named scores";
  const told = (words: string) => mailOf(scale, everywhere(words));

  it.each([
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style><b>",
    "<!--[if mso]><b><![endif]-->",
    "&lt;b&gt; &amp; &#60;",
    "{{customer.email}} {{html}} {name}",
    "javascript:alert(1)",
  ])("is text and never markup: %s", async (words) => {
    const [plain, mail] = [await told("Hello"), await told(words)];
    expect(elementsIn(mail.html)).toEqual(elementsIn(plain.html));
    expect(linksIn(mail.html)).toEqual(linksIn(plain.html));
    expect(mail.html).not.toMatch(/<(script|img|b)\b/);
  });

  it.prop([fc.string({ unit: "binary", maxLength: 60 })])("changes no element and no link", async (words) => {
    const [plain, mail] = [await told("Hello"), await told(`x${words}`)];
    const withoutBreaks = (html: string) => elementsIn(html).filter((tag) => tag !== "<br>");
    expect(withoutBreaks(mail.html)).toEqual(withoutBreaks(plain.html));
    expect(linksIn(mail.html)).toEqual(linksIn(plain.html));
    expect(isHeaderSafe(mail.subject)).toBe(true);
    expect(mail.html.isWellFormed() && mail.text.isWellFormed()).toBe(true);
  });

  it("can be sent with half characters in it", async () => {
    const { html, text, subject } = await told("half \ud800 character \udfff");
    for (const part of [html, text, subject]) expect(Buffer.from(part).toString()).toBe(part);
    expect(html).toContain("half \ufffd character \ufffd");
  });

  it("turns no address around in the text part", async () => {
    const { text } = await told("abc \u202e def \u2066");
    const lines = text.split("\n").filter((line) => line.includes("https://"));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it("stands by itself in the sentence of the footer, whatever its direction", async () => {
    const { html } = await mailOf("nps", { workspace: { brand: { name: "\u202eevil" } } });
    expect(html).toContain("<bdi>\u202eevil</bdi>");
  });

  it("keeps zero-width characters, which join letters and emoji in many scripts", async () => {
    const { html, text } = await told("می\u200cخواهم 👩\u200d🔧");
    for (const part of [html, text]) expect(part).toContain("می\u200cخواهم 👩\u200d🔧");
  });

  it("keeps its lines apart", async () => {
    const { html, text } = await mailOf("nps", { survey: { mail: { intro: { en: "Dear Jo,\r\n\r\nHow was it?" } } } });
    expect(html).toContain("Dear Jo,<br><br>How was it?");
    expect(text).toContain("Dear Jo,\n\nHow was it?");
  });
});
