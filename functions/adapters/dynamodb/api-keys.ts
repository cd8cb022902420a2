/** API keys beside their workspace. A key's id holds its workspace, so a presented key is one read. */
import type { ApiKey, Caller, KeyMode, Scope } from "../../domain/api-key.ts";
import { AppError, isAppError } from "../../domain/errors.ts";
import { workspaceOfKey } from "../../domain/ids.ts";
import type { Ids } from "../../domain/ports/environment.ts";
import type { Consistency } from "../../domain/ports/lists.ts";
import type { ApiKeyStore } from "../../domain/ports/workspaces.ts";
import { type Instant, utcDay } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { hashSecret, isSameHash, mintKey, parseKey } from "../crypto/key-secrets.ts";
import { collect, toEntity } from "./entities.ts";
import { KeptByRevision, newRevision } from "./kept-by-revision.ts";
import { keys } from "./keys.ts";
import type { Item, Table } from "./table.ts";

type StoredKey = ApiKey & { readonly secretHash: string };

export class DynamoApiKeys implements ApiKeyStore {
  readonly #table: Table;
  readonly #ids: Ids;
  readonly #now: () => Instant;
  readonly #kept: KeptByRevision<StoredKey | undefined>;

  constructor(table: Table, ids: Ids, now: () => Instant) {
    this.#table = table;
    this.#ids = ids;
    this.#now = now;
    this.#kept = new KeptByRevision(now);
  }

  async create(wanted: { workspaceId: string; name: string; mode: KeyMode; scopes: readonly Scope[] }) {
    const key: ApiKey = {
      ...wanted,
      id: `key_${wanted.workspaceId.slice(3)}${this.#ids.random(8)}`,
      createdAt: this.#now(),
    };
    const { text, secretHash } = mintKey(key.id, key.mode);
    await this.#table.add({ ...keys.apiKey(key.id), record: "key", ...key, secretHash });
    return { key, secret: text };
  }

  async authenticate(presented: string): Promise<Caller | undefined> {
    const parsed = parseKey(presented);
    const home = parsed && (await this.#table.get(keys.workspace(workspaceOfKey(parsed.id))));
    if (!home) return undefined;
    const workspace = toEntity<Workspace>(home);
    const stored = await this.#kept.get(parsed.id, workspace, (options) => this.#find(parsed.id, options));
    if (!stored) return undefined;
    const isRight = isSameHash(stored.secretHash, hashSecret(parsed.secret)) && stored.mode === parsed.mode;
    if (!isRight || stored.revokedAt !== undefined) return undefined;
    await this.#noteUse(stored);
    const { id: keyId, mode, scopes } = stored;
    return { workspaceId: workspace.id, workspace, keyId, mode, scopes };
  }

  /** Once a day and key, by whichever process is first; the kept key remembers it, and one read later tells it. */
  async #noteUse(key: StoredKey): Promise<void> {
    const now = this.#now();
    const today = utcDay(now);
    if (key.lastUsedAt !== undefined && key.lastUsedAt > today) return;
    Object.assign(key, { lastUsedAt: now });
    try {
      await this.#table.update(keys.apiKey(key.id), { lastUsedAt: now }, { lastUsedAt: { absentOrBelow: today } });
    } catch (error) {
      // Nobody is kept out because of it: whoever reads the key anew tries again.
      if (!isAppError(error, "unavailable")) throw error;
    }
  }

  async #find(id: string, options: Consistency): Promise<StoredKey | undefined> {
    const item = await this.#table.get(keys.apiKey(id), options);
    return item && toEntity<StoredKey>(item);
  }

  async list(workspaceId: string): Promise<ApiKey[]> {
    const { pk } = keys.workspace(workspaceId);
    const items = await collect<StoredKey>(this.#table.query({ partition: ["pk", pk], beginsWith: ["sk", "key#"] }));
    return items.map(withoutHash).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  async revoke(workspaceId: string, id: string): Promise<ApiKey> {
    const key = workspaceOfKey(id) === workspaceId ? keys.apiKey(id) : undefined;
    const written = key && (await this.#table.update(key, { revokedAt: this.#now() }, { revokedAt: undefined }));
    const item: Item | undefined = written?.item;
    if (!item) throw new AppError("not_found", "There is no such key.");
    await this.#table.update(keys.workspace(workspaceId), { revision: newRevision() });
    return withoutHash(toEntity<StoredKey>(item));
  }
}

const withoutHash = ({ secretHash: _, ...key }: StoredKey): ApiKey => key;
