import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, shown, startUnderContract } from "../../http/contract.ts";
import { type Invited, invite } from "../customers.ts";

describe("a link that we did not sign", () => {
  let hearback: ContractedHearback;
  let ours: Invited;
  beforeAll(async () => {
    hearback = await startUnderContract();
    ours = await invite(hearback);
  });
  afterAll(() => hearback.close());

  const tokenOf = (url: string): string => new URL(url).pathname.split("/").at(-1) ?? "";

  /** The token with one bit of one byte turned. */
  function withBitTurned(token: string, byte: number): string {
    const bytes = Buffer.from(token, "base64url");
    bytes.writeUInt8(bytes.readUInt8(byte) ^ 1, byte);
    return bytes.toString("base64url");
  }

  /** Every way to use a token, and whether one of them found anything. */
  async function expectNothing(tokens: readonly string[]): Promise<void> {
    const unknown = await hearback.open(`${hearback.url}/s/unknown`);
    expect(unknown.text).toContain("We could not find this page");
    const written = await hearback.writesDuring(async () => {
      for (const token of tokens) {
        const path = `${hearback.url}/s/${token}`;
        const optOut = `${hearback.url}/u/${token}`;
        const answers = [
          await hearback.open(path),
          await hearback.open(`${path}?score=9`),
          await hearback.submit(path, { score: "9" }),
          await hearback.open(`${path}/thanks`),
          await hearback.open(optOut),
          await hearback.submit(optOut, { "List-Unsubscribe": "One-Click" }),
        ];
        for (const answer of answers) {
          expect(shown(answer), token).toEqual(shown(unknown));
          expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
        }
        expect((await hearback.open(path, { method: "HEAD" })).status).toBe(404);
      }
    });
    expect(written).toEqual([]);
  }

  it("is one page that says nothing, for anything that is no token", () =>
    expectNothing(["x", "0", "-", "%20", "%00", "..%2f..", "a".repeat(76), "a".repeat(2000), "%F0%9F%99%82", "%ff"]));

  it("is the same page for a token with one bit turned, wherever that is", async () => {
    const token = tokenOf(ours.surveyUrl);
    const length = Math.ceil(Buffer.from(token, "base64url").length / 2);
    await expectNothing(Array.from({ length }, (_, half) => withBitTurned(token, 2 * half)));
  });

  it("is the same page for a token that was cut, lengthened or spelled otherwise", async () => {
    const token = tokenOf(ours.surveyUrl);
    const others = [token.slice(0, -1), token.slice(1), token.slice(0, 56), `${token}A`, `${token}=`, `${token}%3D`];
    const standard = Buffer.from(token, "base64url").toString("base64");
    const spelled = [
      encodeURIComponent(standard),
      `${token}%0A`,
      `%20${token}`,
      token.toUpperCase(),
      token.toLowerCase(),
    ];
    await expectNothing([...others, ...spelled.filter((one) => one !== token)]);
  });

  it("is the same page for a right token under the other purpose", async () => {
    const unknown = await hearback.open(`${hearback.url}/s/unknown`);
    for (const url of [
      `${hearback.url}/s/${tokenOf(ours.unsubscribeUrl)}`,
      `${hearback.url}/s/${tokenOf(ours.unsubscribeUrl)}/thanks`,
      `${hearback.url}/u/${tokenOf(ours.surveyUrl)}`,
    ]) {
      expect(shown(await hearback.open(url))).toEqual(shown(unknown));
    }
    const posted = await hearback.submit(`${hearback.url}/s/${tokenOf(ours.unsubscribeUrl)}`, { score: "9" });
    expect(shown(posted)).toEqual(shown(unknown));
  });

  it("is the same page for a link to an invitation that does not exist, though its signature is right", async () => {
    const none = { workspaceId: hearback.seed.workspaceId, id: `inv_${"0".repeat(44)}` };
    const url = await hearback.services.links.url("survey", none);
    expect(shown(await hearback.open(url))).toEqual(shown(await hearback.open(`${hearback.url}/s/unknown`)));
  });

  it("still works when it is ours, whatever a mail program hangs onto it", async () => {
    const page = await hearback.open(`${ours.surveyUrl}?score=9&utm_source=mail&fbclid=x&=&%ff`);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/value="9"[^>]*checked/);
  });
});
