import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintKey } from "../../../functions/adapters/crypto/key-secrets.ts";
import { type ContractedHearback, faultsOf, shown, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";

describe("API keys", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { workspace: { testers: ["tess@example.com"] } } });
  });
  afterAll(() => hearback.close());

  const create = (fields: Record<string, unknown> = {}) =>
    hearback.call("POST", "/v1/keys", { body: { name: "Till", scopes: ["read"], ...fields } });
  const read = (key: string) => hearback.call("GET", "/v1/workspace", { key });
  const withAuthorization = (authorization: string) =>
    hearback.call("GET", "/v1/workspace", { key: "", headers: { authorization } });

  /** Writes to the items of keys. */
  async function keyWritesDuring(work: () => Promise<unknown>): Promise<number> {
    let writes = 0;
    hearback.dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === "UpdateItemCommand" && JSON.stringify(args.input).includes('"key#key_')) writes += 1;
          return next(args);
        },
      { step: "initialize", name: "countKeyWrites" },
    );
    await work();
    hearback.dynamodb.middlewareStack.remove("countKeyWrites");
    return writes;
  }

  it("are shown whole once, and never again", async () => {
    const created = await create({ name: "Checkout", scopes: ["read", "ingest", "read"] });
    expect(created.status).toBe(201);
    const { apiKey, ...key } = created.json;
    expect(apiKey).toMatch(/^hb_live_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}$/);
    expect(key).toMatchObject({ name: "Checkout", mode: "live", scopes: ["read", "ingest"] });

    const list = await hearback.call("GET", "/v1/keys");
    expect(list.json.items).toContainEqual(key);
    const revoked = await hearback.call("DELETE", `/v1/keys/${key.id}`);
    const secret = apiKey.split("_").at(-1).slice(0, 43);
    for (const { text } of [list, revoked]) {
      expect(text).not.toContain(secret);
      expect(text).not.toMatch(/hash/i);
    }
  });

  it("are listed newest first, those of tests and revoked ones too", async () => {
    await hearback.clock.advance(1);
    const { json } = await create({ name: "Newest", mode: "test" });
    const { items } = (await hearback.call("GET", "/v1/keys")).json;
    expect(items[0].id).toBe(json.id);
    const times = items.map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it("show the day on which they were last used, at the cost of one write a day", async () => {
    const { json } = await create();
    const lastUsedAt = async (): Promise<string | undefined> => {
      const { items } = (await hearback.call("GET", "/v1/keys")).json;
      return items.find(({ id }: { id: string }) => id === json.id).lastUsedAt;
    };
    expect(await lastUsedAt()).toBeUndefined();
    const writes = await keyWritesDuring(async () => {
      // Two that are the first at once, as on two machines, may both try, and the table takes one of them.
      await read(json.apiKey);
      for (let n = 0; n < 3; n++) await Promise.all([read(json.apiKey), read(json.apiKey)]);
    });
    const today = hearback.clock.now().slice(0, 10);
    expect([writes, (await lastUsedAt())?.slice(0, 10)]).toEqual([1, today]);
    await hearback.clock.advance(86_400);
    const tomorrow = await keyWritesDuring(async () => {
      await read(json.apiKey);
      await read(json.apiKey);
    });
    expect([tomorrow, (await lastUsedAt())?.slice(0, 10)]).toEqual([1, hearback.clock.now().slice(0, 10)]);
  });

  it("are not marked as used by who does not have their secret, nor when they are revoked", async () => {
    const { json } = await create();
    await hearback.call("DELETE", `/v1/keys/${json.id}`);
    const { json: other } = await create();
    const writes = await keyWritesDuring(async () => {
      expect((await read(json.apiKey)).status).toBe(401);
      expect((await read(mintKey(other.id, "live").text)).status).toBe(401);
    });
    expect(writes).toBe(0);
  });

  it("are let in though their use cannot be noted", async () => {
    const { json } = await create();
    hearback.dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName !== "UpdateItemCommand") return next(args);
          throw Object.assign(new Error("busy"), { name: "ThrottlingException" });
        },
      { step: "initialize", name: "noUpdates" },
    );
    expect((await read(json.apiKey)).status).toBe(200);
    hearback.dynamodb.middlewareStack.remove("noUpdates");
  });

  it("are refused for a typo without a look at the table", async () => {
    const { apiKey } = hearback.seed;
    let calls = 0;
    hearback.dynamodb.middlewareStack.add(
      (next) => (args) => {
        calls += 1;
        return next(args);
      },
      { step: "initialize", name: "countCalls" },
    );
    const mistyped = apiKey.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect((await read(mistyped)).status).toBe(401);
    expect(calls).toBe(0);
    expect((await read(apiKey)).status).toBe(200);
    expect(calls).toBeGreaterThan(0);
    hearback.dynamodb.middlewareStack.remove("countCalls");
  });

  it("are several at once, and one can take another's place", async () => {
    const [first, second] = [(await create()).json, (await create()).json];
    expect([(await read(first.apiKey)).status, (await read(second.apiKey)).status]).toEqual([200, 200]);
    await hearback.call("DELETE", `/v1/keys/${first.id}`);
    expect([(await read(first.apiKey)).status, (await read(second.apiKey)).status]).toEqual([401, 200]);
  });

  it("are refused without a name, a scope or with anything that is not known", async () => {
    const wrong: [Record<string, unknown>, string[]][] = [
      [{ name: "" }, ["name"]],
      [{ name: "a\nb" }, ["name"]],
      [{ name: "x".repeat(101) }, ["name"]],
      [{ scopes: [] }, ["scopes"]],
      [{ scopes: "read" }, ["scopes"]],
      [{ scopes: ["read", "admin"] }, ["scopes.1"]],
      [{ mode: "prod" }, ["mode"]],
      [{ workspaceId: "ws_00000000000" }, ["workspaceId"]],
    ];
    for (const [fields, paths] of wrong) {
      const answer = await create(fields);
      expect([answer.status, faultsOf(answer)], JSON.stringify(fields)).toEqual([422, paths]);
    }
  });

  it("are missed when nothing, or something else than a key, is presented", async () => {
    const { apiKey } = hearback.seed;
    const answers = [
      await hearback.call("GET", "/v1/workspace", { key: "" }),
      await withAuthorization(""),
      await withAuthorization(apiKey),
      await withAuthorization(`Basic ${btoa(`${apiKey}:`)}`),
      await withAuthorization(`Bearer ${apiKey} ${apiKey}`),
      await withAuthorization(`Bearer ${apiKey}, Bearer ${apiKey}`),
      await hearback.call("GET", `/v1/workspace?access_token=${apiKey}`, { key: "" }),
    ];
    for (const { status, headers } of answers) {
      expect([status, headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    }
    expect((await withAuthorization(`bearer   ${apiKey}`)).status).toBe(200);
  });

  it("look the same refused whether malformed, mistyped, unknown, forged or revoked", async () => {
    const { apiKey, workspaceId } = hearback.seed;
    const { json: gone } = await create();
    await hearback.call("DELETE", `/v1/keys/${gone.id}`);
    const keyId = (key: string) => `key_${key.split("_")[2]}`;
    const refused = await Promise.all(
      [
        "x",
        apiKey.slice(0, -1),
        `${apiKey}0`,
        apiKey.toLowerCase(),
        apiKey.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
        mintKey(keyId(apiKey), "live").text,
        mintKey(keyId(apiKey), "test").text,
        mintKey(`key_${workspaceId.slice(3)}00000000000`, "live").text,
        mintKey("key_0000000000000000000000", "live").text,
        gone.apiKey,
      ].map(read),
    );
    expect(refused[0]?.status).toBe(401);
    for (const one of refused) expect(shown(one)).toEqual(shown(refused[0] as typeof one));
  });

  it("cannot change from test to live, though the secret is right and the checksum fixed up", async () => {
    const { json } = await create({ mode: "test" });
    const secret = json.apiKey.slice(0, -6).split("_").at(-1);
    expect((await read(json.apiKey)).status).toBe(200);
    expect((await read(withSecret(json.id, "test", secret))).status).toBe(200);
    expect((await read(withSecret(json.id, "live", secret))).status).toBe(401);
  });

  it("stop working the moment they are revoked, and revoking again is harmless", async () => {
    const { json } = await create({ scopes: ["read", "manage"] });
    expect((await read(json.apiKey)).status).toBe(200);
    const first = await hearback.call("DELETE", `/v1/keys/${json.id}`);
    expect((await read(json.apiKey)).status).toBe(401);
    const again = await hearback.call("DELETE", `/v1/keys/${json.id}`);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.json).toEqual(first.json);
    expect(first.json.revokedAt).toMatch(/^\d{4}-/);
  });

  it("are not found to revoke when there is no such key", async () => {
    const known = hearback.seed.apiKey.split("_")[2];
    for (const id of [
      "key_0000000000000000000000",
      "key_",
      "x",
      `key_${known}0`,
      `key_${known?.slice(0, -1)}`,
      "%00",
    ]) {
      expect((await hearback.call("DELETE", `/v1/keys/${id}`)).status, id).toBe(404);
    }
    expect((await read(hearback.seed.apiKey)).status).toBe(200);
  });

  it("of tests mark what they make as a test, whatever the body says", async () => {
    const { json } = await create({ mode: "test", scopes: ["ingest", "read"] });
    const post = (overrides: Record<string, unknown>) =>
      hearback.call("POST", "/v1/interactions", { key: json.apiKey, body: interaction(overrides) });
    const stranger = await post({ test: false });
    const tester = await post({ customer: { email: "tess@example.com" } });
    expect([stranger.json.reason, tester.json.outcome]).toEqual(["not_a_tester", "invited"]);
    for (const { id } of [stranger.json, tester.json]) {
      expect((await hearback.call("GET", `/v1/interactions/${id}`)).json.test).toBe(true);
    }
  });
});

/** A key with a secret of our choice and the checksum that belongs to it. */
function withSecret(id: string, mode: "live" | "test", secret: string): string {
  const body = `hb_${mode}_${id.slice(4)}_${secret}`;
  return body + checksum(body);
}

function checksum(text: string): string {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < 6; place++, rest = Math.floor(rest / 62)) digits = alphabet.charAt(rest % 62) + digits;
  return digits;
}
