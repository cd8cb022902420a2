import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";

describe("an interaction that comes again", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    hearback.call("POST", "/v1/interactions", { body, headers });
  const mailsTo = async (address: string) => {
    await hearback.jobs.run("dispatch-invitations");
    return (await hearback.mailbox.list()).filter(({ to }) => to.includes(address));
  };
  const listed = async () => (await hearback.call("GET", "/v1/interactions?limit=200")).json.items;

  it("gets its first answer, whatever else it says the second time, and writes nothing", async () => {
    const first = await post(interaction({ id: "t-1", customer: { email: "a@example.com" } }));
    expect(first.status).toBe(202);
    const written = await hearback.writesDuring(async () => {
      for (const change of [{}, { type: "other", channel: "phone" }, { send: { via: "none" } }]) {
        const again = await post(interaction({ id: "t-1", customer: { email: "A@Example.com" }, ...change }));
        expect([again.status, again.json]).toEqual([200, first.json]);
      }
    });
    expect(written).toEqual([]);
    expect(await mailsTo("a@example.com")).toHaveLength(1);
  });

  it("gets its first answer when that was no invitation, even if it would be one now", async () => {
    const report = interaction({ id: "t-2", type: "later.heard", customer: { email: "b@example.com" } });
    const first = await post(report);
    await hearback.call("POST", "/v1/surveys", { body: { name: "Later", kind: "nps", listensTo: ["later.heard"] } });
    const again = await post(report);
    expect([first.status, again.status, again.json]).toEqual([202, 200, { ...first.json, reason: "no_survey" }]);
  });

  it("is known by its Idempotency-Key where it has no id", async () => {
    const report = interaction({ customer: { email: "c@example.com" } });
    const first = await post(report, { "idempotency-key": "key-1" });
    const again = await post(report, { "idempotency-key": "key-1" });
    const other = await post(report, { "idempotency-key": "key-2" });
    expect([first.status, again.status, other.status]).toEqual([202, 202, 202]);
    expect(again.json).toEqual(first.json);
    expect(other.json.id).not.toBe(first.json.id);
  });

  it("is the same under another name of its customer, once both are known", async () => {
    const first = await post(interaction({ id: "t-4", customer: { id: "c-g", email: "g@example.com" } }));
    for (const customer of [{ email: "g@example.com" }, { id: "c-g" }]) {
      const again = await post(interaction({ id: "t-4", customer }));
      expect([again.status, again.json]).toEqual([200, first.json]);
    }
  });

  it("is another interaction without an id and key, and for another customer", async () => {
    const bare = interaction({ customer: { id: "c-d" } });
    expect((await post(bare)).json.id).not.toBe((await post(bare)).json.id);
    const one = await post(interaction({ id: "t-3", customer: { id: "c-d" } }));
    const two = await post(interaction({ id: "t-3", customer: { id: "c-e" } }));
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(one.json.id).not.toBe(two.json.id);
  });

  it("makes one interaction, one invitation and one mail when fifty come at once", async () => {
    for (const [address, headers, id] of [
      ["fifty@example.com", {}, "t-50"],
      ["fifty-keys@example.com", { "idempotency-key": "key-50" }, undefined],
    ] as const) {
      const customer = { id: `c-${address}`, email: address };
      const report = interaction({ customer, ...(id && { id }) });
      const answers = await Promise.all(Array.from({ length: 50 }, () => post(report, headers)));
      const told = answers.filter(({ status }) => status !== 409);
      if (id) expect(told.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 202]);
      for (const { json } of told) expect(json).toEqual(told[0]?.json);
      expect(told[0]?.json.outcome).toBe("invited");
      expect((await listed()).filter((one: { id: string }) => one.id === told[0]?.json.id)).toHaveLength(1);
      expect(await mailsTo(address)).toHaveLength(1);
    }
  });
});

describe("who an interaction was with", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const customerOf = async (customer: Record<string, string>): Promise<string> => {
    const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction({ customer }) });
    return (await hearback.call("GET", `/v1/interactions/${json.id}`)).json.customerId;
  };

  it("is the same customer by id and by address once both were told together", async () => {
    const both = await customerOf({ id: "c-1", email: "one@example.com" });
    expect(await customerOf({ email: "one@example.com" })).toBe(both);
    expect(await customerOf({ email: "ONE@example.com" })).toBe(both);
    expect(await customerOf({ id: "c-1" })).toBe(both);
    expect(await customerOf({ id: "C-1" })).not.toBe(both);
  });

  it("is the same customer whichever was told first", async () => {
    const first = await customerOf({ email: "two@example.com" });
    expect(await customerOf({ id: "c-2", email: "two@example.com" })).toBe(first);
    expect(await customerOf({ id: "c-2" })).toBe(first);
  });

  it("is the same customer by a former address and by the new one", async () => {
    const first = await customerOf({ id: "c-3", email: "old@example.com" });
    expect(await customerOf({ id: "c-3", email: "new@example.com" })).toBe(first);
    expect(await customerOf({ email: "new@example.com" })).toBe(first);
    expect(await customerOf({ email: "old@example.com" })).toBe(first);
  });

  it("stays two customers when the address of one comes with the id of the other", async () => {
    const [a, b] = [await customerOf({ id: "c-4" }), await customerOf({ email: "four@example.com" })];
    expect(await customerOf({ id: "c-4", email: "four@example.com" })).toBe(b);
    expect(await customerOf({ id: "c-4" })).toBe(a);
    expect(await customerOf({ email: "four@example.com" })).toBe(b);
    const known = await hearback.services.customers.find(hearback.seed.workspaceId, b);
    expect(known?.conflicts).toEqual([a]);
  });

  it("stays a customer though the business gives one id to everybody, with ever more addresses", async () => {
    const guest = await customerOf({ id: "guest" });
    await fillWithIdentities(guest);
    for (let n = 0; n < 10; n++) expect(await customerOf({ id: "guest", email: `guest-${n}@example.com` })).toBe(guest);
  });

  /** As after thousands of interactions: as many identities as an item of the table holds. */
  async function fillWithIdentities(id: string): Promise<void> {
    const { customers } = hearback.services;
    const customer = await customers.find(hearback.seed.workspaceId, id);
    if (!customer) throw new Error("There is no such customer.");
    const many = (count: number) => Array.from({ length: count }, (_, n) => `cus_${String(n).padStart(22, "0")}`);
    let [fits, tooMany] = [8000, 16_000];
    while (tooMany - fits > 8) {
      const count = Math.floor((fits + tooMany) / 2);
      const isWritten = customers.learn(customer, {}, [...customer.identities, ...many(count)], []).then(
        () => true,
        () => false,
      );
      if (await isWritten) fits = count;
      else tooMany = count;
    }
  }

  it("is one customer when its first twenty interactions come at once by both names", async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, () => customerOf({ id: "c-5", email: "five@example.com" })),
    );
    expect(new Set([...seen, await customerOf({ email: "five@example.com" })]).size).toBe(1);
  });
});
