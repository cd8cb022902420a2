import { describe, expect } from "vitest";
import { hashSecret, isSameHash, mintKey, parseKey } from "../../../functions/adapters/crypto/key-secrets.ts";
import { keyModes } from "../../../functions/domain/api-key.ts";
import { toBase62 } from "../../../functions/domain/ids.ts";
import { fc, it } from "../../support/property.ts";

const id = `key_${"0123456789A".repeat(2)}`;
const alphabet = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-. "];
const short = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(toBase62);

/** None of these is a key. */
const expectRefused = (texts: readonly string[]) => expect(texts.filter((text) => parseKey(text))).toEqual([]);

describe("an API key", () => {
  it.each(keyModes)("of mode %s says so, and is taken apart as it was made", (mode) => {
    const { text, secretHash } = mintKey(id, mode);
    expect(text).toMatch(new RegExp(`^hb_${mode}_${id.slice(4)}_[0-9A-Za-z]{49}$`));
    const parsed = parseKey(text);
    expect(parsed).toMatchObject({ id, mode });
    expect(hashSecret(parsed?.secret ?? "")).toBe(secretHash);
  });

  it("stays one: keys that were made before are still taken", () => {
    const secret = "s".repeat(43);
    expect(parseKey(`hb_live_${id.slice(4)}_${secret}2bP6Ld`)).toEqual({ id, mode: "live", secret });
  });

  it("is another one every time", () => {
    const keys = Array.from({ length: 50 }, () => mintKey(id, "live"));
    expect(new Set(keys.map(({ text }) => text)).size).toBe(50);
    expect(new Set(keys.map(({ secretHash }) => secretHash)).size).toBe(50);
  });

  it("cannot be had from what is stored of it", () => {
    const { text, secretHash } = mintKey(id, "live");
    expect(text).not.toContain(secretHash);
    expect(secretHash).not.toContain(parseKey(text)?.secret);
  });

  it.prop([short, short, fc.constantFrom(...keyModes)])("holds any id", (workspace, own, mode) => {
    const key = `key_${workspace}${own}`;
    expect(parseKey(mintKey(key, mode).text)).toMatchObject({ id: key, mode });
  });

  it("is refused with any single character changed", () => {
    const { text } = mintKey(id, "live");
    const wrong = Array.from(text, (right, at) =>
      alphabet.filter((one) => one !== right).map((one) => text.slice(0, at) + one + text.slice(at + 1)),
    );
    expectRefused(wrong.flat());
  });

  it("is refused with any two neighbours swapped", () => {
    const { text } = mintKey(id, "test");
    const swapped = Array.from(text, (a, at) => text.slice(0, at) + (text[at + 1] ?? "") + a + text.slice(at + 2));
    expectRefused(swapped.filter((one) => one !== text));
  });

  it("is refused with a character left out or doubled", () => {
    const { text } = mintKey(id, "live");
    expectRefused(Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1)));
    expectRefused(Array.from(text, (one, at) => text.slice(0, at) + one + text.slice(at)));
  });

  it("is refused in the other mode", () => {
    expectRefused([mintKey(id, "live").text.replace("live", "test"), mintKey(id, "test").text.replace("test", "live")]);
  });

  it("is refused with anything around it", () => {
    const { text } = mintKey(id, "live");
    expectRefused([...` \n\t\r=,;0`].flatMap((more) => [text + more, more + text]));
    expectRefused([`Bearer ${text}`, text.toUpperCase(), ""]);
  });
});

describe("the hash of a secret", () => {
  it("is SHA-256", () => {
    expect(hashSecret("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });

  it("is compared whole", () => {
    const [hash, other] = [hashSecret("a"), hashSecret("b")];
    expect(isSameHash(hash, hash)).toBe(true);
    expect(isSameHash(hash, other)).toBe(false);
    expect(isSameHash(hash, hash.slice(0, -1))).toBe(false);
    expect(isSameHash(hash, "")).toBe(false);
  });
});
