import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functionNames } from "../../lib/service-functions.ts";
import { engineEndpoint } from "../support/engine.ts";
import { getPage, interaction, postForm, startHearback, type TestHearback } from "../support/hearback.ts";
import { grantedTo, holdToRole, type Ledger } from "../support/role.ts";

describe("what the functions may do with the table", () => {
  let hearback: TestHearback;
  beforeAll(async () => {
    hearback = await startHearback();
  });
  afterAll(() => hearback.close());

  it("covers all that they do from an interaction to a KPI", async () => {
    const { call, jobs, mailbox, seed, used } = hearback;
    await call("POST", "/v1/interactions", { body: interaction() });
    await jobs.run("dispatch-invitations");
    await jobs.run("record-mail-events");
    const [mail] = await mailbox.list();
    const link = mail?.links.find((url) => /\/s\/[^?]+$/.test(url)) ?? "";
    await hearback.clock.advance(120);
    await getPage(link);
    await postForm(link, { score: "9" });
    await jobs.run("compute-kpis");
    const kpi = await call("GET", `/v1/kpis/nps?survey=${seed.surveyId}`);
    expect(kpi.json).toMatchObject({ value: 100, n: 1 });
    for (const name of functionNames) {
      const uses = [...(used.get(name) ?? [])];
      expect(uses.length, name).toBeGreaterThan(0);
      expect(grantedTo(name), name).toEqual(expect.arrayContaining(uses));
    }
  });

  describe("is all that they can do in any test", () => {
    const ledger: Ledger = { used: new Map(), refused: [] };
    let client: DynamoDBClient;
    beforeAll(() => {
      client = new DynamoDBClient({
        region: "local",
        endpoint: engineEndpoint(),
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
      });
      holdToRole("ingest", client, ledger);
    });
    afterAll(() => client.destroy());

    const key = { pk: { S: "none" }, sk: { S: "none" } };

    it("such as reading an item", async () => {
      await client.send(new GetItemCommand({ TableName: hearback.tableName, Key: key }));
      expect(ledger.used.get("ingest")).toEqual(new Set(["GetItem table"]));
      expect(ledger.refused).toEqual([]);
    });

    it.each([
      ["scanning", "Scan table", () => new ScanCommand({ TableName: hearback.tableName })],
      [
        "asking an index of another function",
        "Query /index/due",
        () =>
          new QueryCommand({
            TableName: hearback.tableName,
            IndexName: "due",
            KeyConditionExpression: "duePk = :p",
            ExpressionAttributeValues: { ":p": { S: "none" } },
          }),
      ],
      [
        "deleting within a transaction",
        "DeleteItem table",
        () =>
          new TransactWriteItemsCommand({
            TransactItems: [{ Delete: { TableName: hearback.tableName, Key: key } }],
          }),
      ],
    ])("but not %s", async (_, need, command) => {
      // biome-ignore lint/suspicious/noExplicitAny: the commands share no type that send takes
      const asked = client.send(command() as any);
      await expect(asked).rejects.toMatchObject({ name: "AccessDeniedException" });
      expect(ledger.refused.at(-1)).toBe(`ingest: ${need}`);
    });
  });
});
