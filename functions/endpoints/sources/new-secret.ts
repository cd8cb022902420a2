/** The secret that a source gets: the one that was given, else one of ours where the vendor takes it. */
import { invalid } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { SourceKind } from "../../sources/source.ts";

/** Undefined where only the vendor can make it, and has not yet. Throws invalid for one that the vendor cannot have made. */
export function newSecret(
  given: string | undefined,
  { secret: origin, secretFault, writeSecret = toBase64Url }: SourceKind,
  { ids }: Pick<Services, "ids">,
): string | undefined {
  if (given === undefined) return origin === "generated" ? writeSecret(ids.secret()) : undefined;
  const fault = secretFault?.(given);
  if (fault !== undefined) throw invalid("secret", fault);
  return given;
}

const toBase64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
