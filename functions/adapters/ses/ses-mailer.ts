/**
 * Mail through SES v1 `SendRawEmail`, the only v1 call that takes headers. One call and no retry: a retried call can send
 * twice, so whatever is not certain is reported as unknown and left to the invitation's own protocol.
 */
import { GetSendQuotaCommand, SESClient, type SESClientConfig, SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { Mail, SendQuota, SendResult } from "../../domain/mail.ts";
import type { Mailer } from "../../domain/ports/mail.ts";
import { toMime, UnsafeHeaderError } from "./mime.ts";

const requestTimeoutMs = 10_000;

/** Codes that say that the account may not send now. */
const accountFaults = new Set([
  "AccountSendingPausedException",
  "ConfigurationSetDoesNotExist",
  "ConfigurationSetDoesNotExistException",
  "ConfigurationSetSendingPausedException",
  "MailFromDomainNotVerifiedException",
  "AccessDenied",
  "AccessDeniedException",
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
  "ExpiredToken",
  "ExpiredTokenException",
  "UnrecognizedClientException",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "NotAuthorized",
  "RequestExpired",
  "OptInRequired",
  "CredentialsProviderError",
]);
/** What SES says of one message. Any other refusal is taken for one of the account: a mail is late then, never lost. */
const messageFaults = new Set([
  "MessageRejected",
  "InvalidParameterValue",
  "InvalidParameterCombination",
  "MissingParameter",
  "ValidationError",
  "MalformedInput",
  "RequestEntityTooLargeException",
]);
const throttling = new Set(["Throttling", "ThrottlingException", "TooManyRequestsException", "LimitExceededException"]);

export class SesMailer implements Mailer {
  readonly #client: SESClient;
  /** Asks again, on the same connections: one may have been closed while the function was frozen, and asking twice does no harm. */
  readonly #asking: SESClient;
  readonly #configurationSet: string | undefined;

  /** `client` points the mailer at another endpoint. */
  constructor(options: { configurationSet?: string | undefined; client?: SESClientConfig }) {
    const config: SESClientConfig = {
      requestHandler: { requestTimeout: requestTimeoutMs, connectionTimeout: 3000, throwOnRequestTimeout: true },
      ...options.client,
    };
    this.#client = new SESClient({ ...config, maxAttempts: 1 });
    this.#asking = new SESClient({ ...config, requestHandler: this.#client.config.requestHandler });
    this.#configurationSet = options.configurationSet;
  }

  async send(mail: Mail): Promise<SendResult> {
    const mime = await this.#compose(mail);
    if (!mime) return { result: "rejected", reason: "unsafe_header" };
    try {
      const { MessageId: messageId } = await this.#client.send(
        new SendRawEmailCommand({ RawMessage: { Data: mime }, Source: mail.from.address, Destinations: [mail.to] }),
      );
      return messageId === undefined ? { result: "unknown", reason: "NoMessageId" } : { result: "accepted", messageId };
    } catch (error) {
      return classify(error);
    }
  }

  /** Undefined for a mail that must not be sent. */
  async #compose(mail: Mail): Promise<Uint8Array | undefined> {
    try {
      return await toMime(mail, this.#configurationSet);
    } catch (error) {
      if (error instanceof UnsafeHeaderError) return undefined;
      throw error;
    }
  }

  async quota(): Promise<SendQuota> {
    const {
      MaxSendRate = 1,
      Max24HourSend = 0,
      SentLast24Hours = 0,
    } = await this.#asking.send(new GetSendQuotaCommand({}));
    // SES says −1 for an account without a daily limit.
    const remaining = Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Math.max(0, Max24HourSend - SentLast24Hours);
    // A rate of nothing is a quota of nothing.
    return MaxSendRate > 0 ? { perSecond: MaxSendRate, remaining } : { perSecond: 1, remaining: 0 };
  }
}

/** What a failed call means; codes and statuses as SES documents them for SendRawEmail. */
export function classify(error: unknown): SendResult {
  const {
    name = "Unknown",
    message = "",
    $metadata,
  } = error as {
    name?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (accountFaults.has(name) || status === 401 || status === 403) return { result: "account", reason: name };
  if (throttling.has(name) || status === 429)
    return { result: "throttled", scope: /daily/i.test(message) ? "day" : "rate" };
  if (name === "MessageRejected" && /not verified|sandbox|paused|suspended/i.test(message))
    return { result: "account", reason: name };
  if (messageFaults.has(name)) return { result: "rejected", reason: name };
  // 408: the request may have been read before time was up.
  const isRefused = status !== undefined && status >= 400 && status < 500 && status !== 408;
  return { result: isRefused ? "account" : "unknown", reason: name };
}
