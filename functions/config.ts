import * as z from "zod/mini";

/** Deployment settings of a function, named as the environment variables that carry them. */
const environment = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  /** Origin under which the API and the customer's pages are reached, without a trailing slash. */
  PUBLIC_URL: z.pipe(
    z.url(),
    z.transform((url) => url.replace(/\/+$/, "")),
  ),
  /** The From address of every mail; SES must have verified it or its domain. */
  FROM_ADDRESS: z.email(),
  /** By which metrics and logs are told apart from those of another deployment. */
  SERVICE_NAME: z._default(z.string().check(z.minLength(1)), "hearback"),
  SES_CONFIGURATION_SET: z.optional(z.string().check(z.minLength(1))),
  /** How long a stale-slot mark rests before it is folded, because the by-day index lags. */
  MARK_REST_SECONDS: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 60),
  /** Off where somebody tries Hearback out and answers the second a mail arrives. */
  JUDGE_HASTE: z._default(z.enum(["on", "off"]), "on"),
  /** Records are kept this long; older slots are frozen a week earlier. Default 25 months. */
  RECORD_RETENTION_DAYS: z._default(z.coerce.number().check(z.int(), z.minimum(30)), 761),
  /** How often an API key may call or a source may send, and how many times at once. */
  KEY_REQUESTS_PER_SECOND: z._default(z.coerce.number().check(z.int(), z.minimum(1)), 100),
  KEY_REQUEST_BURST: z._default(z.coerce.number().check(z.int(), z.minimum(1)), 1000),
});

export interface Config {
  readonly tableName: string;
  readonly publicUrl: string;
  readonly fromAddress: string;
  readonly configurationSet?: string | undefined;
  readonly markRestSeconds: number;
  readonly judgesHaste: boolean;
  readonly recordRetentionDays: number;
  readonly keyRateLimit: { readonly perSecond: number; readonly burst: number };
}

export interface DeployedConfig extends Config {
  /** Tells one deployment's metrics and logs from those of another beside it. */
  readonly serviceName: string;
}

/** Names of the variables each function needs; the stack sets all of them. */
export type ConfigVariable = keyof z.input<typeof environment>;

/** Reads the environment. Throws one error that names every variable that is missing or malformed. */
export function readConfig(env: NodeJS.ProcessEnv): DeployedConfig {
  const read = environment.safeParse(env);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The function's environment is not valid. ${faults.join("; ")}`);
  }
  return {
    tableName: read.data.TABLE_NAME,
    publicUrl: read.data.PUBLIC_URL,
    fromAddress: read.data.FROM_ADDRESS,
    serviceName: read.data.SERVICE_NAME,
    configurationSet: read.data.SES_CONFIGURATION_SET,
    markRestSeconds: read.data.MARK_REST_SECONDS,
    judgesHaste: read.data.JUDGE_HASTE === "on",
    recordRetentionDays: read.data.RECORD_RETENTION_DAYS,
    keyRateLimit: { perSecond: read.data.KEY_REQUESTS_PER_SECOND, burst: read.data.KEY_REQUEST_BURST },
  };
}
