import * as z from "zod/mini";
import { type AuditEntry, auditedActions } from "../../domain/audit-entry.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { instantOrDay, listQuery, page } from "../list-fields.ts";
import { listRange } from "../list-range.ts";

const AuditEntryView = z.object({
  at: z.iso.datetime(),
  what: z.enum(auditedActions),
  subject: z.string().check(z.describe("The id of what it was done to")),
  by: z.string().check(z.describe("The id of the key that was used, or the name of the job")),
});

export const listAuditEntries = endpoint(
  {
    route: routes.listAuditEntries,
    summary:
      "Lists who decided what, newest first, the last 30 days unless told otherwise: invitations called off, sent at once or " +
      "sent anew, answers released or dismissed, addresses suppressed or taken back, and what became of goals.",
    columns: Object.keys(AuditEntryView.shape),
    query: z.strictObject({
      ...listQuery,
      from: z.exactOptional(instantOrDay),
      to: z.exactOptional(instantOrDay),
      what: z.exactOptional(z.enum(auditedActions)),
      subject: z
        .exactOptional(z.string().check(z.minLength(1), z.maxLength(100)))
        .check(z.describe("Of one invitation, answer, suppression or goal only, by its id")),
    }),
    returns: { 200: page(AuditEntryView).check(z.describe("A page may be short: go on until nextCursor is absent")) },
  },
  async ({ caller: { workspaceId }, query }, { auditLog, clock }) => {
    const found = await auditLog.list({ workspaceId, ...listRange(query, clock.now()) });
    const wanted = found.items.filter(
      ({ what, subject }) => what === (query.what ?? what) && subject === (query.subject ?? subject),
    );
    return { status: 200, body: { ...found, items: wanted.map(viewEntry) } };
  },
);

const viewEntry = ({ at, what, subject, by }: AuditEntry): z.input<typeof AuditEntryView> => ({
  at,
  what,
  subject,
  by,
});
