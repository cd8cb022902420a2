import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, vi } from "vitest";
import { standardWebhooks } from "../../functions/sources/standard-webhooks.ts";
import { fc, it } from "../support/property.ts";
import { now, signed } from "./deliveries.ts";

const seconds = String(Date.parse(now) / 1000);
const secretOf = (key: Uint8Array): string => `whsec_${Buffer.from(key).toString("base64")}`;
const key = fc.uint8Array({ minLength: 24, maxLength: 64 });
const messageId = fc.stringMatching(/^[\x21-\x7e]{1,64}$/);

const headersOf = (id: string, signature: string, timestamp = seconds) => ({
  "webhook-id": id,
  "webhook-timestamp": timestamp,
  "webhook-signature": signature,
});

const weAccept = (body: string | Uint8Array, headers: Record<string, string>, secret: string): boolean =>
  standardWebhooks.verify({ url: "", headers, body: Buffer.from(body) }, [secret], now);

/** The official library, which throws where it refuses. */
function libraryAccepts(body: string | Buffer, headers: Record<string, string>, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

describe("a Standard Webhook", () => {
  // The library reads the clock itself.
  beforeAll(() => {
    vi.useFakeTimers({ now: Date.parse(now), toFake: ["Date"] });
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  it("is signed as in the example that the library and its specification publish", () => {
    const example = headersOf(
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      "1614265330",
    );
    const delivery = { url: "", headers: example, body: Buffer.from('{"test": 2432232314}') };
    const secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];
    expect(standardWebhooks.verify(delivery, secrets, "2021-02-25T15:02:10.000Z")).toBe(true);
    expect(standardWebhooks.verify(delivery, secrets, now)).toBe(false);
  });

  it.prop([key, messageId, fc.string({ unit: "grapheme" })])(
    "that the library signs is accepted, by the prefixed secret and the bare one",
    (bytes, id, body) => {
      const secret = secretOf(bytes);
      const headers = headersOf(id, new Webhook(secret).sign(id, new Date(now), body));
      expect(weAccept(body, headers, secret)).toBe(true);
      expect(weAccept(body, headers, secret.slice("whsec_".length))).toBe(true);
    },
  );

  it.prop([key, messageId, fc.string({ unit: "grapheme" }), fc.nat(200), fc.integer({ min: 1, max: 255 })])(
    "that is accepted is one that the library accepts too",
    (bytes, id, body, position, flip) => {
      const secret = secretOf(bytes);
      const right = headersOf(id, new Webhook(secret).sign(id, new Date(now), body));
      const names = Object.keys(right) as (keyof typeof right)[];
      for (const name of names) {
        const value = right[name];
        const index = position % value.length;
        const other = String.fromCharCode(value.charCodeAt(index) ^ flip);
        const headers = { ...right, [name]: value.slice(0, index) + other + value.slice(index + 1) };
        if (weAccept(body, headers, secret)) expect(libraryAccepts(body, headers, secret)).toBe(true);
      }
    },
  );

  it("is accepted by any of its signatures, whatever other versions stand beside it", () => {
    const { headers, body } = signed("standard-webhooks", {});
    const right = headers["webhook-signature"] ?? "";
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const wrong = `v1,${Buffer.alloc(32).toString("base64")}`;
    const accepts = (signature: string) => weAccept(body, { ...headers, "webhook-signature": signature }, secret);
    expect(accepts(`v1a,abc ${wrong} ${right}`)).toBe(true);
    expect(accepts(`v1a,abc ${wrong}`)).toBe(false);
    expect(accepts(right.replace("v1,", "v2,"))).toBe(false);
    expect(accepts(right.replace("v1,", ""))).toBe(false);
    expect(accepts(`${`${wrong} `.repeat(9)}${right}`)).toBe(true);
    expect(accepts(`${`${wrong} `.repeat(10)}${right}`)).toBe(false);
  });

  it.each(["1795339800abc", " 1795339800", "1795339800.9", "+1795339800", "01795339800"])(
    "with the time %j is refused, which the library takes",
    (timestamp) => {
      const secret = secretOf(Buffer.alloc(24, 1));
      const headers = headersOf("msg_1", new Webhook(secret).sign("msg_1", new Date(now), "{}"), timestamp);
      expect(libraryAccepts("{}", headers, secret)).toBe(true);
      expect(weAccept("{}", headers, secret)).toBe(false);
    },
  );

  it("signed with a secret of a single byte is refused, which the library takes", () => {
    const secret = secretOf(Uint8Array.of(7));
    const headers = headersOf("msg_1", new Webhook(secret).sign("msg_1", new Date(now), "{}"));
    expect(libraryAccepts("{}", headers, secret)).toBe(true);
    expect(weAccept("{}", headers, secret)).toBe(false);
  });

  it("of invalid UTF-8 is not taken for the text that replaces it, as the library does", () => {
    const secret = secretOf(Buffer.alloc(24, 1));
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const headers = headersOf("msg_1", new Webhook(secret).sign("msg_1", new Date(now), '"\ufffd"'));
    expect(libraryAccepts(bytes, headers, secret)).toBe(true);
    expect(weAccept(bytes, headers, secret)).toBe(false);
    expect(weAccept('"\ufffd"', headers, secret)).toBe(true);
  });

  it.each(["", "msg 1", "msg\u00e9", "m".repeat(257), "msg_1\n"])("with the id %j is refused", (id) => {
    const secret = secretOf(Buffer.alloc(24, 1));
    expect(weAccept("{}", headersOf(id, new Webhook(secret).sign(id, new Date(now), "{}")), secret)).toBe(false);
  });
});

describe("the secret of a Standard Webhook", () => {
  const fault = (secret: string) => standardWebhooks.secretFault?.(secret);

  it("is written from random bytes in the form that it must have", () => {
    const secret = standardWebhooks.writeSecret?.(Buffer.alloc(32, 9)) ?? "";
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(fault(secret)).toBeUndefined();
    expect(fault(secret.slice(6))).toBeUndefined();
  });

  it.each([
    ["too few bytes", secretOf(Buffer.alloc(23, 1))],
    ["nothing", ""],
    ["a prefix alone", "whsec_"],
    ["characters that are no base64", `whsec_${"*".repeat(32)}`],
    ["base64url", `whsec_${Buffer.alloc(24, 0xff).toString("base64url").replaceAll("/", "_")}`],
    ["missing padding", `whsec_${Buffer.alloc(25, 1).toString("base64").replace(/=+$/, "")}`],
    ["two prefixes", `whsec_${secretOf(Buffer.alloc(24, 1))}`],
    ["a space", `${secretOf(Buffer.alloc(24, 1))} `],
  ])("is refused with %s", (_what, secret) => {
    expect(fault(secret)).toBe("is not base64 of at least 24 bytes, with or without whsec_ in front");
    expect(weAccept("{}", signed("standard-webhooks", {}).headers, secret)).toBe(false);
  });
});
