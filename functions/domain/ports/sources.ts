/** Sources of webhooks, and what they delivered. */
import type { DeliveryRecord, Source, SourceChange } from "../source.ts";
import type { Instant } from "../time.ts";
import type { Workspace } from "../workspace.ts";

/** A source beside what its deliveries are held against. */
export interface OpenSource {
  readonly workspace: Workspace;
  readonly source: Source;
  /** The present one and those that it replaced and that are accepted for some time; none until it has one. */
  readonly secrets: readonly string[];
}

/** The secrets that it keeps are never in a source; `open` alone tells them. */
export interface SourceStore {
  /** The source an id leads to, in whichever workspace: only for what is then held against its secrets. */
  open(id: string): Promise<OpenSource | undefined>;
  get(workspaceId: string, id: string): Promise<Source>;
  list(workspaceId: string): Promise<Source[]>;
  add(source: Source, secret: string | undefined): Promise<void>;
  change(workspaceId: string, id: string, change: SourceChange): Promise<Source>;
  /** Gives it another secret; those before are accepted until a time. Throws conflict when somebody else did so meanwhile. */
  rotate(workspaceId: string, id: string, secret: string, oldUntil: Instant): Promise<Source>;
  remove(workspaceId: string, id: string): Promise<Source>;
}

/** What sources have sent, for thirty days. */
export interface DeliveryStore {
  add(delivery: DeliveryRecord): Promise<void>;
  /** Newest first. */
  list(sourceId: string, limit: number): Promise<DeliveryRecord[]>;
}
