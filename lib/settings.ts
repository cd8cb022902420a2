import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";
import { functionNames } from "./service-functions.ts";

const someReservations = '{"ingest":5}';

const reservations = z.partialRecord(z.enum(functionNames), z.int().min(1), {
  error: ({ code }) => (code === "invalid_type" ? `must be an object such as ${someReservations}` : undefined),
});

const days = z.int().min(1);
const vaultArn = z
  .string()
  .regex(/^arn:[a-z-]+:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]+$/, "is not the ARN of a backup vault");
const backup = z
  .strictObject({ keepDays: days, coldAfterDays: days.optional(), copyToVault: vaultArn.optional() })
  // AWS Backup bills cold storage for 90 days at least, and refuses less.
  .refine(({ keepDays, coldAfterDays }) => coldAfterDays === undefined || keepDays >= coldAfterDays + 90, {
    path: ["coldAfterDays"],
    error: "leaves less than the 90 days that a cold backup has to be kept",
  });

/**
 * What a deployment may choose. Each setting is CDK context under the prefix `hearback:`, in cdk.json or on the
 * command line (`-c hearback:fromAddress=feedback@shop.example`). Every one has a default, so that the stack can be
 * synthesised offline and without an account; only `fromAddress` must be changed before a deployment is of use.
 */
const deployment = z
  .strictObject({
    /** Another name is another, separate deployment in the same account; only one of them can create an identity. */
    stackName: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, "is not a stack's name: letters, digits and dashes, a letter first")
      .default("hearback"),
    /** The From address of every mail. */
    fromAddress: z.email().toLowerCase().default("feedback@example.com"),
    /**
     * A domain or address that SES has already verified in this account and region. Without it the stack creates
     * the identity of the From address's domain and prints the DNS records that verify it.
     */
    sendingIdentity: z.string().min(3).toLowerCase().optional(),
    /** Label below a created identity's domain that becomes the MAIL FROM domain, so that SPF aligns for DMARC. */
    mailFromLabel: z.hostname().default("bounces"),
    /** Origin customers and callers see when something stands before the API (own domain, CDN). Default: the API itself. */
    publicUrl: z
      .url({ protocol: /^https$/, abort: true })
      .refine((url) => new URL(url).pathname === "/", "must be an origin, without a path")
      .transform((url) => new URL(url).origin)
      .optional(),
    /** `retain` also switches deletion protection on. `destroy` is for stacks that are thrown away with all their data. */
    tableRemoval: z.enum(["retain", "destroy"]).default("retain"),
    /**
     * The stream's ARN of a table that was restored, which the functions use in place of the stack's own: docs/operations.md,
     * "Something was deleted or spoilt".
     */
    restoredTable: z
      .string()
      .regex(
        /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/,
        "is not the ARN of a table's stream",
      )
      .optional(),
    /**
     * A daily backup by AWS Backup beside point-in-time recovery, which goes back 35 days: days it is kept, days after which it
     * becomes cold and cheap, and the vault in another account or region that gets a copy.
     */
    backup: z.preprocess(readJson('{"keepDays":90}'), backup).optional(),
    /** CloudWatch accepts certain numbers of days only. */
    logRetentionDays: z.coerce.number().pipe(z.enum(RetentionDays)).default(RetentionDays.ONE_MONTH),
    /** X-Ray traces most calls of a quiet system, and costs about as much as DynamoDB then. */
    tracing: z.enum(["active", "off"]).default("active"),
    /** Requests a second, and in a burst, that the API lets through from all callers together. */
    requestsPerSecond: z.coerce.number().int().min(1).default(500),
    requestBurst: z.coerce.number().int().min(1).default(3000),
    /** Those of one API key or source; all of a workspace together have twice as many. Leave the others some of the above. */
    keyRequestsPerSecond: z.coerce.number().int().min(1).default(100),
    keyRequestBurst: z.coerce.number().int().min(1).default(1000),
    /** Never below five minutes, the longest time that one run may take. */
    kpiEveryMinutes: z.coerce.number().int().min(5).max(1440).default(15),
    /** Gets a mail from every alarm, once it has confirmed that it wants them; without it nobody does yet. */
    alarmMailbox: z.email().optional(),
    /**
     * Executions kept for a function, which are also its most, by name: `-c hearback:reservedConcurrency='{"ingest":5}'`.
     * Off by default: a fresh account has ten concurrent executions and refuses to reserve any of the last ten.
     */
    reservedConcurrency: z.preprocess(readJson(someReservations), reservations).default({}),
    /** Whether haste speaks against an answer. Off is for a stage where programs answer surveys, never for customers. */
    judgeHaste: z.enum(["on", "off"]).default("on"),
    /** How long a stale-slot mark rests before it is folded, because the by-day index lags. */
    markRestSeconds: z.coerce.number().int().min(0).default(60),
    /** Default 25 months: a year-on-year comparison of the last full month. */
    recordRetentionDays: z.coerce.number().int().min(30).default(761),
  })
  .refine(senderIsCovered, { path: ["sendingIdentity"], error: "does not cover the From address" });

export type Settings = Readonly<z.output<typeof deployment>>;

const prefix = "hearback:";

/** Some of the settings have been given wrongly; the message is for whoever deploys. */
export class SettingsError extends Error {}

/**
 * Reads the settings out of an app's context; an empty value takes one away that cdk.json has. Throws one error that names
 * every setting that is unknown or malformed.
 */
export function readSettings(context: Record<string, unknown>): Settings {
  const bare = Object.keys(context).find((key) => Object.hasOwn(deployment.shape, key));
  if (bare !== undefined) throw new SettingsError(`The setting ${bare} needs its prefix: ${prefix}${bare}.`);
  const own = Object.entries(context).filter(([key, value]) => key.startsWith(prefix) && value !== "");
  const read = deployment.safeParse(Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])));
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${prefix}${path.join(".")}: ${message}`,
    );
    throw new SettingsError(`The deployment settings are not valid. ${faults.join("; ")}`);
  }
  return read.data;
}

/** The command line knows text only, cdk.json objects too. */
function readJson(example: string) {
  return (value: unknown, context: z.RefinementCtx): unknown => {
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue({ code: "custom", message: `must be an object such as ${example}`, input: value });
      return z.NEVER;
    }
  };
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

function senderIsCovered(settings: { fromAddress: string; sendingIdentity?: string | undefined }): boolean {
  const { fromAddress, sendingIdentity } = settings;
  if (sendingIdentity === undefined) return true;
  if (sendingIdentity.includes("@")) return sendingIdentity === fromAddress;
  return `.${domainOf(fromAddress)}`.endsWith(`.${sendingIdentity}`);
}
