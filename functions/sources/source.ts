/**
 * A source kind is one vendor's webhooks: how a delivery proves that the vendor sent it, which events are in it, and the
 * mapping that makes interactions of them until a business gives a mapping of its own. Kinds see bytes and headers and keep
 * nothing.
 */
import type { Mapping } from "../domain/mapping.ts";
import type { Instant } from "../domain/time.ts";

/** A webhook as it came: what its vendor signed, to the byte. Header names in lower case. */
export interface Delivery {
  /** The whole of it, as the vendor called it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface SourceKind {
  /** Where the secret comes from, for people: "Zendesk shows it at …". */
  readonly about: string;
  /** Who makes the secret: the vendor ("given"), or we ("generated"; a given one is taken too). */
  readonly secret: "given" | "generated";
  /** What is wrong with a secret, as it goes on after its name: "is not …". Absent where any text will do. */
  readonly secretFault?: (secret: string) => string | undefined;
  /** How random bytes are written as a secret. Absent where base64url will do. */
  readonly writeSecret?: (random: Uint8Array) => string;
  /** Whether one of the secrets has signed it, within the vendor's time window, in constant time. Never throws. */
  verify(delivery: Delivery, secrets: readonly string[], now: Instant): boolean;
  /** The events in it, most often one; throws SourceFault with a sentence and path for what cannot be read. */
  events(delivery: Delivery): readonly unknown[];
  readonly mapping: Mapping;
}

/** A delivery that cannot be read, in a sentence that holds nothing of it. */
export class SourceFault extends Error {
  /** Where in the body; empty for the whole of it. */
  readonly path: string;

  constructor(message: string, path = "") {
    super(message);
    this.name = "SourceFault";
    this.path = path;
  }
}
