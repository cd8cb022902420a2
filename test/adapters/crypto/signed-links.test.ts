import { createHmac } from "node:crypto";
import { describe, expect } from "vitest";
import { type LinkKeys, SignedLinks } from "../../../functions/adapters/crypto/signed-links.ts";
import { joinId, toBase62 } from "../../../functions/domain/ids.ts";
import type { InvitationRef, LinkPurpose } from "../../../functions/domain/ports/mail.ts";
import { invitationId, workspaceId } from "../../domain/builders.ts";
import { fc, it } from "../../support/property.ts";

const publicUrl = "https://feedback.example";
const key = (byte: number) => new Uint8Array(32).fill(byte);

/** Keys of workspaces, the first of each is version 1. */
const holding =
  (...held: [workspace: string, ...keys: Uint8Array[]][]): LinkKeys["find"] =>
  async (workspace, version) =>
    held.find(([id]) => id === workspace)?.slice(1)[version - 1] as Uint8Array | undefined;

const linksOf = (find: LinkKeys["find"]) => new SignedLinks({ find }, publicUrl);
const links = linksOf(holding([workspaceId, key(1)]));
const invitation: InvitationRef = { workspaceId, id: invitationId };

const tokenOf = (url: string): string => url.split("/").at(-1) ?? "";
const token = async (purpose: LinkPurpose = "survey") => tokenOf(await links.url(purpose, invitation));
const bytesOf = (text: string) => Buffer.from(text, "base64url");

/** Every one of these is refused. */
async function expectRefused(tokens: readonly string[], by = links, purpose: LinkPurpose = "survey"): Promise<void> {
  const opened: string[] = [];
  for (const one of tokens) if (await by.open(purpose, one)) opened.push(one);
  expect(opened).toEqual([]);
}

describe("a signed link", () => {
  it("leads to its page, says nothing of the customer and opens as what it was made for", async () => {
    const url = await links.url("survey", invitation);
    expect(url).toMatch(/^https:\/\/feedback\.example\/s\/[\w-]{76}$/);
    expect(await links.url("unsubscribe", invitation)).toMatch(/^https:\/\/feedback\.example\/u\/[\w-]{76}$/);
    expect(await links.open("survey", tokenOf(url))).toEqual(invitation);
  });

  it("stays what it was for the same invitation: it stands in mails that have left", async () => {
    expect(await links.url("survey", invitation)).toBe(
      `${publicUrl}/s/AAAAAAAAAAEhZT8BQAy2TsGlBn-UM2jrQsp-AoAZbJ2DSgz_KGbR1gFyBLGxhCUH9IW4NOTOeLpI`,
    );
  });

  it("is not made for a workspace without a key", async () => {
    await expect(links.url("survey", { ...invitation, workspaceId: "ws_00000000002" })).rejects.toThrow(/no link key/);
  });

  const part = (size: 8 | 16) => fc.uint8Array({ minLength: size, maxLength: size }).map(toBase62);
  it.prop([part(8), part(16), part(16), fc.constantFrom("survey", "unsubscribe")])(
    "opens for any workspace and invitation",
    async (workspace, customer, own, purpose) => {
      const ref = { workspaceId: `ws_${workspace}`, id: joinId("inv", `cus_${customer}`, own) };
      const some = linksOf(holding([ref.workspaceId, key(1)]));
      expect(await some.open(purpose, tokenOf(await some.url(purpose, ref)))).toEqual(ref);
    },
  );
});

