/** Two stages side by side in one account and region: what they share is a constant, what differs stands beside it. */
import { defineConfig } from "../lib/config.ts";

const shared = { region: "eu-west-1", sender: "feedback@shop.example", alarmMailbox: "duty@shop.example" };

export const hearback = defineConfig({
  stages: {
    production: { ...shared, stackName: "hearback" },
    staging: {
      ...shared,
      sender: "staging@shop.example",
      // SES knows a domain once in an account and region, and production has created it.
      sendingIdentity: "shop.example",
      tableRemoval: "destroy",
      logRetentionDays: 7,
      requestsPerSecond: 20,
      requestBurst: 50,
      judgeHaste: "off",
    },
  },
});
