// biome-ignore-all lint/performance/noBarrelFile: a package has one entry.
/** What `hearback` is to those who put it into a CDK app of their own. */
export type { DnsRecord } from "./constructs/dns-records.ts";
export type { DeploymentSettings } from "./deployment-settings.ts";
export { Hearback, type HearbackProps } from "./hearback.ts";
export { HearbackStack } from "./hearback-stack.ts";
export type { FunctionName } from "./service-functions.ts";
export { SettingsError } from "./settings-error.ts";
