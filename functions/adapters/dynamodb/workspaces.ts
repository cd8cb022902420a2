/** Workspaces, their directory and their link keys. */
import { randomBytes } from "node:crypto";
import { AppError } from "../../domain/errors.ts";
import type { Consistency } from "../../domain/ports/lists.ts";
import type { WorkspaceStore } from "../../domain/ports/workspaces.ts";
import type { SendingPause, Workspace, WorkspaceChange } from "../../domain/workspace.ts";
import type { LinkKeys } from "../crypto/signed-links.ts";
import { toEntity } from "./entities.ts";
import { directoryPk, keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoWorkspaces implements WorkspaceStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(id: string, options: Consistency = {}): Promise<Workspace> {
    const workspace = await this.find(id, options);
    if (!workspace) throw new AppError("not_found", "There is no such workspace.");
    return workspace;
  }

  async find(id: string, options: Consistency = {}): Promise<Workspace | undefined> {
    const item = await this.#table.get(keys.workspace(id), options);
    return item && toEntity<Workspace>(item);
  }

  /** The directory comes last: what is listed there is whole. */
  async add(workspace: Workspace): Promise<void> {
    await this.#table.add({ ...keys.linkKey(workspace.id, 1), record: "link-key", secret: randomBytes(32) });
    await this.#table.add({ ...keys.workspace(workspace.id), record: "workspace", ...workspace });
    await this.#table.add({ ...keys.directory(workspace.id), record: "directory", id: workspace.id });
  }

  async change(id: string, { policy = {}, ...whole }: WorkspaceChange): Promise<Workspace> {
    const rules = Object.entries(policy).map(([rule, value]) => [`policy.${rule}`, value]);
    const written = await this.#table.update(keys.workspace(id), { ...whole, ...Object.fromEntries(rules) });
    if (!written.done) throw new AppError("not_found", "There is no such workspace.");
    return toEntity<Workspace>(written.item);
  }

  async pauseSending({ id, sendingResumedAt }: Workspace, pause: SendingPause): Promise<boolean> {
    const condition = { sendingPaused: undefined, sendingResumedAt };
    const written = await this.#table.update(keys.workspace(id), { sendingPaused: pause }, condition);
    // A retried write fails its own condition: then the pause that stands is this very one.
    return written.done || (written.item && toEntity<Workspace>(written.item).sendingPaused?.at) === pause.at;
  }

  async *all(): AsyncGenerator<string> {
    for await (const item of this.#table.query({ partition: ["pk", directoryPk] })) yield String(item["id"]);
  }
}

/** Link keys never change, so each is read once in the life of a process. */
export class DynamoLinkKeys implements LinkKeys {
  readonly #table: Table;
  readonly #known = new Map<string, Uint8Array>();

  constructor(table: Table) {
    this.#table = table;
  }

  async find(workspaceId: string, version: number): Promise<Uint8Array | undefined> {
    const name = `${workspaceId}#${version}`;
    const known = this.#known.get(name);
    if (known) return known;
    const item = await this.#table.get(keys.linkKey(workspaceId, version));
    if (!item) return undefined;
    const secret = item["secret"] as Uint8Array;
    this.#known.set(name, secret);
    return secret;
  }
}
