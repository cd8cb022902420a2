import type { AuditEntry } from "../../functions/domain/audit-entry.ts";
import type { TestHearback } from "./hearback.ts";

/** What the audit log says of something, oldest first. */
export async function auditOf({ call }: TestHearback, subject: string): Promise<unknown[]> {
  const { json } = await call("GET", `/v1/audit?limit=200&from=2020-01-01&subject=${subject}`);
  return json.items.map(({ at, by, what }: AuditEntry) => ({ at, by, what })).reverse();
}
