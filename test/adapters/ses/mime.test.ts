import PostalMime, { type Email } from "postal-mime";
import { describe, expect } from "vitest";
import { toMime, UnsafeHeaderError } from "../../../functions/adapters/ses/mime.ts";
import { isFromName, isHeaderSafe } from "../../../functions/domain/address.ts";
import type { Mail } from "../../../functions/domain/mail.ts";
import { invitationId, workspaceId } from "../../domain/builders.ts";
import { fc, it } from "../../support/property.ts";
import { aMail } from "./a-mail.ts";

const raw = async (told: Partial<Mail> = {}, configurationSet?: string): Promise<string> =>
  Buffer.from(await toMime(aMail(told), configurationSet)).toString("latin1");
const read = async (told: Partial<Mail> = {}, configurationSet?: string): Promise<Email> =>
  PostalMime.parse(await toMime(aMail(told), configurationSet));

const valuesOf = ({ headers }: Email, name: string): string[] =>
  headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value);
const lines = (text: string | undefined) => text?.replace(/\r\n/g, "\n").replace(/\n*$/, "");

describe("the headers of a mail", () => {
  it("let a mail program unsubscribe with one click", async () => {
    const mail = await read();
    expect(valuesOf(mail, "List-Unsubscribe")).toEqual(["<https://feedback.example/u/token>"]);
    expect(valuesOf(mail, "List-Unsubscribe-Post")).toEqual(["List-Unsubscribe=One-Click"]);
  });

  it("keep the link to unsubscribe whole, however long it is", async () => {
    const unsubscribeUrl = `https://feedback.example/u/${"x".repeat(300)}`;
    expect(await raw({ unsubscribeUrl })).toContain(`List-Unsubscribe: <${unsubscribeUrl}>\r\n`);
  });

  it("keep robots from answering", async () => {
    expect(valuesOf(await read(), "Auto-Submitted")).toEqual(["auto-generated"]);
  });

  it("carry the tags that every event about it brings back", async () => {
    const tags = { workspace: workspaceId, invitation: invitationId, step: 2, attempt: 3 };
    expect(valuesOf(await read({ tags }), "X-SES-MESSAGE-TAGS")).toEqual([
      `workspace=${workspaceId}, invitation=${invitationId}, step=2, attempt=3`,
    ]);
  });

  it("name the configuration set, if there is one", async () => {
    expect(valuesOf(await read({}, "hearback"), "X-SES-CONFIGURATION-SET")).toEqual(["hearback"]);
    expect(valuesOf(await read(), "X-SES-CONFIGURATION-SET")).toEqual([]);
  });

  it("name one sender, one recipient and nobody else", async () => {
    const mail = await read({ to: "jo+surveys@example.com" });
    expect(mail.from).toEqual({ name: "Juniper Home", address: "feedback@juniper.example" });
    expect(mail.to).toEqual([{ name: "", address: "jo+surveys@example.com" }]);
    expect([mail.cc, mail.bcc, mail.replyTo]).toEqual([undefined, undefined, undefined]);
  });

  it("ask for replies to the business, where it wants them", async () => {
    expect((await read({ replyTo: "help@juniper.example" })).replyTo).toEqual([
      { name: "", address: "help@juniper.example" },
    ]);
  });

  it("come once each, in lines that SES takes", async () => {
    const mail = await read({ subject: "é ".repeat(80).trim(), replyTo: "help@juniper.example" }, "hearback");
    const keys = mail.headers.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const longest = (await raw({ text: "x".repeat(5000), html: "y".repeat(5000) })).split("\r\n");
    expect(Math.max(...longest.map((line) => line.length))).toBeLessThan(999);
  });
});

