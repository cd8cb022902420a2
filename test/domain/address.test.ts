import { describe, expect } from "vitest";
import { isAddress, isFromName, isHeaderSafe, normaliseAddress } from "../../functions/domain/address.ts";
import { fc, it } from "../support/property.ts";

const letters = "abcxyzABCXYZ";
const digits = "0123456789";
const textOf = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });

const atom = textOf(`${letters}${digits}!#$%&'*+/=?^_\`{|}~-`, 1, 20);
const localPart = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join("."));
const label = fc
  .tuple(textOf(letters + digits, 1, 1), textOf(`${letters}${digits}-`, 0, 15), textOf(letters + digits, 1, 1))
  .map((parts) => parts.join(""));
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), textOf(letters, 2, 20))
  .map(([labels, top]) => [...labels, top].join("."));
const anyAddress = fc.tuple(localPart, domain).map((parts) => parts.join("@"));

/** Characters that begin a list, group, comment, quotation, route, literal or header, or look like some that do. */
const strange = [
  ...',;:()<>[]\\" \t\r\n\0\u007f',
  ..."\u00a0\u2028\u2029\u202e\u200e\u2066\u061c\ufeff",
  ..."éß中＠．",
  "\ud800",
  "😀",
];

describe("an address", () => {
  it.each([
    "jo@example.com",
    "Jo.Li@Example.COM",
    "jo+surveys@example.com",
    "jo+a+b@example.co.uk",
    "o'brien@example.ie",
    "x_y-z=w/v@example.com",
    "!#$%&'*+/=?^_`{|}~-@example.com",
    "1@2.de",
    "jo@example.museum",
    "jo@example.versicherung",
    "jo@xn--bcher-kva.example",
    "jo@sub.sub.sub.sub.example.com",
    `${"a".repeat(64)}@example.com`,
    `jo@${"b".repeat(63)}.com`,
    `jo@example.${"c".repeat(63)}`,
  ])("is %s", (text) => {
    expect(isAddress(text)).toBe(true);
  });

  it.each([
    ["a list", "a@x.com,b@y.com"],
    ["a list with semicolons", "a@x.com;b@y.com"],
    ["two in a row", "a@x.com b@y.com"],
    ["a list within the local part", "a,b@x.com"],
    ["a group", "friends:a@x.com,b@y.com;"],
    ["an empty group", "undisclosed-recipients:;"],
    ["a comment before", "(hi)a@x.com"],
    ["a comment behind", "a@x.com(hi)"],
    ["a comment within", "a(hi)@x.com"],
    ["a display name", "Jo <jo@x.com>"],
    ["angle brackets", "<jo@x.com>"],
    ["a quoted local part", '"jo"@x.com'],
    ["a quoted local part with an address", '"a@b.com"@x.com'],
    ["a quoted space", '"jo li"@x.com'],
    ["a source route", "@a.com,@b.com:jo@x.com"],
    ["an IP literal", "jo@[192.0.2.1]"],
    ["an IP address", "jo@192.0.2.1"],
    ["two at signs", "jo@x@y.com"],
    ["no at sign", "jo.example.com"],
    ["no local part", "@example.com"],
    ["no domain", "jo@"],
    ["nothing", ""],
    ["an at sign alone", "@"],
    ["a single label", "jo@localhost"],
    ["a trailing dot", "jo@example.com."],
    ["a leading dot in the domain", "jo@.example.com"],
    ["two dots in the domain", "jo@example..com"],
    ["a trailing dot in the local part", "jo.@example.com"],
    ["a leading dot in the local part", ".jo@example.com"],
    ["two dots in the local part", "j..o@example.com"],
    ["a label with a leading hyphen", "jo@-example.com"],
    ["a label with a trailing hyphen", "jo@example-.com"],
    ["an underscore in the domain", "jo@exam_ple.com"],
    ["a numeric top level", "jo@example.123"],
    ["a domain beyond ASCII", "jo@bücher.example"],
    ["a local part beyond ASCII", "jö@example.com"],
    ["a header behind it", "jo@example.com\r\nBcc: b@y.com"],
    ["a line feed at its end", "jo@example.com\n"],
    ["a line feed before it", "\njo@example.com"],
    ["a line separator", "jo\u2028@example.com"],
    ["a bidi override", "jo\u202e@example.com"],
    ["a mark that turns the direction", "jo@example\u200f.com"],
    ["a NUL", "jo\0@example.com"],
    ["a soft hyphen", "jo\u00ad@example.com"],
    ["a full-width at sign", "jo＠example.com"],
    ["a letter that only looks like a or grows in lower case", "jo@İexample.com"],
  ])("is not %s", (_what, text) => {
    expect(isAddress(text)).toBe(false);
  });

  it("has at most 254 characters, 64 before the at sign, 63 in a label", () => {
    const ofLength = (length: number) => {
      const local = length % 2 === 0 ? "ab" : "a";
      return `${local}@${"d.".repeat((length - local.length - 4) / 2)}com`;
    };
    const lengths = [253, 254, 255, 256];
    expect(lengths.map((length) => ofLength(length).length)).toEqual(lengths);
    expect(lengths.filter((length) => isAddress(ofLength(length)))).toEqual([253, 254]);
    expect(isAddress(`${"a".repeat(65)}@example.com`)).toBe(false);
    expect(isAddress(`jo@${"b".repeat(64)}.com`)).toBe(false);
  });

  it.prop([anyAddress])("is any made of plain atoms and labels", (address) => {
    expect(isAddress(address)).toBe(true);
  });

  it.prop([anyAddress, fc.nat(), fc.constantFrom(...strange)], { numRuns: 500 })(
    "is none with a strange character anywhere",
    (address, where, character) => {
      const at = where % (address.length + 1);
      expect(isAddress(address.slice(0, at) + character + address.slice(at))).toBe(false);
    },
  );

  it.prop([fc.array(anyAddress, { minLength: 2, maxLength: 3 }), fc.constantFrom(",", ";", " ", ", ", "\n", "", ":")])(
    "is never several",
    (addresses, separator) => {
      expect(isAddress(addresses.join(separator))).toBe(false);
    },
  );

  it.prop([anyAddress])("is the same in another spelling of its letters", (address) => {
    expect(normaliseAddress(address.toUpperCase())).toBe(normaliseAddress(address));
    expect(isAddress(normaliseAddress(address))).toBe(true);
  });
});

