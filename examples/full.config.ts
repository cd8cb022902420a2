/** Every setting there is, with a value that is not its default where both make sense together. */
import { defineConfig } from "../lib/config.ts";

export const hearback = defineConfig({
  stackName: "feedback",
  account: "111122223333",
  region: "eu-west-1",
  tags: { team: "support", "cost-centre": "4711" },

  sender: "feedback@shop.example",
  mailFromLabel: "returns",

  alarmMailbox: "duty@shop.example",
  tableRemoval: "retain",
  logRetentionDays: 90,
  recordRetentionDays: 400,
  kpiEveryMinutes: 5,
  tracing: "off",

  requestsPerSecond: 200,
  requestBurst: 1000,
  keyRequestsPerSecond: 50,
  keyRequestBurst: 200,
  reservedConcurrency: { ingest: 20, respond: 20, api: 10 },
  maxReadRequestUnits: 4000,
  maxWriteRequestUnits: 1000,

  judgeHaste: "on",
  markRestSeconds: 60,
});
