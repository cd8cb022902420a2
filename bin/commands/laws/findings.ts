/** What a check has looked at, and what it found wrong. */
import type { Day } from "../../../functions/domain/calendar.ts";
import type { Instant } from "../../../functions/domain/time.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import type { Progress } from "../progress.ts";

/** What is checked. */
export interface Scope {
  readonly workspace: Workspace;
  /** Local days, both inclusive, and the same as instants, the second exclusive. */
  readonly from: Day;
  readonly to: Day;
  readonly begin: Instant;
  readonly end: Instant;
  readonly now: Instant;
  readonly retentionDays: number;
}

/** As docs number them: 1 outcomes, 2 invitations, 4 responses, 5 figures. */
export type Law = 1 | 2 | 4 | 5;

export interface Violation {
  readonly law: Law;
  /** Of what breaks it, the one most concerned first. */
  readonly ids: readonly string[];
  /** Goes on after the first id. */
  readonly message: string;
}

export class Findings {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #violations: Violation[] = [];
  readonly #tell: Progress;

  /** Tells how far it has got with every count. */
  constructor(tell: Progress = () => {}) {
    this.#tell = tell;
  }

  /** Counts something looked at under what it turned out to be. */
  count(kind: string, what: string, by = 1): void {
    const counts = this.#counts.get(kind) ?? new Map<string, number>();
    this.#counts.set(kind, counts.set(what, (counts.get(what) ?? 0) + by));
    this.#tell(`${kind} ${totalOf(counts.values())}`);
  }

  violated(law: Law, ids: readonly string[], message: string): void {
    this.#violations.push({ law, ids, message });
  }

  get lookedAt(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.#counts].map(([kind, counts]) => [kind, Object.fromEntries(counts)]));
  }

  get violations(): readonly Violation[] {
    return [...this.#violations].sort((a, b) => a.law - b.law);
  }
}

export const totalOf = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);
