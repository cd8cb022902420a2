/**
 * What is read from a workspace once and kept while the workspace's revision stands. Whoever changes a survey or a key gives
 * the workspace a new revision afterwards, so a process that looks at the workspace, which every call does anyway, need not
 * read its surveys and keys again, and still sees each change with the next call.
 */
import { randomBytes } from "node:crypto";
import type { Consistency } from "../../domain/ports/lists.ts";
import { epochMs, type Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";

/** A change that crashed before the revision was renewed is seen this much later. */
const keptMs = 60_000;
const maxKept = 1000;

interface Kept<T> {
  readonly revision: string | undefined;
  readonly at: number;
  readonly value: T;
}

export class KeptByRevision<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #now: () => Instant;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /**
   * What is kept under a name, or what `read` finds. What a new revision announces has to be read consistently; what only
   * has grown old does not. Nothing found is not kept.
   */
  async get(
    name: string,
    { revision }: Pick<Workspace, "revision">,
    read: (options: Consistency) => Promise<T>,
  ): Promise<T> {
    const now = epochMs(this.#now());
    const kept = this.#kept.get(name);
    const isCurrent = kept !== undefined && kept.revision === revision;
    if (isCurrent && now - kept.at < keptMs) return kept.value;
    const value = await read({ consistent: !isCurrent });
    if (value === undefined) return value;
    if (this.#kept.size >= maxKept) this.#kept.clear();
    this.#kept.set(name, { revision, at: now, value });
    return value;
  }
}

export const newRevision = (): string => randomBytes(8).toString("base64url");
