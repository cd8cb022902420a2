/** All that use cases need from the world, wired in functions/runtime.ts. */
import type { IdempotencyStore, RateLimiter } from "./calls.ts";
import type { CustomerMoveStore, CustomerStore, SuppressionStore } from "./customers.ts";
import type { Clock, Ids, Log, Metrics, Settings } from "./environment.ts";
import type { FigureStore, GoalStore, StaleSlotStore } from "./figures.ts";
import type { InteractionStore, IssueStore } from "./interactions.ts";
import type { InvitationStore } from "./invitations.ts";
import type { Heartbeat, LeaseStore, MailedDays, SendFenceStore } from "./jobs.ts";
import type { Links, Mailer } from "./mail.ts";
import type { AuditLog, QuarantineStore, ResponseStore } from "./responses.ts";
import type { DeliveryStore, SourceStore } from "./sources.ts";
import type { SurveyStore } from "./surveys.ts";
import type { ApiKeyStore, WorkspaceStore } from "./workspaces.ts";

export interface Services {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly links: Links;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: Settings;
  readonly workspaces: WorkspaceStore;
  readonly apiKeys: ApiKeyStore;
  readonly sources: SourceStore;
  readonly deliveries: DeliveryStore;
  readonly surveys: SurveyStore;
  readonly customers: CustomerStore;
  readonly suppressions: SuppressionStore;
  readonly interactions: InteractionStore;
  readonly invitations: InvitationStore;
  readonly responses: ResponseStore;
  readonly quarantine: QuarantineStore;
  readonly auditLog: AuditLog;
  readonly issues: IssueStore;
  readonly customerMoves: CustomerMoveStore;
  readonly staleSlots: StaleSlotStore;
  readonly figures: FigureStore;
  readonly goals: GoalStore;
  readonly leases: LeaseStore;
  readonly heartbeat: Heartbeat;
  readonly mailedDays: MailedDays;
  readonly sendFence: SendFenceStore;
  readonly idempotency: IdempotencyStore;
  readonly rateLimiter: RateLimiter;
}

/** What a job that sends mail has besides. */
export interface SendingServices extends Services {
  readonly mailer: Mailer;
}
