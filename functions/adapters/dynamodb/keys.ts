/**
 * Every key of the table in one place. What belongs to a workspace begins with it, and the workspace comes from the caller's
 * key or the signed link, never from a body.
 */
import type { AuditEntry } from "../../domain/audit-entry.ts";
import type { Day, Slot } from "../../domain/calendar.ts";
import { splitId, workspaceOfKey, workspaceOfSource } from "../../domain/ids.ts";
import type { FoldKind } from "../../domain/kpi/kpi.ts";
import type { DimensionKey, FoldKey } from "../../domain/ports/figures.ts";
import { type Instant, utcDay } from "../../domain/time.ts";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const byDayIndex = "by-day";
export const dueIndex = "due";

/** What the by-day index lists. */
export type DayKind = "interaction" | "invitation" | "response" | "quarantined" | "suppressed" | "issue" | "move";

const partition = (workspaceId: string): string => `w#${workspaceId}`;

const inCustomer = (workspaceId: string, kind: string, id: string): Key => {
  const { customerId, own } = splitId(id);
  return { pk: `${partition(workspaceId)}#c#${customerId}`, sk: `${kind}#${own}` };
};

/** Whose partition it is. */
export function ownerOf(pk: string): { workspaceId: string; customerId: string } {
  const [workspaceId = "", customerId = ""] = pk.slice("w#".length).split("#c#");
  return { workspaceId, customerId };
}

export const directoryPk = "workspaces";

