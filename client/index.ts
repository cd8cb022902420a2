// biome-ignore-all lint/performance/noBarrelFile: a package has one entry.
// biome-ignore-all lint/performance/noReExportAll: every type of the API is for whoever calls it.
/** What `hearback/client` is to those who install it. */
export type * from "./api.ts";
export type { CallOptions, HearbackSettings } from "./connection.ts";
export { HearbackClient } from "./hearback-client.ts";
export { type Fault, HearbackError, type Problem } from "./hearback-error.ts";
