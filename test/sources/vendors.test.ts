import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { generic } from "../../functions/sources/generic.ts";
import { hubspot } from "../../functions/sources/hubspot.ts";
import { sourceKinds } from "../../functions/sources/kinds.ts";
import type { Delivery } from "../../functions/sources/source.ts";
import { stripe } from "../../functions/sources/stripe.ts";
import { isPing, woocommerce } from "../../functions/sources/woocommerce.ts";
import { now, otherSecretOf, secretOf, signed } from "./deliveries.ts";

const delivery = (headers: Record<string, string>, body = "{}", url = ""): Delivery => ({
  url,
  headers,
  body: Buffer.from(body),
});

describe("a delivery of one's own code", () => {
  const secret = secretOf.generic;
  const accepts = (headers: Record<string, string>, body = "{}") =>
    generic.verify(delivery(headers, body), [secret], now);
  const code = (encoding: "hex" | "base64", content = "{}") =>
    createHmac("sha256", secret).update(content).digest(encoding);

  it("shows the secret in a header, or signs the body in hex or base64", () => {
    expect(accepts({ "x-hearback-key": secret })).toBe(true);
    expect(accepts({ "x-hearback-signature": code("hex") })).toBe(true);
    expect(accepts({ "x-hearback-signature": code("hex").toUpperCase() })).toBe(true);
    expect(accepts({ "x-hearback-signature": code("base64") })).toBe(true);
  });

  it("that signs wrongly is not saved by the key", () => {
    expect(accepts({ "x-hearback-key": secret, "x-hearback-signature": code("hex", "[]") })).toBe(false);
  });

  it("that was signed with its time is refused without it, and the other way round", () => {
    const time = String(Date.parse(now) / 1000);
    const timed = code("hex", `${time}.{}`);
    expect(accepts({ "x-hearback-timestamp": time, "x-hearback-signature": timed })).toBe(true);
    expect(accepts({ "x-hearback-signature": timed })).toBe(false);
    expect(accepts({ "x-hearback-timestamp": time, "x-hearback-signature": code("hex") })).toBe(false);
  });

  it("may be checked by openssl alone", () => {
    const known = createHmac("sha256", "key").update("The quick brown fox jumps over the lazy dog").digest("hex");
    expect(known).toBe("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    const headers = { "x-hearback-signature": known };
    expect(generic.verify(delivery(headers, "The quick brown fox jumps over the lazy dog"), ["key"], now)).toBe(true);
  });
});

describe("a delivery of Stripe", () => {
  const { headers, body } = signed("stripe", {});
  const header = headers["stripe-signature"] ?? "";
  const accepts = (value: string) =>
    stripe.verify({ url: "", body, headers: { "stripe-signature": value } }, [secretOf.stripe], now);
  const [time = "", signature = ""] = header.split(",");

  it("is accepted by any of its signatures, which there are two of while its secret is rolled", () => {
    expect(accepts(`${time},v1=${"0".repeat(64)},${signature}`)).toBe(true);
    expect(accepts(`${time},${signature},v0=${"0".repeat(64)}`)).toBe(true);
    expect(accepts(`${signature},${time}`)).toBe(true);
  });

  it("is refused with two times, no time, and a signature of another scheme alone", () => {
    expect(accepts(`${time},${time},${signature}`)).toBe(false);
    expect(accepts(signature)).toBe(false);
    expect(accepts(`${time},${signature.replace("v1=", "v0=")}`)).toBe(false);
    expect(accepts(`${time},${`v1=${"0".repeat(64)},`.repeat(40)}${signature}`)).toBe(false);
  });
});

describe("a delivery of HubSpot", () => {
  const secret = secretOf.hubspot;
  const body = "{'example_field':'example_value'}";

  it.each([
    ["1693657560000", "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y="],
    ["1700000300000", "RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw="],
  ])("is signed as in the tests of HubSpot's own clients, at %s", (timestamp, signature) => {
    const headers = { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": timestamp };
    const signedThen = delivery(headers, body, "https://www.example.com/webhook_uri");
    expect(hubspot.verify(signedThen, [secret], new Date(Number(timestamp)).toISOString())).toBe(true);
    expect(hubspot.verify(signedThen, [secret], now)).toBe(false);
    const elsewhere = { ...signedThen, url: "https://www.example.com/webhook_uri/" };
    expect(hubspot.verify(elsewhere, [secret], new Date(Number(timestamp)).toISOString())).toBe(false);
  });

  it("is signed over its URL with some characters decoded, the others as they are", () => {
    const timestamp = String(Date.parse(now));
    const url = "https://hooks.example.com/v1/hooks/src_1?a=hs%3Aapp%2fv3&b=%28x%29&c=%20%26";
    const called = "https://hooks.example.com/v1/hooks/src_1?a=hs:app/v3&b=(x)&c=%20%26";
    const signature = createHmac("sha256", secret).update(`POST${called}{}${timestamp}`).digest("base64");
    const headers = { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": timestamp };
    expect(hubspot.verify(delivery(headers, "{}", url), [secret], now)).toBe(true);
  });

  it("is not accepted by its older signatures, which any replay passes", () => {
    const { headers, ...rest } = signed("hubspot", {});
    const old = { "x-hubspot-signature": "0".repeat(64), "x-hubspot-signature-version": "v2" };
    expect(hubspot.verify({ ...rest, headers: old }, [secret], now)).toBe(false);
    expect(hubspot.verify({ ...rest, headers: { ...headers, ...old } }, [secret], now)).toBe(true);
  });
});

describe("the signature of one vendor", () => {
  it("is not taken for another's", () => {
    const intercom = signed("intercom", {}, { secret: "same" });
    const jira = signed("jira-service-management", {}, { secret: "same" });
    expect(sourceKinds["jira-service-management"].verify(intercom, ["same"], now)).toBe(false);
    expect(sourceKinds.intercom.verify(jira, ["same"], now)).toBe(false);
  });
});

describe("the ping of WooCommerce", () => {
  it("is the number of the webhook as a form", () => {
    expect(isPing(Buffer.from("webhook_id=12"))).toBe(true);
  });

  it.each([
    "",
    "{}",
    "webhook_id=",
    "webhook_id=12&x=1",
    "webhook_id=1\n",
    "WEBHOOK_ID=1",
    `webhook_id=${"1".repeat(40)}`,
  ])("is not what reads %j", (body) => {
    expect(isPing(Buffer.from(body))).toBe(false);
  });

  it("leaves signed deliveries to be checked", () => {
    expect(isPing(signed("woocommerce", {}).body)).toBe(false);
    expect(woocommerce.verify(signed("woocommerce", {}), [otherSecretOf("woocommerce")], now)).toBe(false);
  });
});