describe("what a business or customer wrote into a header", () => {
  it.each([
    "Wie war's bei Müller & Söhne?",
    "Як справи, Jo?",
    "どうでしたか",
    "😀 ".repeat(60).trim(),
    "a".repeat(200),
  ])("is the subject %j when it is read", async (subject) => {
    expect((await read({ subject })).subject).toBe(subject);
  });

  it.each(["Müller & Söhne", 'Jo\'s "Best" (Shop), Inc.; back\\slash', "東京", "a:b, c;d", "José 😀"])(
    "is the sender's name %j when it is read",
    async (name) => {
      const { from, to } = await read({ from: { name, address: "feedback@juniper.example" } });
      expect(from).toEqual({ name, address: "feedback@juniper.example" });
      expect(to).toHaveLength(1);
    },
  );

  const words = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
    .filter((text) => /^\S+( \S+)*$/.test(text));

  it.prop([words.filter(isHeaderSafe), words.filter(isFromName)], { numRuns: 300 })(
    "is read as it was written and makes no other header",
    async (subject, name) => {
      const plain = await read();
      const mail = await read({ subject, from: { name, address: "feedback@juniper.example" } });
      expect(mail.subject).toBe(subject);
      expect(mail.from).toEqual({ name, address: "feedback@juniper.example" });
      expect(mail.headers.map(({ key }) => key)).toEqual(plain.headers.map(({ key }) => key));
      expect(mail.to).toEqual(plain.to);
    },
  );

  const address = "feedback@juniper.example";
  const unsafe = ["\r\nBcc: b@y.com", "\n", "\r", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\0", "\u0085"];

  it.each(unsafe)("is refused with %j in the subject", async (text) => {
    await expect(toMime(aMail({ subject: `Hello${text}` }), undefined)).rejects.toThrow(UnsafeHeaderError);
  });

  it.each([...unsafe, "@", "<", "ceo@bank.example", "Bank <ceo"])(
    "is refused with %j in the sender's name",
    async (text) => {
      const from = { name: `Juniper${text}`, address };
      await expect(toMime(aMail({ from }), undefined)).rejects.toThrow(UnsafeHeaderError);
    },
  );

  it.each(["\r\nBcc: b@y.com", "\u2028"])("is refused with %j in the link to unsubscribe", async (text) => {
    const unsubscribeUrl = `https://feedback.example/u/${text}`;
    await expect(toMime(aMail({ unsubscribeUrl }), undefined)).rejects.toThrow(UnsafeHeaderError);
  });

  it.each(["a@x.com,b@y.com", "a@x.com\r\nBcc: b@y.com", "Jo <jo@x.com>", "a@x.com, b@y.com", ""])(
    "is refused as the recipient %j, and as the address for replies",
    async (text) => {
      await expect(toMime(aMail({ to: text }), undefined)).rejects.toThrow(UnsafeHeaderError);
      await expect(toMime(aMail({ replyTo: text }), undefined)).rejects.toThrow(UnsafeHeaderError);
    },
  );

  it("is never told by the refusal", async () => {
    const refusal = toMime(aMail({ subject: "secret\r\n" }), undefined);
    await expect(refusal).rejects.toThrow(/^The Subject header holds characters that are refused\.$/);
  });
});

describe("the body of a mail", () => {
  it("is the text and then the page, for the program to choose", async () => {
    const whole = await raw();
    expect(whole).toMatch(/^Content-Type: multipart\/alternative;/m);
    const types = [...whole.matchAll(/^Content-Type: (text\/\w+)/gm)].map(([, type]) => type);
    expect(types).toEqual(["text/plain", "text/html"]);
  });

  it.each([
    ["plain", "Hello\nJo"],
    ["beyond ASCII", "Grüße 😀 どうでしたか שלום"],
    ["with long lines", `${"x".repeat(3000)}\nhttps://feedback.example/s/${"y".repeat(300)}?score=9`],
    ["with what encoders change", "a=b =3D =\n. dot\n.\nFrom me\n--_NmP\ttab  \n  two spaces"],
  ])("comes as it was written when it is %s", async (_what, text) => {
    const html = `<p>${text}</p>`;
    const mail = await read({ text, html });
    expect(lines(mail.text)).toBe(text);
    expect(lines(mail.html)).toBe(html);
    expect(mail.attachments).toEqual([]);
  });
});
