/** What AWS or the way to it says, told apart by the names and codes that errors of its SDK carry. */

const kinds = {
  "not reached": [
    ...["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "EPIPE"],
    "TimeoutError",
  ],
  "not allowed": ["AccessDeniedException", "AccessDenied", "AuthorizationErrorException", "AuthorizationError"],
  "not believed": [
    ...["UnrecognizedClientException", "InvalidSignatureException", "SignatureDoesNotMatch", "InvalidClientTokenId"],
    ...["ExpiredTokenException", "ExpiredToken", "MissingAuthenticationTokenException", "MissingAuthenticationToken"],
    ...["IncompleteSignatureException", "IncompleteSignature", "OptInRequired"],
  ],
  "no credentials": ["CredentialsProviderError", "TokenProviderError"],
  "no such table": ["ResourceNotFoundException"],
  "not valid": ["ValidationException", "ValidationError"],
  busy: [
    ...["ThrottlingException", "Throttling", "TooManyRequestsException", "ThrottledException"],
    ...["ProvisionedThroughputExceededException", "RequestLimitExceeded"],
  ],
  "no endpoint": ["ERR_INVALID_URL"],
} as const;

export interface AwsTrouble {
  readonly kind: keyof typeof kinds | "no region" | "no such region" | "not AWS";
  /** The one of the chain of causes that told. */
  readonly error: Error;
}

const kindOfName = new Map<string, AwsTrouble["kind"]>(
  Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [name, kind as AwsTrouble["kind"]])),
);

/** The first error of the chain of causes that is known. */
export function awsTroubleOf(error: unknown): AwsTrouble | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const kind = kindOf(cause);
    if (kind !== undefined) return { kind, error: cause };
  }
  return undefined;
}

function kindOf(error: Error): AwsTrouble["kind"] | undefined {
  const { code = "", $metadata } = error as { code?: string; $metadata?: { httpStatusCode?: number } };
  const named = kindOfName.get(code) ?? kindOfName.get(error.name);
  if (named !== undefined) return named;
  // These have no name of their own.
  if (error.message === "Region is missing") return "no region";
  if (error.message.startsWith("Region not accepted")) return "no such region";
  if (($metadata?.httpStatusCode ?? 0) >= 500) return "busy";
  const isUnreadable = error.name === "SyntaxError" || error.message === "Unknown";
  return isUnreadable && "$response" in error ? "not AWS" : undefined;
}
