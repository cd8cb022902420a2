/** A secret that travels in a header of its own, for senders that can set a header and sign nothing. */
import { anySecret, isSameSecret } from "./signature.ts";
import type { Delivery } from "./source.ts";

export const keyHeader = "x-hearback-key";

export function hasSharedKey({ headers }: Delivery, secrets: readonly string[]): boolean {
  const presented = headers[keyHeader];
  return presented !== undefined && anySecret(secrets, (secret) => isSameSecret(secret, presented));
}
