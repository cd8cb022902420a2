import { describe, expect, it } from "vitest";
import { classify } from "../../../functions/adapters/ses/ses-mailer.ts";

/** An error as the SDK throws it for an answer of SES. */
const refusal = (name: string, status: number | undefined, message = "") =>
  Object.assign(new Error(message), { name, ...(status !== undefined && { $metadata: { httpStatusCode: status } }) });

const account = [
  ["AccountSendingPausedException", 400, "Email sending is disabled for your account."],
  ["ConfigurationSetDoesNotExist", 400, "Configuration set <hearback> does not exist."],
  ["ConfigurationSetDoesNotExistException", 400, "Configuration set <hearback> does not exist."],
  ["ConfigurationSetSendingPausedException", 400, "Sending is disabled for the configuration set."],
  ["MailFromDomainNotVerifiedException", 400, "MX record not found."],
  ["MessageRejected", 400, "Email address is not verified. The following identities failed the check: jo@example.com"],
  [
    "MessageRejected",
    400,
    "Sending paused for this account. For more information, please check the inbox of the email",
  ],
  ["MessageRejected", 400, "Sending suspended for this account. For more information, please check the inbox"],
  ["AccessDenied", 403, "User is not authorized to perform: ses:SendRawEmail"],
  ["AccessDeniedException", 400, "You do not have sufficient access to perform this action."],
  ["InvalidClientTokenId", 403, "The security token included in the request is invalid."],
  ["SignatureDoesNotMatch", 403, "Signature expired: 20261122T093000Z is now earlier than 20261122T094000Z"],
  ["IncompleteSignature", 400, "The request signature does not conform to AWS standards."],
  ["MissingAuthenticationToken", 403, "Request is missing Authentication Token"],
  ["NotAuthorized", 401, "You do not have permission to perform this action."],
  ["RequestExpired", 400, "Request has expired."],
  ["ExpiredToken", 403, "The security token included in the request is expired"],
  ["ExpiredTokenException", 403, "The security token included in the request is expired"],
  ["UnrecognizedClientException", 403, ""],
  ["OptInRequired", 403, "The AWS Access Key Id needs a subscription for the service"],
  ["CredentialsProviderError", undefined, "Could not load credentials from any providers"],
  ["SomethingNewException", 400, "A refusal that SES did not know when this was written"],
] as const;

const message = [
  ["MessageRejected", 400, "Empty required header 'To'."],
  ["MessageRejected", 400, "Message length is more than 10485760 bytes long"],
  ["MessageRejected", 400, "Address is on the suppression list"],
  ["InvalidParameterValue", 400, "Missing final '@domain'"],
  ["InvalidParameterValue", 400, "Header name contains illegal characters"],
  ["ValidationError", 400, ""],
] as const;

const uncertain = [
  ["InternalFailure", 500, "We encountered an internal error. Please try again."],
  ["ServiceUnavailable", 503, "Service is unavailable"],
  ["TimeoutError", undefined, "Connection timed out after 10000 ms"],
  ["Error", undefined, "read ECONNRESET"],
  ["RequestTimeoutException", 408, "The request timed out."],
  ["SyntaxError", 200, "An answer that cannot be read"],
] as const;

describe("what a failed call to SES says", () => {
  it.each(account)("%s (%s, %j) is of the account: no message would be taken", (name, status, text) => {
    expect(classify(refusal(name, status, text))).toEqual({ result: "account", reason: name });
  });

  it.each(message)("%s (%s, %j) is of this message", (name, status, text) => {
    expect(classify(refusal(name, status, text))).toEqual({ result: "rejected", reason: name });
  });

  it.each(["Throttling", "ThrottlingException", "TooManyRequestsException", "LimitExceededException"])(
    "%s is of the rate, or of the day's quota",
    (name) => {
      const scopeOf = (text: string) => classify(refusal(name, 400, text));
      expect(scopeOf("Maximum sending rate exceeded.")).toEqual({ result: "throttled", scope: "rate" });
      expect(scopeOf("Daily message quota exceeded.")).toEqual({ result: "throttled", scope: "day" });
    },
  );

  it("by status 429 alone is of the rate", () => {
    expect(classify(refusal("TooManyRequests", 429))).toEqual({ result: "throttled", scope: "rate" });
  });

  it.each(uncertain)("%s (%s, %j) leaves open whether the mail has left", (name, status, text) => {
    expect(classify(refusal(name, status, text))).toEqual({ result: "unknown", reason: name });
  });

  it.each([{}, new Error("x"), "text", 7])("as %j leaves it open too", (error) => {
    expect(classify(error).result).toBe("unknown");
  });

  it("is never told with an address", () => {
    const told = [...account, ...message, ...uncertain].map(([name, status, text]) =>
      classify(refusal(name, status, text)),
    );
    expect(JSON.stringify(told)).not.toContain("@");
  });
});
