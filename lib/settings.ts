import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";
import type { DeploymentSettings } from "./deployment-settings.ts";
import { readFields } from "./read-fields.ts";
import { functionNames } from "./service-functions.ts";
import { brokenRules } from "./setting-rules.ts";
import { SettingsError } from "./settings-error.ts";

const count = z.int().min(1);
const hostName = z
  .hostname()
  .regex(/\.[a-z]/i)
  .toLowerCase();
const reservations = z.strictObject(
  Object.fromEntries(functionNames.map((name) => [name, count.exactOptional()] as const)) as Record<
    (typeof functionNames)[number],
    z.ZodExactOptional<typeof count>
  >,
);
const retentions = Object.values(RetentionDays).filter((days) => typeof days === "number" && days < 9999);

/** Each setting of `DeploymentSettings`: its form, its default, and what is said of a value that it does not take. */
export const settingFields = {
  sender: z
    .email()
    .toLowerCase()
    .describe("must be an e-mail address of a domain whose DNS you can change, such as feedback@shop.example"),
  sendingIdentity: z
    .union([hostName, z.email().toLowerCase()])
    .optional()
    .describe("must be a domain or an address that SES has verified, such as shop.example"),
  mailFromLabel: z.hostname().default("bounces").describe("must be a label of a host name, such as bounces"),
  hostedZone: z
    .strictObject({ id: z.string().regex(/^Z[A-Z0-9]{1,31}$/), name: hostName })
    .optional()
    .describe('must be a hosted zone by id and name, such as { id: "Z0123456789ABCDEFGHIJ", name: "shop.example" }'),
  dmarcReports: z.email().optional().describe("must be an e-mail address, such as postmaster@shop.example"),
  domain: hostName.optional().describe("must be a host name of yours, such as feedback.shop.example"),
  certificateArn: z
    .string()
    .regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/)
    .optional()
    .describe("must be the ARN of a certificate, such as arn:aws:acm:eu-west-1:111122223333:certificate/…"),
  publicUrl: z
    .url({ protocol: /^https$/, abort: true })
    .refine((url) => new URL(url).pathname === "/")
    .transform((url) => new URL(url).origin)
    .optional()
    .describe("must be an https origin without a path, such as https://feedback.shop.example"),
  runbookUrl: z
    .url({ protocol: /^https?$/, abort: true })
    .max(300)
    .refine((url) => new URL(url).hash === "")
    .optional()
    .describe("must be the address of a page without a #, such as https://wiki.shop.example/hearback/operations"),
  alarmMailbox: z.email().optional().describe("must be an e-mail address, such as duty@shop.example"),
  tableRemoval: z.enum(["retain", "destroy"]).default("retain").describe('must be "retain" or "destroy"'),
  restoredTable: z
    .string()
    .regex(/^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/)
    .optional()
    .describe("must be the ARN of a table's stream, such as arn:aws:dynamodb:eu-west-1:111122223333:table/…/stream/…"),
  backup: z
    .strictObject({
      keepDays: count,
      coldAfterDays: count.exactOptional(),
      copyToVault: z
        .string()
        .regex(/^arn:[a-z-]+:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]+$/)
        .exactOptional(),
    })
    .optional()
    .describe("must be whole numbers of days and the ARN of a vault, such as { keepDays: 365, coldAfterDays: 30 }"),
  encryption: z
    .enum(["aws-owned", "customer-managed"])
    .default("aws-owned")
    .describe('must be "aws-owned" or "customer-managed"'),
  logRetentionDays: z
    .enum(RetentionDays)
    .default(RetentionDays.ONE_MONTH)
    .describe(`must be a number of days that CloudWatch knows: ${retentions.join(", ")}`),
  recordRetentionDays: z
    .int()
    .min(30)
    .max(36_500)
    .default(761)
    .describe("must be a whole number of days from 30 to 36500"),
  rollout: z.enum(["all-at-once", "canary"]).default("all-at-once").describe('must be "all-at-once" or "canary"'),
  kpiEveryMinutes: z.int().min(5).max(1440).default(15).describe("must be a whole number of minutes from 5 to 1440"),
  tracing: z.enum(["active", "off"]).default("active").describe('must be "active" or "off"'),
  requestsPerSecond: count.default(500).describe("must be a whole number of requests a second, at least 1"),
  requestBurst: count.default(3000).describe("must be a whole number of requests, at least 1"),
  keyRequestsPerSecond: count.default(100).describe("must be a whole number of requests a second, at least 1"),
  keyRequestBurst: count.default(1000).describe("must be a whole number of requests, at least 1"),
  reservedConcurrency: reservations
    .default({})
    .describe("must be whole numbers of executions, at least 1, by the name of a function, such as { ingest: 5 }"),
  maxReadRequestUnits: count.optional().describe("must be a whole number of read units a second, at least 1"),
  maxWriteRequestUnits: count.optional().describe("must be a whole number of write units a second, at least 1"),
  judgeHaste: z.enum(["on", "off"]).default("on").describe('must be "on" or "off"'),
  markRestSeconds: z.int().min(0).default(60).describe("must be a whole number of seconds, at least 0"),
} as const satisfies Record<keyof DeploymentSettings, z.ZodType>;

type Fields = typeof settingFields;

/** Settings as they hold for a deployment, with all defaults. */
export type Settings = { readonly [Name in keyof Fields]: z.output<Fields[Name]> };

/** Reads settings, or throws one error that has a sentence on everything wrong with them. `region` is where they hold, if known. */
export function readSettings(given: DeploymentSettings, region?: string): Settings {
  const { values, faults } = readFields<Fields>(settingFields, given);
  const all = [...faults, ...brokenRules({ ...values, region })];
  if (all.length > 0) throw new SettingsError(["The settings of Hearback are not valid.", ...all].join("\n- "));
  return values as Settings;
}
