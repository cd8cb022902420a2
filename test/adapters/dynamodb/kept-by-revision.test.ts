import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keys } from "../../../functions/adapters/dynamodb/keys.ts";
import type { SendingServices } from "../../../functions/domain/ports/services.ts";
import { buildServices } from "../../../functions/runtime.ts";
import { changeByHand } from "../../support/by-hand.ts";
import { startHearback, type TestHearback } from "../../support/hearback.ts";

describe("what one process keeps while another changes it", () => {
  let hearback: TestHearback;
  let here: ReturnType<typeof buildServices>;
  let elsewhere: SendingServices;
  const reads: string[] = [];

  beforeAll(async () => {
    hearback = await startHearback();
    elsewhere = hearback.services;
    hearback.dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          reads.push(`${commandName} ${JSON.stringify(args.input)}`);
          return next(args);
        },
      { step: "initialize" },
    );
    const config = { ...elsewhere.settings, tableName: hearback.tableName };
    here = buildServices(config, { ...elsewhere, dynamodb: hearback.dynamodb });
  });
  afterAll(() => hearback.close());

  const workspace = () => here.workspaces.get(hearback.seed.workspaceId);
  const statusHere = async () => (await here.surveys.listKept(await workspace()))[0]?.status;

  it("reads a workspace's surveys once while nothing changes", async () => {
    await statusHere();
    reads.length = 0;
    await statusHere();
    await statusHere();
    expect(reads.filter((read) => read.startsWith("QueryCommand"))).toEqual([]);
    expect(reads).toHaveLength(2);
  });

  it("shows a survey's new state with the next look", async () => {
    expect(await statusHere()).toBe("active");
    await elsewhere.surveys.setStatus(hearback.seed.workspaceId, hearback.seed.surveyId, "paused");
    expect(await statusHere()).toBe("paused");
  });

  it("shows a survey that was added", async () => {
    const [first] = await here.surveys.listKept(await workspace());
    if (!first) throw new Error("The workspace has no survey.");
    await elsewhere.surveys.add({ ...first, id: "srv_00000000009", name: "Another" });
    expect((await here.surveys.listKept(await workspace())).map(({ name }) => name)).toContain("Another");
  });

  it("reads a key once while nothing changes, and refuses it as soon as it is revoked", async () => {
    const wanted = { workspaceId: hearback.seed.workspaceId, name: "Till", mode: "live", scopes: ["ingest"] } as const;
    const { key, secret } = await elsewhere.apiKeys.create(wanted);
    expect(await here.apiKeys.authenticate(secret)).toMatchObject({ keyId: key.id });
    reads.length = 0;
    expect(await here.apiKeys.authenticate(secret)).toMatchObject({ keyId: key.id });
    expect(reads.filter((read) => read.includes(`key#${key.id}`))).toEqual([]);
    await elsewhere.apiKeys.revoke(hearback.seed.workspaceId, key.id);
    expect(await here.apiKeys.authenticate(secret)).toBeUndefined();
  });

  it("refuses a key within a minute though its revocation was never announced, as after a crash", async () => {
    const { workspaceId } = hearback.seed;
    const wanted = { workspaceId, name: "Till", mode: "live", scopes: ["ingest"] } as const;
    const { key, secret } = await elsewhere.apiKeys.create(wanted);
    await here.apiKeys.authenticate(secret);
    await changeByHand(hearback, keys.apiKey(key.id), "SET #revokedAt = :at", { ":at": hearback.clock.now() });
    expect(await here.apiKeys.authenticate(secret)).toBeDefined();
    await hearback.clock.advance(61);
    expect(await here.apiKeys.authenticate(secret)).toBeUndefined();
  });

  it("sees a change whose revision was never renewed, as after a crash, within a minute", async () => {
    const before = await workspace();
    await statusHere();
    await elsewhere.surveys.setStatus(hearback.seed.workspaceId, hearback.seed.surveyId, "active");
    const asOfCrash = async () =>
      (await here.surveys.listKept(before)).find(({ id }) => id === hearback.seed.surveyId)?.status;
    expect(await asOfCrash()).toBe("paused");
    await hearback.clock.advance(61);
    expect(await asOfCrash()).toBe("active");
  });
});
