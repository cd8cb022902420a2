/** Every setting there is, with a value that is not its default where both make sense together. */
import { defineConfig } from "../lib/config.ts";

export const hearback = defineConfig({
  stackName: "feedback",
  account: "111122223333",
  region: "eu-west-1",
  tags: { team: "support", "cost-centre": "4711" },

  sender: "feedback@shop.example",
  mailFromLabel: "returns",
  hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "shop.example" },
  dmarcReports: "postmaster@shop.example",
  domain: "feedback.shop.example",
  certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-0000-0000-000000000000",

  alarmMailbox: "duty@shop.example",
  runbookUrl: "https://git.shop.example/hearback/blob/main/docs/operations.md",
  tableRemoval: "retain",
  backup: {
    keepDays: 365,
    coldAfterDays: 30,
    copyToVault: "arn:aws:backup:eu-central-1:444455556666:backup-vault:far",
  },
  encryption: "customer-managed",
  logRetentionDays: 90,
  recordRetentionDays: 400,
  kpiEveryMinutes: 5,
  rollout: "canary",
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
