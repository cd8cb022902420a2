import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, shown, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { deliveriesOf, type Sender, sender } from "./senders.ts";

const wrong = "a-secret-that-is-not-its-own";

describe("a webhook's signature", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const statusOf = async (sent: ReturnType<Sender["send"]>) => (await sent).status;
  const rotate = async (id: string, body: unknown = {}) =>
    (await hearback.call("POST", `/v1/sources/${id}/rotate`, { body })).json.secret;
  const change = (id: string, body: unknown) => hearback.call("PATCH", `/v1/sources/${id}`, { body });

  it("that is wrong or stale looks like a source that is disabled, deleted, without a secret or was never there", async () => {
    const [right, disabled, deleted] = [await sender(hearback), await sender(hearback), await sender(hearback)];
    const empty = await sender(hearback, { kind: "stripe" });
    await change(disabled.id, { enabled: false });
    await hearback.call("DELETE", `/v1/sources/${deleted.id}`);
    const post = (id: string) => hearback.open(`${hearback.url}/v1/hooks/${id}`, { method: "POST", body: "{}" });
    const answers = [
      await right.send(interaction(), { secret: wrong }),
      await right.send(interaction(), { secret: "" }),
      await right.send(interaction(), { secondsAgo: 360 }),
      await disabled.send(interaction()),
      await deleted.send(interaction()),
      await empty.send(interaction(), { secret: "" }),
      await post(`src_${hearback.seed.workspaceId.slice(3)}00000000000`),
      await post(`src_${"0".repeat(22)}`),
      await post("src_"),
      await post("%00"),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(shown(answer)).toEqual(shown(answers[0] as typeof answer));
    }
    await change(disabled.id, { enabled: true });
    expect(await statusOf(disabled.send(interaction()))).toBe(202);
  });

  it("that is wrong leaves no trace: no write, no delivery, and nothing of the body in a log, however many come", async () => {
    const { id, send } = await sender(hearback);
    const report = interaction({ customer: { email: "traceless@example.com" } });
    const written = await hearback.writesDuring(() =>
      Promise.all(Array.from({ length: 100 }, () => send(report, { secret: wrong }))),
    );
    expect(written).toEqual([]);
    expect(await deliveriesOf(hearback, { id })).toEqual([]);
    expect(JSON.stringify(hearback.logged)).not.toContain("traceless");
  });

  it("is made with either secret for a day after the rotation, and with the new one alone then", async () => {
    const { id, secret: old, send } = await sender(hearback);
    expect(await statusOf(send(interaction()))).toBe(202);
    const secret = await rotate(id);
    const both = async () => [
      await statusOf(send(interaction(), { secret: old })),
      await statusOf(send(interaction(), { secret })),
    ];
    expect(await both()).toEqual([202, 202]);
    await hearback.clock.advance(86_400 - 60);
    expect(await both()).toEqual([202, 202]);
    await hearback.clock.advance(120);
    expect(await both()).toEqual([401, 202]);
  });

  it("of a secret that leaked ends at once where that is wanted", async () => {
    const { id, secret: old, send } = await sender(hearback);
    const secret = await rotate(id, { oldAcceptedForHours: 0 });
    expect(await statusOf(send(interaction(), { secret: old }))).toBe(401);
    expect(await statusOf(send(interaction(), { secret }))).toBe(202);
  });

  it("is asked for by the clock of the world, wherever ours stands", async () => {
    const { send } = await sender(hearback);
    await hearback.clock.advance(3600);
    expect(await statusOf(send(interaction()))).toBe(202);
  });
});

describe("the address of a hook", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  it("answers GET and HEAD the same whether there is a source or not", async () => {
    const { id } = await sender(hearback);
    for (const path of [`/v1/hooks/${id}`, `/v1/hooks/src_${"0".repeat(22)}`, "/v1/hooks/x"]) {
      expect((await hearback.call("GET", path, { key: "" })).json).toEqual({ status: "ok" });
      expect((await hearback.call("HEAD", path, { key: "" })).status).toBe(200);
    }
  });
});
