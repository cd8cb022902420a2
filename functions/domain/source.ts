/**
 * A source is one foreign webhook of a business: whose it is, the secrets that its deliveries are signed with, and how they
 * become interactions. Its kind is a row of functions/sources/kinds.ts. Secrets are apart from the source, so that what
 * shows a source cannot show them.
 */
import type { KeyMode } from "./api-key.ts";
import type { Fault } from "./errors.ts";
import type { Mapping } from "./mapping.ts";
import { earlier, type Instant } from "./time.ts";

export interface Source {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly kind: string;
  /** Of the key that made it: what a test source sends is marked test. */
  readonly mode: KeyMode;
  readonly enabled: boolean;
  /** In place of its kind's own. */
  readonly mapping?: Mapping;
  /** The survey of every interaction that names none itself. */
  readonly surveyId?: string;
  /** Absent until it has a secret: some vendors show theirs only once the hook has an address. Nothing is taken until then. */
  readonly secretSetAt?: Instant;
  /** Until when a secret before this one is accepted too. */
  readonly oldSecretUntil?: Instant;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

export type SourceChange = Partial<
  Pick<Source, "name" | "enabled"> & { mapping: Mapping | undefined; surveyId: string | undefined }
>;

/** One that has been replaced is accepted until its time is over. */
export interface SourceSecret {
  readonly value: string;
  readonly until?: Instant;
}

/** Vendors compare or sign with each, and who rotates more often than this in a day means to shut somebody out. */
const maxSecrets = 4;

/** Secrets once a new one has come, which is the first; those before it are accepted until a time, or their own if that is earlier. */
export function rotated(
  secrets: readonly SourceSecret[],
  { value, oldUntil, now }: { readonly value: string; readonly oldUntil: Instant; readonly now: Instant },
): readonly SourceSecret[] {
  const old = secrets
    .filter((secret) => secret.value !== value)
    .map((secret) => ({ value: secret.value, until: earlier(secret.until ?? oldUntil, oldUntil) }))
    .filter(({ until }) => until > now);
  return [{ value }, ...old].slice(0, maxSecrets);
}

export const accepted = (secrets: readonly SourceSecret[], now: Instant): readonly string[] =>
  secrets.filter(({ until }) => until === undefined || until > now).map(({ value }) => value);

/** What became of one event of a delivery. Holds nothing of the event but its place and the interaction that was made of it. */
export type EventResult =
  | { readonly outcome: "accepted"; readonly interactionId: string; readonly errors?: readonly Fault[] }
  | { readonly outcome: "ignored"; readonly reason: string }
  | { readonly outcome: "refused"; readonly errors: readonly Fault[] };

/** A delivery that was signed as it must be, as it is kept for whoever looks why nothing came of it. Never its body. */
export interface DeliveryRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly at: Instant;
  readonly results: readonly EventResult[];
}
