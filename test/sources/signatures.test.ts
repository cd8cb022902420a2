import { createHmac } from "node:crypto";
import { describe, expect } from "vitest";
import { type SourceKindName, sourceKinds } from "../../functions/sources/kinds.ts";
import type { Delivery } from "../../functions/sources/source.ts";
import { fc, it } from "../support/property.ts";
import { now, otherSecretOf, secretOf, signed, signsBody, signsTime } from "./deliveries.ts";

const names = Object.keys(sourceKinds) as SourceKindName[];
const payload = { id: "e-1", type: "ticket.solved", customer: { email: "jo@example.com" } };

const isAccepted = (kind: SourceKindName, delivery: Delivery, secrets: readonly string[] = [secretOf[kind]]): boolean =>
  sourceKinds[kind].verify(delivery, secrets, now);

/** One header changed, whichever of the kind's it is that holds a signature or key. */
const withHeaders = (delivery: Delivery, change: (value: string, name: string) => string | undefined): Delivery => ({
  ...delivery,
  headers: Object.fromEntries(
    Object.entries(delivery.headers).flatMap(([name, value]) => {
      const changed = change(value, name);
      return changed === undefined ? [] : [[name, changed]];
    }),
  ),
});

describe.each(names)("a delivery of the kind %s", (kind) => {
  const delivery = signed(kind, payload);

  it("is accepted as its vendor signs it", () => {
    expect(isAccepted(kind, delivery)).toBe(true);
  });

  it("is refused with another secret, with none and with an empty one", () => {
    expect(isAccepted(kind, delivery, [otherSecretOf(kind)])).toBe(false);
    expect(isAccepted(kind, delivery, [])).toBe(false);
    expect(isAccepted(kind, signed(kind, payload, { secret: "" }), [""])).toBe(false);
  });

  it("is accepted with either secret while they rotate", () => {
    const [old, fresh] = [secretOf[kind], otherSecretOf(kind)];
    for (const secret of [old, fresh]) {
      expect(isAccepted(kind, signed(kind, payload, { secret }), [fresh, old])).toBe(true);
      expect(isAccepted(kind, signed(kind, payload, { secret }), [secret])).toBe(true);
    }
    expect(isAccepted(kind, signed(kind, payload, { secret: old }), [fresh])).toBe(false);
  });

  it("is refused without its headers, and with any of them missing", () => {
    expect(isAccepted(kind, { ...delivery, headers: {} })).toBe(false);
    for (const name of Object.keys(delivery.headers)) {
      const rest = withHeaders(delivery, (value, header) => (header === name ? undefined : value));
      expect(isAccepted(kind, rest), name).toBe(false);
    }
  });

  it("is refused when a header is cut short, has a space or comes twice", () => {
    for (const change of [
      (value: string) => value.slice(0, -1),
      (value: string) => value.slice(1),
      (value: string) => `${value} `,
      (value: string) => `${value},${value}`,
      (value: string) => `${value}, ${value}`,
      (value: string) => `${value}\u00e9`,
      () => "",
    ]) {
      expect(isAccepted(kind, withHeaders(delivery, change)), change.toString()).toBe(false);
    }
  });

  it("is signed over the bytes of the body, whatever they are", () => {
    for (const body of [
      Buffer.alloc(0),
      Buffer.from([0xff, 0xfe, 0x00, 0xc3]),
      Buffer.from("\ufeff{}"),
      Buffer.from("é"),
    ]) {
      expect(isAccepted(kind, signed(kind, body))).toBe(true);
    }
  });

  it.prop([
    fc.dictionary(
      fc.oneof(
        fc.constantFrom(...Object.keys(delivery.headers), "x-hearback-key", "x-hearback-signature", "__proto__"),
        fc.string(),
      ),
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(...Object.values(delivery.headers), "t=1,v1=", "v1,", "1e3"),
      ),
    ),
    fc.uint8Array(),
    fc.string({ unit: "binary" }),
    fc.array(fc.string({ unit: "binary" })),
  ])("never makes checking throw, whatever its headers, body, url and secrets", (headers, body, url, secrets) => {
    expect(sourceKinds[kind].verify({ headers, body, url }, secrets, now)).toBe(false);
  });
});