describe("a text for a mail header", () => {
  it("is refused with control characters, line separators, bidi controls and halves of characters, and no others", () => {
    const refused = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u;
    const wrong: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      const character = String.fromCodePoint(point);
      if (isHeaderSafe(character) === refused.test(character)) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it.each(["=?utf-8?Q?=0D=0ABcc:_x?=", "say =?ISO-8859-1*en?b?QmNj?= please"])(
    "is not %j, which a mail program would read as other characters",
    (text) => {
      expect(isHeaderSafe(text)).toBe(false);
    },
  );

  it.each(["Bcc: x\r\n", "a\rb", "a\nb", "a\u2028b", "a\u2029b", "\u202eevil", "\u2066x\u2069", "\u061c", "a\0"])(
    "is not %j",
    (text) => {
      expect(isHeaderSafe(text)).toBe(false);
    },
  );

  it.each(["", "Wie war's, Jo?", "Як справи?", "どうでしたか", "שלום", "👩‍👧 ok", "tab is a control, a space is not"])(
    "is %j",
    (text) => {
      expect(isHeaderSafe(text)).toBe(true);
    },
  );
});

describe("a sender's name", () => {
  it.each(["Juniper Home", "Müller & Söhne", 'Jo\'s "Best" (Shop), Inc.', "東京"])("is %j", (name) => {
    expect(isFromName(name)).toBe(true);
  });

  it.each([
    "ceo@bank.example",
    "Bank <ceo",
    "<",
    "@",
    "Juniper\r\nBcc: b@y.com",
    "Juniper\u2028",
    "\u202eknaB",
    "=?utf-8?Q?ceo=40bank.example?=",
    "=?UTF-8?B?Y2VvQGJhbmsuZXhhbXBsZQ==?=",
  ])("is not %j, which could pass for an address", (name) => {
    expect(isFromName(name)).toBe(false);
  });
});