export const keys = {
  directory: (workspaceId: string): Key => ({ pk: directoryPk, sk: partition(workspaceId) }),
  workspace: (workspaceId: string): Key => ({ pk: partition(workspaceId), sk: "workspace" }),
  linkKey: (workspaceId: string, version: number): Key => ({ pk: `link-key#${workspaceId}`, sk: String(version) }),
  apiKey: (id: string): Key => ({ pk: partition(workspaceOfKey(id)), sk: `key#${id}` }),
  source: (id: string): Key => ({ pk: partition(workspaceOfSource(id)), sk: `source#${id}` }),
  /** Without time and id, where all of a source are wanted. */
  delivery: (sourceId: string, at: Instant | "" = "", id = ""): Key => ({
    pk: `${partition(workspaceOfSource(sourceId))}#deliveries#${sourceId}`,
    sk: `${at}#${id}`,
  }),
  survey: (workspaceId: string, id: string): Key => ({ pk: partition(workspaceId), sk: `survey#${id}` }),
  surveyVersion: (workspaceId: string, id: string, version: number): Key => ({
    pk: partition(workspaceId),
    sk: `survey-version#${id}#${String(version).padStart(6, "0")}`,
  }),

  customer: (workspaceId: string, id: string): Key => ({ pk: `${partition(workspaceId)}#c#${id}`, sk: "customer" }),
  alias: (workspaceId: string, identityId: string): Key => ({
    pk: `${partition(workspaceId)}#alias#${identityId}`,
    sk: "alias",
  }),
  /** The id is `sup_` and the hash of the address. */
  suppressed: (workspaceId: string, id: string): Key => ({
    pk: `${partition(workspaceId)}#suppressed#${id.slice(4)}`,
    sk: "suppressed",
  }),
  interaction: (workspaceId: string, id: string): Key => inCustomer(workspaceId, "interaction", id),
  invitation: (workspaceId: string, id: string): Key => inCustomer(workspaceId, "invitation", id),
  response: (workspaceId: string, id: string): Key => inCustomer(workspaceId, "response", id),
  /** Of an id, or of the invitation of which all are wanted. */
  quarantined: (workspaceId: string, id: string): Key => {
    const { pk, sk } = inCustomer(workspaceId, "quarantined", id.slice(0, 48));
    return { pk, sk: `${sk}#${id.slice(48)}` };
  },

  issue: (workspaceId: string, id: string): Key => ({
    pk: `${partition(workspaceId)}#issue#${id.slice(4)}`,
    sk: "issue",
  }),
  /** Without time, where all of the customer are wanted. */
  move: (workspaceId: string, customerId: string, at: Instant | "" = "", id = ""): Key => ({
    pk: `${partition(workspaceId)}#c#${customerId}`,
    sk: at === "" ? "move#" : `move#${at}#${id.slice(26)}`,
  }),

  /** One for later stands apart from one for now, and behind all of them. */
  staleSlot: (workspaceId: string, kind: FoldKind, slot: Slot, notBefore?: Instant): Key => ({
    pk: `${partition(workspaceId)}#stale`,
    sk: `${notBefore === undefined ? "" : `~${notBefore}#`}${kind}#${slot}`,
  }),
  /** Every mark but those for later than an instant. */
  staleSlots: (workspaceId: string, until: Instant) => ({
    pk: `${partition(workspaceId)}#stale`,
    range: ["!", `~${until}~`] as const,
  }),
  slotFold: ({ workspaceId, kind }: Omit<FoldKey, "surveyId">, slot: Slot, surveyId = "", dimension = ""): Key => ({
    pk: `${partition(workspaceId)}#fold#${kind}`,
    sk: surveyId === "" ? `${slot}#` : `${slot}#${surveyId}#${dimension}`,
  }),
  partsOfSlotFold: (sk: string): { slot: Slot; surveyId: string; dimension: string } => {
    const [slot = "", surveyId = "", ...dimension] = sk.split("#");
    return { slot, surveyId, dimension: dimension.join("#") };
  },
  dayFold: ({ workspaceId, kind, surveyId, dimension }: DimensionKey, day: Day, page: number): Key => ({
    pk: `${partition(workspaceId)}#days#${surveyId}#${dimension}`,
    sk: `${kind}#${day}#${String(page).padStart(2, "0")}`,
  }),
  /** Without a kind and survey, where all of a workspace are wanted. */
  dated: (workspaceId: string, kind = "", surveyId = ""): Key => ({
    pk: `${partition(workspaceId)}#dated`,
    sk: kind === "" ? "" : `${kind}#${surveyId}`,
  }),
  /** Without days, where those of all windows are wanted. */
  snapshot: ({ workspaceId, kind, surveyId, dimension }: DimensionKey, windowDays: number | "" = ""): Key => ({
    pk: `${partition(workspaceId)}#snapshots#${surveyId}`,
    sk: `${kind}#${dimension}#${windowDays}`,
  }),
  /** Without an id, where all of a workspace are wanted. */
  goal: (workspaceId: string, id = ""): Key => ({ pk: partition(workspaceId), sk: `goal#${id}` }),
  auditLog: (workspaceId: string): Pick<Key, "pk"> => ({ pk: `${partition(workspaceId)}#audit` }),
  auditEntry: ({ workspaceId, at, what, subject }: AuditEntry): Key => ({
    ...keys.auditLog(workspaceId),
    sk: `${at}#${what}#${subject}`,
  }),
  /** Of a hash of the key that the caller chose: a partition each, so that many at once stand in nobody's way. */
  idempotency: (workspaceId: string, hash: string): Key => ({
    pk: `${partition(workspaceId)}#idempotency#${hash}`,
    sk: "idempotency",
  }),
  rateBucket: (workspaceId: string, subject: string): Key => ({
    pk: `${partition(workspaceId)}#rate#${subject}`,
    sk: "rate-bucket",
  }),
  mailedDay: (workspaceId: string): Key => ({ pk: partition(workspaceId), sk: "mailed-day" }),
  horizon: (workspaceId: string): Key => ({ pk: partition(workspaceId), sk: "horizon" }),

  lease: (job: string): Key => ({ pk: "lease", sk: job }),
  heartbeat: { pk: "heartbeat", sk: "mail-events" } satisfies Key,
  sendFence: { pk: "send-fence", sk: "send-fence" } satisfies Key,
};

/** Where an item stands in the by-day index: under its UTC day, sorted by time and id. */
export const byDay = (workspaceId: string, kind: DayKind, at: Instant, id: string) => ({
  dayPk: dayPk(workspaceId, kind, utcDay(at)),
  daySk: `${at}#${id}`,
});

export const dayPk = (workspaceId: string, kind: DayKind, day: string): string =>
  `${partition(workspaceId)}#${kind}#${day}`;

export const duePk = (workspaceId: string): string => `${partition(workspaceId)}#due`;
