/** Workspaces and the keys that open them. */
import type { ApiKey, Caller, KeyMode, Scope } from "../api-key.ts";
import type { SendingPause, Workspace, WorkspaceChange } from "../workspace.ts";
import type { Consistency } from "./lists.ts";

export interface WorkspaceStore {
  get(id: string, options?: Consistency): Promise<Workspace>;
  find(id: string, options?: Consistency): Promise<Workspace | undefined>;
  add(workspace: Workspace): Promise<void>;
  change(id: string, change: WorkspaceChange): Promise<Workspace>;
  /** Stops its sending. False when it is stopped already, or was taken up again since `workspace` was read. */
  pauseSending(workspace: Workspace, pause: SendingPause): Promise<boolean>;
  /** Ids of all workspaces, in pages. */
  all(): AsyncIterable<string>;
}

export interface ApiKeyStore {
  /** The key with its secret, which is never to be had again. */
  create(key: {
    workspaceId: string;
    name: string;
    mode: KeyMode;
    scopes: readonly Scope[];
  }): Promise<{ key: ApiKey; secret: string }>;
  /** The caller behind a whole key, or undefined for one that is malformed, unknown, wrong or revoked. */
  authenticate(presented: string): Promise<Caller | undefined>;
  list(workspaceId: string): Promise<ApiKey[]>;
  /** Answers the key; revoking twice is harmless. Throws not_found for another workspace's. */
  revoke(workspaceId: string, id: string): Promise<ApiKey>;
}
