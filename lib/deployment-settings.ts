import type { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { FunctionName } from "./service-functions.ts";

/**
 * What a deployment may choose. Only `sender` must be given; `settings.ts` has the defaults and says what is wrong with a
 * value. The compiler holds the two lists together.
 */
export interface DeploymentSettings {
  /** The From address of every mail, in a domain whose DNS you can change. The functions may send as this address only. */
  readonly sender: string;
  /**
   * A domain or address that SES has already verified in this account and region. Without it the stack creates
   * the identity of the sender's domain and prints the DNS records that verify it.
   */
  readonly sendingIdentity?: string;
  /** Label below a created identity's domain that becomes the MAIL FROM domain, so that SPF aligns for DMARC. Default: `bounces`. */
  readonly mailFromLabel?: string;
  /**
   * The public hosted zone of Route 53, by its attributes, in which the stack sets all DNS records it needs: those of the
   * created identity, of `domain` and its certificate. Without it the records are outputs of the stack.
   */
  readonly hostedZone?: { readonly id: string; readonly name: string };
  /**
   * Where reports on mail in the domain's name go. With `hostedZone` the stack then sets a DMARC record that only watches; leave
   * it out if the domain has one, because it may have only one.
   */
  readonly dmarcReports?: string;
  /** Host name of your own for API and links, such as feedback.shop.example. Default: the address that API Gateway makes up. */
  readonly domain?: string;
  /** The certificate of `domain`, in the stack's own region. Default: one is made and validated in `hostedZone`. */
  readonly certificateArn?: string;
  /** Origin customers and callers see when something else stands before the API, such as a CDN. Default: the API itself. */
  readonly publicUrl?: string;
  /** Gets a mail from every alarm, once it has confirmed that it wants them; without it nobody does yet. */
  readonly alarmMailbox?: string;
  /**
   * Where whoever is on duty reads docs/operations.md in a browser, such as its page in your fork; alarms and dashboard link to its
   * headings. Default: they name the file.
   */
  readonly runbookUrl?: string;
  /** `retain` also switches deletion protection on. `destroy` is for stacks that are thrown away with all their data. Default: `retain`. */
  readonly tableRemoval?: "retain" | "destroy";
  /**
   * A table that was restored takes the place of the stack's own: the ARN of its stream. docs/operations.md has the procedure,
   * under "Something was deleted or spoilt". Default: none.
   */
  readonly restoredTable?: string;
  /**
   * A backup by AWS Backup every night, beside point-in-time recovery's 35 days: days it is kept, days after which it gets cold, and
   * the ARN of a vault in another account or region that gets a copy. Default: none.
   */
  readonly backup?: { readonly keepDays: number; readonly coldAfterDays?: number; readonly copyToVault?: string };
  /**
   * Whose keys encrypt table, topics, queues and logs. `customer-managed` makes a key in your account, with a yearly rotation; whoever
   * may not use it reads nothing. Default: `aws-owned`.
   */
  readonly encryption?: "aws-owned" | "customer-managed";
  /** How long logs are kept; CloudWatch accepts certain numbers of days only. Default: 30. */
  readonly logRetentionDays?: RetentionDays;
  /** How long interactions, invitations and responses are kept. Default: 761, a year-on-year comparison of the last full month. */
  readonly recordRetentionDays?: number;
  /**
   * How a new version of the functions comes in. `canary` lets a tenth of the calls through to it for ten minutes and takes it
   * back by itself when it fails there; without some traffic a tenth shows nothing. Default: `all-at-once`.
   */
  readonly rollout?: "all-at-once" | "canary";
  /** How often figures are computed. Never below five minutes, the longest time that one run may take. Default: 15. */
  readonly kpiEveryMinutes?: number;
  /** X-Ray traces most calls of a quiet system, and costs about as much as DynamoDB then. Default: `active`. */
  readonly tracing?: "active" | "off";
  /** Requests a second that the API lets through from all callers together. Default: 500. */
  readonly requestsPerSecond?: number;
  /** Requests that it lets through at once. Default: 3000. */
  readonly requestBurst?: number;
  /** Requests a second of one API key or source; all of a workspace together have twice as many. Default: 100. */
  readonly keyRequestsPerSecond?: number;
  /** Requests that a key which has rested may send at once; a workspace has twice as many. Default: 1000. */
  readonly keyRequestBurst?: number;
  /**
   * Executions kept for a function, which are also its most, by name: `{ ingest: 5 }`. Default: none, because a fresh
   * account has ten concurrent executions and refuses to reserve any of the last ten.
   */
  readonly reservedConcurrency?: Readonly<Partial<Record<FunctionName, number>>>;
  /**
   * The most read units a second that the table and each of its indexes give, so that a runaway caller has a highest price.
   * What asks for more is slowed down. Default: none.
   */
  readonly maxReadRequestUnits?: number;
  /** The same of write units. Default: none. */
  readonly maxWriteRequestUnits?: number;
  /** Whether haste speaks against an answer. `off` is for a stage where programs answer surveys, never for customers. Default: `on`. */
  readonly judgeHaste?: "on" | "off";
  /** How long a stale-slot mark rests before it is folded, because the by-day index lags. Default: 60. */
  readonly markRestSeconds?: number;
}
