/**
 * Sources beside their workspace. A source's id holds its workspace, so a delivery leads to it without an index. Their secrets
 * are kept as they are, because a signature can only be checked with the secret itself; the table is encrypted at rest, and
 * no method but `open` tells them.
 */
import { AppError } from "../../domain/errors.ts";
import { idPattern, workspaceOfSource } from "../../domain/ids.ts";
import type { Consistency } from "../../domain/ports/lists.ts";
import type { OpenSource, SourceStore } from "../../domain/ports/sources.ts";
import { accepted, rotated, type Source, type SourceChange, type SourceSecret } from "../../domain/source.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { collect, toEntity } from "./entities.ts";
import { KeptByRevision, newRevision } from "./kept-by-revision.ts";
import { type Key, keys } from "./keys.ts";
import type { Table, Written } from "./table.ts";

type StoredSource = Source & { readonly secrets: readonly SourceSecret[] };

export class DynamoSources implements SourceStore {
  readonly #table: Table;
  readonly #now: () => Instant;
  readonly #kept: KeptByRevision<StoredSource | undefined>;

  constructor(table: Table, now: () => Instant) {
    this.#table = table;
    this.#now = now;
    this.#kept = new KeptByRevision(now);
  }

  async open(id: string): Promise<OpenSource | undefined> {
    const home = idPattern.source.test(id) && (await this.#table.get(keys.workspace(workspaceOfSource(id))));
    if (!home) return undefined;
    const workspace = toEntity<Workspace>(home);
    const stored = await this.#kept.get(id, workspace, (options) => this.#find(keys.source(id), options));
    return stored && { workspace, source: withoutSecrets(stored), secrets: accepted(stored.secrets, this.#now()) };
  }

  async get(workspaceId: string, id: string): Promise<Source> {
    return withoutSecrets(await this.#get(workspaceId, id));
  }

  async list(workspaceId: string): Promise<Source[]> {
    const { pk } = keys.workspace(workspaceId);
    const range = { partition: ["pk", pk], beginsWith: ["sk", "source#"], consistent: true } as const;
    const sources = await collect<StoredSource>(this.#table.query(range));
    return sources.map(withoutSecrets).sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? 1 : -1));
  }

  async add(source: Source, secret: string | undefined): Promise<void> {
    const secrets: SourceSecret[] = secret === undefined ? [] : [{ value: secret }];
    await this.#table.add({ ...keys.source(source.id), record: "source", ...source, secrets });
  }

  async change(workspaceId: string, id: string, change: SourceChange): Promise<Source> {
    const key = ownKey(workspaceId, id);
    return this.#changed(workspaceId, await this.#table.update(key, { ...change, changedAt: this.#now() }));
  }

  async rotate(workspaceId: string, id: string, secret: string, oldUntil: Instant): Promise<Source> {
    const { secrets } = await this.#get(workspaceId, id);
    const now = this.#now();
    const next = rotated(secrets, { value: secret, oldUntil, now });
    const changes = { secrets: next, secretSetAt: now, oldSecretUntil: next[1]?.until, changedAt: now };
    const written = await this.#table.update(keys.source(id), changes, { secrets });
    if (!written.done && written.item) throw new AppError("conflict", "The secret was changed meanwhile. Try again.");
    return this.#changed(workspaceId, written);
  }

  async remove(workspaceId: string, id: string): Promise<Source> {
    const standing = await this.#get(workspaceId, id);
    const key = keys.source(id);
    await this.#table.delete(key, { pk: key.pk });
    await this.#renew(workspaceId);
    return withoutSecrets(standing);
  }

  async #get(workspaceId: string, id: string): Promise<StoredSource> {
    const stored = await this.#find(ownKey(workspaceId, id), { consistent: true });
    if (!stored) throw notFound();
    return stored;
  }

  async #find(key: Key, options: Consistency): Promise<StoredSource | undefined> {
    const item = await this.#table.get(key, options);
    return item && toEntity<StoredSource>(item);
  }

  async #changed(workspaceId: string, written: Written): Promise<Source> {
    if (!written.done) throw notFound();
    await this.#renew(workspaceId);
    return withoutSecrets(toEntity<StoredSource>(written.item));
  }

  /** The source is written whatever becomes of this: what a process has kept of the old one is read again within a minute. */
  async #renew(workspaceId: string): Promise<void> {
    await this.#table.update(keys.workspace(workspaceId), { revision: newRevision() }).catch(() => {});
  }
}

function ownKey(workspaceId: string, id: string): Key {
  if (!idPattern.source.test(id) || workspaceOfSource(id) !== workspaceId) throw notFound();
  return keys.source(id);
}

const withoutSecrets = ({ secrets: _, ...source }: StoredSource): Source => source;

const notFound = (): AppError => new AppError("not_found", "There is no such source.");
