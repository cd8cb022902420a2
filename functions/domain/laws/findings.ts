/** What a check has looked at, and what it found wrong. */

/**
 * As docs number them: 1 outcomes, 2 invitations, 3 mails, 4 responses, 5 figures. 6 and 7 are about what others can see, which
 * no reading of the table tells.
 */
export type Law = 1 | 2 | 3 | 4 | 5;

export interface Violation {
  readonly law: Law;
  /** Of what breaks it, the one most concerned first. */
  readonly ids: readonly string[];
  /** Goes on after the first id. It holds ids and times, and nothing of a person; but of law 5 segments, such as an agent's. */
  readonly message: string;
}

export class Findings {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #violations: Violation[] = [];
  readonly #tell: (line: string) => void;

  /** Tells how far it has got with every count. */
  constructor(tell: (line: string) => void = () => {}) {
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
