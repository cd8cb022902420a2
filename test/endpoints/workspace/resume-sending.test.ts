import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";

describe("taking sending up again", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const path = "/v1/workspace/resume-sending";
  const pause = () =>
    hearback.services.workspaces.change(hearback.seed.workspaceId, {
      sendingPaused: { at: hearback.clock.now(), because: "complaints", percent: 0.2 },
    });

  it("answers the workspace, which shows the pause until then", async () => {
    await pause();
    const { json: paused } = await hearback.call("GET", "/v1/workspace");
    expect(paused.sendingPaused).toMatchObject({ because: "complaints", percent: 0.2 });
    const { status, json } = await hearback.call("POST", path);
    const { sendingPaused: _, ...others } = paused;
    expect([status, json]).toEqual([200, others]);
  });

  it("writes nothing the second time", async () => {
    const written = await hearback.writesDuring(async () => {
      expect((await hearback.call("POST", path)).status).toBe(200);
    });
    expect(written).toEqual([]);
  });

  it("takes a key that may manage", async () => {
    await pause();
    const { json } = await hearback.call("POST", "/v1/keys", { body: { name: "Reader", scopes: ["read", "ingest"] } });
    expect((await hearback.call("POST", path, { key: json.apiKey })).status).toBe(403);
    expect((await hearback.call("POST", path, { key: "" })).status).toBe(401);
    expect((await hearback.call("GET", "/v1/workspace")).json).toHaveProperty("sendingPaused");
  });

  it("leaves every other workspace paused", async () => {
    await pause();
    const other = await hearback.plant();
    expect((await hearback.call("POST", path, { key: other.apiKey })).status).toBe(200);
    expect((await hearback.call("GET", "/v1/workspace")).json).toHaveProperty("sendingPaused");
  });
});
