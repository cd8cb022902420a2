import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import type { Answer } from "../../support/hearback.ts";

const whole = '{"type":"ticket.solved","customer":{"id":"c-1"}}';
const maxBytes = 256 * 1024;

describe("a body that cannot be read", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const post = (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> =>
    hearback.open(`${hearback.url}/v1/interactions`, {
      method: "POST",
      headers: { authorization: `Bearer ${hearback.seed.apiKey}`, "content-type": "application/json", ...headers },
      body: Buffer.from(body),
    });

  async function expectRefused(asked: () => Promise<Answer>, status: number, title: string): Promise<void> {
    const written = await hearback.writesDuring(async () => {
      expect((await asked()).json).toMatchObject({ status, title });
    });
    expect(written).toEqual([]);
  }

  it.each(["", " ", "{", whole.slice(0, -1), `${whole}x`, whole.replaceAll('"', "'"), "undefined", "NaN", "{type:1}"])(
    "is malformed when it is %j",
    (body) => expectRefused(() => post(body), 400, "Malformed request"),
  );

  it("is malformed when it is not UTF-8", async () => {
    for (const bytes of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xc0, 0xaf]]) {
      const name = Buffer.from(whole.replace("c-1", "c-?"));
      const at = name.indexOf("?");
      const body = Buffer.concat([name.subarray(0, at), Buffer.from(bytes), name.subarray(at + 1)]);
      await expectRefused(
        () => post(body, { "content-type": "application/cloudevents+json" }),
        400,
        "Malformed request",
      );
    }
    await expectRefused(() => post(Buffer.from(`\ufeff${whole}`, "utf16le")), 400, "Malformed request");
  });

  it.each([
    "text/plain",
    "text/json5",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "json",
    "*/*",
  ])("is of an unsupported type when it comes as %s", (type) =>
    expectRefused(() => post(whole, { "content-type": type }), 415, "Unsupported media type"),
  );

  it.each(["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"])(
    "is read when it comes as %s",
    async (type) => {
      expect((await post(whole, { "content-type": type })).status).toBe(202);
    },
  );

  it("is too large over 256 KB, and taken at 256 KB", async () => {
    const padded = (bytes: number) => whole + " ".repeat(bytes - whole.length);
    await expectRefused(() => post(padded(maxBytes + 1)), 413, "Too large");
    await expectRefused(() => post("x".repeat(3 * maxBytes)), 413, "Too large");
    expect((await post(padded(maxBytes))).status).toBe(202);
  });

  it("counts bytes, not characters", () =>
    expectRefused(() => post(whole.replace("c-1", "é".repeat(maxBytes / 2))), 413, "Too large"));

  it("is not looked at before the key is", async () => {
    const answer = await post("x".repeat(2 * maxBytes), { authorization: "Bearer hb_live_x" });
    expect(answer.status).toBe(401);
  });
});