describe.each(names.filter(signsBody))("a delivery of the kind %s, which signs its body,", (kind) => {
  it("is refused when its body says the same in other bytes", () => {
    const respelled = Buffer.from(JSON.stringify(payload, null, 1));
    expect(isAccepted(kind, { ...signed(kind, payload), body: respelled })).toBe(false);
    expect(
      isAccepted(kind, {
        ...signed(kind, payload),
        body: Buffer.from(Buffer.from(JSON.stringify(payload)).toString("base64")),
      }),
    ).toBe(false);
  });

  it.prop([fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.nat(7)])(
    "is refused when any one bit of its body is another",
    (bytes, position, bit) => {
      const changed = Uint8Array.from(bytes);
      const index = position % bytes.length;
      changed[index] = (changed[index] ?? 0) ^ (1 << bit);
      const original = signed(kind, bytes);
      expect(isAccepted(kind, original)).toBe(true);
      expect(isAccepted(kind, { ...original, body: changed })).toBe(false);
    },
  );
});

describe.each(names.filter(signsTime))("a delivery of the kind %s, which signs the time,", (kind) => {
  it("is accepted for five minutes, whichever clock is behind, and no longer", () => {
    for (const ageSeconds of [240, 300, -240, -300]) {
      expect(isAccepted(kind, signed(kind, payload, { ageSeconds })), String(ageSeconds)).toBe(true);
    }
    for (const ageSeconds of [301, 360, -301, 76 * 3600]) {
      expect(isAccepted(kind, signed(kind, payload, { ageSeconds })), String(ageSeconds)).toBe(false);
    }
  });
});

describe.each(names.filter((kind) => !signsTime(kind)))("a delivery of the kind %s, which signs no time,", (kind) => {
  it("is accepted at any age, as nothing tells it", () => {
    expect(sourceKinds[kind].verify(signed(kind, payload), [secretOf[kind]], "2027-11-22T09:30:00.000Z")).toBe(true);
  });
});

/** What a vendor's time header looks like when it is almost a number. */
const badTimes = [
  "1700…abc",
  "1795339800abc",
  " 1795339800",
  "1795339800 ",
  "+1795339800",
  "0x6b0",
  "1795339800.0",
  "1.7953398e9",
  "01795339800",
  "-1795339800",
  "",
  "NaN",
  "９９",
];

describe("a time that is no number", () => {
  it.each(badTimes)("%j is refused by every kind that signs one, even if it was signed so", (time) => {
    const body = Buffer.from("{}");
    const sign = (secret: string | Uint8Array, encoding: "hex" | "base64", ...parts: string[]) =>
      createHmac("sha256", secret).update(parts.join("")).digest(encoding);
    const [generic, stripe, hubspot] = [secretOf.generic, secretOf.stripe, secretOf.hubspot];
    const standard = Buffer.from(secretOf["standard-webhooks"].slice(6), "base64");
    const base = { url: "https://x.example", body };
    const deliveries: [SourceKindName, Record<string, string>][] = [
      ["generic", { "x-hearback-timestamp": time, "x-hearback-signature": sign(generic, "hex", `${time}.{}`) }],
      ["stripe", { "stripe-signature": `t=${time},v1=${sign(stripe, "hex", `${time}.{}`)}` }],
      [
        "standard-webhooks",
        {
          "webhook-id": "msg_1",
          "webhook-timestamp": time,
          "webhook-signature": `v1,${sign(standard, "base64", `msg_1.${time}.{}`)}`,
        },
      ],
      [
        "hubspot",
        {
          "x-hubspot-request-timestamp": time,
          "x-hubspot-signature-v3": sign(hubspot, "base64", `POSThttps://x.example{}${time}`),
        },
      ],
      [
        "zendesk",
        {
          "x-zendesk-webhook-signature-timestamp": time,
          "x-zendesk-webhook-signature": sign(secretOf.zendesk, "base64", `${time}{}`),
        },
      ],
    ];
    for (const [kind, headers] of deliveries) expect(isAccepted(kind, { ...base, headers }), kind).toBe(false);
  });
});
