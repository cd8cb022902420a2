import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../../functions/domain/errors.ts";
import type { SuppressionStore } from "../../../functions/domain/ports/customers.ts";
import { importSuppressions } from "../../../functions/endpoints/suppressions/import-suppressions.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { override } from "../../support/override.ts";
import { walk } from "../paging.ts";

const path = "/v1/suppressions";

describe("importing suppressions", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const newAddresses = (count: number) => Array.from({ length: count }, () => `${crypto.randomUUID()}@example.com`);
  const importAll = (items: unknown) => hearback.call("POST", `${path}/import`, { body: { items } });
  const listed = () => walk(hearback, path, { limit: "200" });
  const find = async (email: string) =>
    (await hearback.call("GET", `${path}/${encodeURIComponent(`email:${email}`)}`)).json;

  it("adds each row with its reason and time, and counts those that stood already", async () => {
    const [plain = "", told = "", known = ""] = newAddresses(3);
    await hearback.call("POST", path, { body: { email: known, reason: "complained" } });
    const at = "2019-03-04T05:06:07.000Z";
    const { status, json } = await importAll([
      { email: plain },
      { email: told, reason: "bounced", at: "2019-03-04T06:06:07+01:00" },
      { email: known, reason: "unsubscribed", at },
      { email: plain.toUpperCase() },
    ]);
    expect([status, json]).toEqual([200, { added: 2, known: 2, errors: [] }]);
    expect(await find(plain)).toMatchObject({ email: plain, reason: "manual" });
    expect(await find(told)).toMatchObject({ email: told, reason: "bounced", at });
    expect(await find(known)).toMatchObject({ reason: "complained", unsubscribedAt: at });
    const report = interaction({ customer: { email: told } });
    expect((await hearback.call("POST", "/v1/interactions", { body: report })).json.reason).toBe("suppressed");
  });

  it("tells every row that is wrong by its place, which harms no other", async () => {
    const [first = "", last = ""] = newAddresses(2);
    const { json, text } = await importAll([
      { email: first },
      { email: "secret-name@@example.com" },
      "secret-name@example.com",
      { reason: "bounced" },
      { email: last, reason: "moved" },
      { email: last, at: "yesterday" },
      { email: last, at: "2999-01-01T00:00:00Z" },
      { email: last, colour: "red" },
      null,
      { email: last },
    ]);
    expect(json).toMatchObject({ added: 2, known: 0 });
    const told = json.errors.map(({ index, path }: { index: number; path: string }) => [index, path]);
    expect(told).toEqual([
      [1, "email"],
      [2, ""],
      [3, "email"],
      [4, "reason"],
      [5, "at"],
      [6, "at"],
      [7, "colour"],
      [8, ""],
    ]);
    for (const { message } of json.errors) expect(message).not.toBe("");
    expect(text).not.toContain("secret-name");
    expect([(await find(first)).reason, (await find(last)).reason]).toEqual(["manual", "manual"]);
  });

  it("takes a thousand rows, those that time did not allow a second time, and all of them again without harm", async () => {
    const before = (await listed()).length;
    const items = newAddresses(1000).map((email) => ({ email, reason: "unsubscribed" }));
    for (const what of ["added", "known"]) {
      let count = 0;
      for (let left = items; left.length > 0; ) {
        const { json } = await importAll(left);
        expect(json[what]).toBeGreaterThan(0);
        expect(json[what] + json.errors.length).toBe(left.length);
        count += json[what];
        left = json.errors.flatMap(({ index }: { index: number }) => left[index] ?? []);
      }
      expect(count).toBe(1000);
    }
    expect(await listed()).toHaveLength(before + 1000);
  }, 120_000);

  it.each([
    ["no rows", [], ["items"]],
    ["too many rows", Array.from({ length: 1001 }, () => ({})), ["items"]],
    ["no list", "jo@example.com", ["items"]],
  ])("is refused with %s", async (_, items, faults) => {
    const refused = await importAll(items);
    expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
  });

  /** As the function would, with a store of which one method is another. */
  const importWith = async (suppress: unknown, items: unknown[]) => {
    const { services, seed } = hearback;
    const caller = await services.apiKeys.authenticate(seed.apiKey);
    const suppressions = override(services.suppressions, { suppress });
    const input = { caller, body: { items }, params: {}, query: undefined } as never;
    const { body } = await importSuppressions.run(input, { ...services, suppressions });
    return body as { added: number; known: number; errors: { index: number; message: string }[] };
  };

  it("says which rows the service was too busy for", async () => {
    const addresses = newAddresses(120);
    const { suppressions } = hearback.services;
    const suppress = (...[workspace, wishes]: Suppress) => {
      if (wishes.some(({ email }) => email === addresses[0])) throw new AppError("unavailable", "The service is busy.");
      return suppressions.suppress(workspace, wishes);
    };
    const { added, errors } = await importWith(
      suppress,
      addresses.map((email) => ({ email })),
    );
    expect(added + errors.length).toBe(120);
    expect(errors[0]).toEqual({ index: 0, path: "", message: expect.stringContaining("send the row again") });
    const written = addresses.filter((_, index) => errors.every((error) => error.index !== index));
    expect(written).toHaveLength(added);
    expect(added).toBeGreaterThan(0);
    for (const email of written.slice(0, 3)) expect((await find(email)).email).toBe(email);
  });

  it("begins no row when its time is up, and says which", async () => {
    const { suppressions } = hearback.services;
    const suppress = async (...told: Suppress) => {
      await hearback.clock.advance(8);
      return suppressions.suppress(...told);
    };
    const items = newAddresses(120).map((email) => ({ email }));
    const { added, errors } = await importWith(suppress, items);
    expect(added).toBeGreaterThan(0);
    expect(errors.length).toBeGreaterThan(0);
    expect(added + errors.length).toBe(120);
    expect((await importAll(errors.map(({ index }) => items[index]))).json).toMatchObject({ added: errors.length });
  });
});

type Suppress = Parameters<SuppressionStore["suppress"]>;
