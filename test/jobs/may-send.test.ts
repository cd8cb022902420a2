import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { keys } from "../../functions/adapters/dynamodb/keys.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { changeByHand, deleteByHand } from "../support/by-hand.ts";
import { restoreItems, takeItems } from "../support/copy-table.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

describe("the send fence", () => {
  let hearback: TestHearback;
  afterEach(() => hearback.close());

  const dispatch = () => hearback.jobs.run("dispatch-invitations");
  const mails = async () => (await hearback.mailbox.list()).length;
  const accept = () => hearback.call("POST", "/v1/interactions", { body: interaction() });
  const workspace = () => keys.workspace(hearback.seed.workspaceId);

  it("keeps a table that was restored under the same name from sending, in a process that has sent before", async () => {
    hearback = await startHearback();
    const { dynamodb, tableName } = hearback;
    await accept();
    await dispatch();
    expect(await mails()).toBe(1);
    await accept();
    const items = await takeItems(dynamodb, tableName);
    await dynamodb.send(new DeleteTableCommand({ TableName: tableName }));
    await restoreItems(dynamodb, tableName, items);

    const counted: string[] = [];
    const metrics = { count: (name: string) => void counted.push(name), measure: () => {} };
    const run = { holder: "run", timeLeftMs: () => 60_000 };
    expect(await dispatchInvitations({ ...hearback.services, metrics }, run)).toMatchObject({ stopped: "fenced" });
    expect(counted).toEqual(["SendingFenced"]);
    expect(await dispatch()).toEqual({ sent: 0, handled: 0, stopped: "fenced" });
    expect(await mails()).toBe(1);
    expect((await hearback.call("GET", "/v1/health")).json).toEqual({ status: "ok", sending: "held_back" });
  });

  it("is asked again by a run that holds the lease, because restore-check takes it away and then looks for leases", async () => {
    hearback = await startHearback();
    const { services } = hearback;
    await accept();
    const acquire: typeof services.leases.acquire = async (...lease) => {
      const standing = await services.sendFence.find();
      if (standing) await services.sendFence.save({ ...standing, tableId: "another" }, standing);
      return services.leases.acquire(...lease);
    };
    const run = { holder: "run", timeLeftMs: () => 60_000 };
    const raced = { ...services, leases: override(services.leases, { acquire }) };
    expect(await dispatchInvitations(raced, run)).toEqual({ sent: 0, handled: 0, stopped: "fenced" });
    expect(await mails()).toBe(0);
  });

  it("is raised by a table from before there were fences, which is older than its workspaces", async () => {
    hearback = await startHearback();
    await deleteByHand(hearback, keys.sendFence);
    await accept();
    expect(await dispatch()).toMatchObject({ sent: 1 });
    const { id } = await hearback.services.sendFence.table();
    expect(await hearback.services.sendFence.find()).toMatchObject({ tableId: id });
    expect((await hearback.call("GET", "/v1/health")).json).toEqual({ status: "ok" });
  });

  it("is never raised by a table without one that holds an older workspace, as a copy of an unfenced table does", async () => {
    hearback = await startHearback();
    await deleteByHand(hearback, keys.sendFence);
    const { createdAt } = await hearback.services.sendFence.table();
    await changeByHand(hearback, workspace(), "SET #createdAt = :at", { ":at": addSeconds(createdAt, -1) });
    await accept();
    for (let tick = 0; tick < 2; tick++) expect(await dispatch()).toMatchObject({ sent: 0, stopped: "fenced" });
    expect(await mails()).toBe(0);
  });
});