describe("a link that we did not sign", () => {
  it("is refused with any single bit turned over", async () => {
    const right = bytesOf(await token());
    const wrong = Array.from({ length: right.length * 8 }, (_, bit) => {
      const bytes = Buffer.from(right);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString("base64url");
    });
    expect(wrong).toHaveLength(57 * 8);
    await expectRefused(wrong);
  });

  it("is refused when cut short anywhere, or at its beginning", async () => {
    const right = await token();
    await expectRefused(Array.from(right, (_, length) => right.slice(0, length)));
    await expectRefused(Array.from(right, (_, start) => right.slice(start + 1)));
  });

  it("is refused with anything behind or before it", async () => {
    const right = await token();
    const more = [..."Aa0-_=.+/ \n\0é", "==", "A".repeat(4), right];
    await expectRefused(more.flatMap((text) => [right + text, text + right]));
    await expectRefused([Buffer.concat([bytesOf(right), Uint8Array.of(0)]).toString("base64url")]);
  });

  it("is refused in any other spelling of the same bytes", async () => {
    const other = linksOf(holding([workspaceId, key(3)]));
    const right = tokenOf(await other.url("survey", invitation));
    const bytes = bytesOf(right);
    expect(right).toMatch(/[-_]/);
    expect(await other.open("survey", right)).toEqual(invitation);
    const spellings = [
      bytes.toString("base64"),
      bytes.toString("hex"),
      right.replaceAll("-", "+").replaceAll("_", "/"),
      `${right.slice(0, 40)}\n${right.slice(40)}`,
      `${right.slice(0, 40)} ${right.slice(40)}`,
      `${right.slice(0, 40)}!${right.slice(40)}`,
      `${right}====`,
      encodeURIComponent(`${right} `),
      right.toUpperCase(),
      right.toLowerCase(),
    ];
    await expectRefused(spellings, other);
  });

  it("is refused for another purpose than its own", async () => {
    await expectRefused([await token("survey")], links, "unsubscribe");
    await expectRefused([await token("unsubscribe")], links, "survey");
  });

  it("is refused when another workspace's key signed it", async () => {
    const foreign = linksOf(holding([workspaceId, key(2)]));
    await expectRefused([tokenOf(await foreign.url("survey", invitation))]);
  });

  it("is refused when moved to another workspace, even one that has a key", async () => {
    const other = "ws_00000000002";
    const both = linksOf(holding([workspaceId, key(1)], [other, key(2)]));
    const [ours, theirs] = [await token(), tokenOf(await both.url("survey", { ...invitation, workspaceId: other }))];
    const moved = Buffer.concat([bytesOf(theirs).subarray(0, 8), bytesOf(ours).subarray(8)]).toString("base64url");
    await expectRefused([moved], both);
    expect(await both.open("survey", theirs)).toEqual({ ...invitation, workspaceId: other });
  });

  it("is refused for a workspace that does not exist", async () => {
    await expectRefused([await token()], linksOf(holding()));
  });

  it.prop([fc.string(), fc.uint8Array({ minLength: 57, maxLength: 57 })])(
    "is refused whatever it is",
    async (text, bytes) => {
      await expectRefused([text, Buffer.from(bytes).toString("base64url")]);
    },
  );

  it("is refused when it is nothing, or endless", async () => {
    await expectRefused(["", "A".repeat(76), "A".repeat(1_000_000)]);
  });
});

describe("a form's nonce", () => {
  const other = { ...invitation, id: `${invitation.id.slice(0, -1)}Z` };
  const servedAt = "2026-11-22T09:30:00.123Z";

  it("tells when the page was served, to the millisecond", async () => {
    const nonce = await links.nonce(invitation, servedAt);
    expect(nonce).toMatch(/^[\w-]{31}$/);
    expect(await links.openNonce(invitation, nonce)).toBe(servedAt);
  });

  it("is another for another invitation or moment, and opens for its own only", async () => {
    const nonce = await links.nonce(invitation, servedAt);
    expect(await links.nonce(invitation, "2026-11-22T09:30:00.124Z")).not.toBe(nonce);
    expect(await links.openNonce(other, nonce)).toBeUndefined();
    expect(await linksOf(holding([workspaceId, key(2)])).openNonce(invitation, nonce)).toBeUndefined();
  });

  it("is refused with any single bit turned over, cut short, lengthened, or spelt otherwise", async () => {
    const nonce = await links.nonce(invitation, servedAt);
    const turned = Array.from({ length: bytesOf(nonce).length * 8 }, (_, bit) => {
      const bytes = bytesOf(nonce);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString("base64url");
    });
    const cut = Array.from(nonce, (_, length) => nonce.slice(0, length));
    const spelt = [
      `${nonce}=`,
      ` ${nonce}`,
      `${nonce}A`,
      bytesOf(nonce).toString("hex"),
      nonce.toUpperCase(),
      "A".repeat(31),
    ];
    for (const wrong of [...turned, ...cut, ...spelt])
      expect(await links.openNonce(invitation, wrong), wrong).toBeUndefined();
  });

  it("is no link, and no link is one", async () => {
    await expectRefused([await links.nonce(invitation, servedAt)]);
    expect(await links.openNonce(invitation, await token())).toBeUndefined();
  });

  it.prop([fc.string()])("is refused whatever it is", async (text) => {
    expect(await links.openNonce(invitation, text)).toBeUndefined();
  });
});

describe("the version of a link's key", () => {
  /** Signed by hand, under a version that `url` does not use yet. */
  async function signedUnder(version: number, secret: Uint8Array): Promise<string> {
    const content = Buffer.from(bytesOf(await token()).subarray(0, 41));
    content[40] = version;
    const signature = createHmac("sha256", secret).update("survey|").update(content).digest().subarray(0, 16);
    return Buffer.concat([content, signature]).toString("base64url");
  }

  it("is what a link is checked with, so that keys can be changed", async () => {
    const both = linksOf(holding([workspaceId, key(1), key(2)]));
    expect(await both.open("survey", await signedUnder(1, key(1)))).toEqual(invitation);
    expect(await both.open("survey", await signedUnder(2, key(2)))).toEqual(invitation);
    await expectRefused([await signedUnder(2, key(1)), await signedUnder(1, key(2))], both);
  });

  it("is refused when it does not exist", async () => {
    await expectRefused(await Promise.all([0, 2, 3, 255].map((version) => signedUnder(version, key(1)))));
  });
});
