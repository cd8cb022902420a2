import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { finished } from "node:stream/promises";
import { addressParser } from "postal-mime";
import type { Mailbox, NewMail, StoredMail } from "./mailbox.ts";
import { fateOf, headersOf, type SesEvent, sesId } from "./ses-events.ts";

/**
 * A server that answers the two calls of the SES v1 query protocol that Hearback makes, SendRawEmail and GetSendQuota,
 * with SES's own checks, error codes and events. It is the mail half of `npm start` and the fake SES of the tests: the
 * real client talks to it over a real socket, so a fault here is what the client would live through with AWS.
 */
export interface SesStandInOptions {
  readonly mailbox: Mailbox;
  /** The virtual clock, RFC 3339. */
  now(): string;
  /** Called with Send and then what became of each accepted mail, after its answer has left. */
  emit(event: SesEvent): void;
  readonly quota?: Partial<Quota> | undefined;
  /** Asked once for every mail that SES would take. */
  fault?: ((request: SendRequest) => Fault | undefined) | undefined;
  /** Gets what is taken, in that order. */
  noteAccepted?: ((mail: AcceptedMail) => void) | undefined;
}

export interface Quota {
  readonly max24HourSend: number;
  readonly maxSendRate: number;
}

export interface SendRequest {
  readonly to: string[];
  readonly tags: Record<string, string>;
  /** Counts the mails that SES would take, from 1. */
  readonly n: number;
}

/**
 * accept-then-drop keeps the mail and resets the connection, 500-after-accept keeps it and answers 500, hang never
 * answers, drop resets without keeping it, reject answers with an SES error (status 400 unless said otherwise).
 */
export type Fault =
  | "accept-then-drop"
  | "500-after-accept"
  | "hang"
  | "drop"
  | { readonly reject: string; readonly message: string; readonly status?: number };

export interface AcceptedMail {
  readonly messageId: string;
  readonly to: string[];
  readonly tags: Record<string, string>;
}

export interface SesStandIn {
  readonly url: string;
  /** Breaks open connections, and returns when every event of an accepted mail has been emitted. */
  close(): Promise<void>;
}

class SesError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const ampleQuota: Quota = { max24HourSend: 1_000_000, maxSendRate: 1000 };
const maxMessageBytes = 10_485_760;
const maxRecipients = 50;

/** Listens on 127.0.0.1 at a free port. */
export async function startSesStandIn(options: SesStandInOptions): Promise<SesStandIn> {
  const underWay = new Set<Promise<void>>();
  const quota = { ...ampleQuota, ...options.quota };
  let sendTimes = (await options.mailbox.list()).flatMap((mail) => mail.to.map(() => Date.parse(mail.sentAt)));
  let asked = 0;

  async function accept(mail: Submission, response: ServerResponse): Promise<string> {
    const at = options.now();
    const id = sesId(at);
    const stored = await options.mailbox.add({ ...mail, id, sentAt: at, raw: asDelivered(mail.raw, id, at) });
    options.noteAccepted?.({ messageId: id, to: mail.to, tags: mail.tags });
    sendTimes.push(...mail.to.map(() => Date.parse(at)));
    const answered = finished(response).catch(() => "the connection was reset");
    track(answered.then(() => announce(stored)));
    return id;
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  function announce(mail: StoredMail): void {
    for (const event of fateOf(mail, options.now())) options.emit(event);
  }

  async function sendRawEmail(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const mail = readSubmission(form);
    if (sentInLastDay() + mail.to.length > quota.max24HourSend)
      throw new SesError("Throttling", "Daily message quota exceeded.");
    asked += 1;
    const fault = options.fault?.({ to: mail.to, tags: mail.tags, n: asked });
    if (fault === "hang") return;
    if (fault === "drop") return reset(response);
    if (typeof fault === "object") throw new SesError(fault.reject, fault.message, fault.status);
    const id = await accept(mail, response);
    if (fault === "accept-then-drop") return reset(response);
    if (fault === "500-after-accept")
      throw new SesError("InternalFailure", "We encountered an internal error. Please try again.", 500);
    answer(response, "SendRawEmail", { MessageId: id });
  }

  function sentInLastDay(): number {
    const dayAgo = Date.parse(options.now()) - 86_400_000;
    sendTimes = sendTimes.filter((time) => time > dayAgo);
    return sendTimes.length;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await readBody(request));
    const action = form.get("Action") ?? "";
    if (!request.headers.authorization?.startsWith("AWS4-")) {
      throw new SesError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
    }
    if (action === "SendRawEmail") return sendRawEmail(form, response);
    if (action === "GetSendQuota") {
      const { max24HourSend, maxSendRate } = quota;
      return answer(response, action, {
        Max24HourSend: max24HourSend,
        MaxSendRate: maxSendRate,
        SentLast24Hours: sentInLastDay(),
      });
    }
    throw new SesError("InvalidAction", `Could not find operation ${action} for version ${form.get("Version")}`);
  }

  const server = createServer((request, response) => {
    track(handle(request, response).catch((error: unknown) => refuse(response, error)));
  });
  // At Node's five seconds it would be closing connections just as the next run of the dispatcher takes them up again.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

type Submission = Omit<NewMail, "id" | "sentAt" | "to" | "tags"> & { to: string[]; tags: Record<string, string> };

/** The form of SendRawEmail, checked as SES checks it. API parameters beat the X-SES headers, and tags of the two are never joined. */
function readSubmission(form: URLSearchParams): Submission {
  const raw = Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
  if (raw.length === 0) {
    throw new SesError("ValidationError", "1 validation error detected: rawMessage.data must not be null");
  }
  if (raw.length > maxMessageBytes)
    throw invalid(`Message length is more than ${maxMessageBytes} bytes long: '${raw.length}'.`);
  const headers = headersOf(raw.toString("latin1"));
  const header = (name: string) =>
    headers.filter((field) => field.name.toLowerCase() === name).map((field) => field.value);
  const destinations = members(form, "Destinations.member.", "");
  const listed = [...header("to"), ...header("cc"), ...header("bcc")].flatMap((list) =>
    addressParser(list, { flatten: true }),
  );
  const to = (destinations.length > 0 ? destinations : listed.map(({ address }) => address ?? "")).map(checkedAddress);
  if (to.length === 0) throw invalid("Missing required header 'To'.");
  if (to.length > maxRecipients) throw invalid("Recipient count exceeds 50.");
  const from = form.get("Source") || header("from")[0];
  if (!from) throw invalid("Missing required header 'From'.");
  return {
    raw,
    to,
    source: checkedAddress(from),
    tags: readTags(form, header("x-ses-message-tags")),
    configurationSet: form.get("ConfigurationSetName") || header("x-ses-configuration-set")[0],
  };
}

function readTags(form: URLSearchParams, headers: readonly string[]): Record<string, string> {
  const names = members(form, "Tags.member.", ".Name");
  const values = members(form, "Tags.member.", ".Value");
  const given = names.map((name, index): [string, string] => [name, values[index] ?? ""]);
  const inHeaders = headers
    .flatMap((value) => value.split(","))
    .map((pair): [string, string] => {
      const [name = "", ...rest] = pair.split("=");
      return [name.trim(), rest.join("=").trim()];
    });
  const pairs = given.length > 0 ? given : inHeaders;
  for (const [name, value] of pairs) {
    if (!tagText.test(name)) throw invalid(`Invalid tag name <${name}>: ${tagRule}`);
    if (!tagText.test(value)) throw invalid(`Invalid tag value <${value}>: ${tagRule}`);
  }
  return Object.fromEntries(pairs);
}

const tagText = /^[\w-]{1,256}$/;
const tagRule = "only alphanumeric ASCII characters, '_', and '-' are allowed.";

/** Values of `<prefix>1<suffix>`, `<prefix>2<suffix>` … up to the first that is missing. */
function members(form: URLSearchParams, prefix: string, suffix: string): string[] {
  const values: string[] = [];
  for (
    let value = form.get(`${prefix}1${suffix}`);
    value !== null;
    value = form.get(`${prefix}${values.length + 1}${suffix}`)
  ) {
    values.push(value);
  }
  return values;
}

/** The address alone of `jo@example.com` or `Jo <jo@example.com>`. */
function checkedAddress(text: string): string {
  const address = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at === -1 || domain === "") throw invalid("Missing final '@domain'");
  if (local === "") throw invalid(`User name is missing: '${address}'.`);
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/.test(local)) throw invalid("Local address contains illegal character");
  if (!/^(?!.*\.\.)[a-z\d][a-z\d.-]*[a-z\d]$/i.test(domain)) throw invalid("Domain contains illegal character");
  return address;
}

function invalid(message: string): SesError {
  return new SesError("InvalidParameterValue", message);
}

/** SES takes out its own headers and Bcc, and puts its own Message-ID and Date in place of those it was given. */
function asDelivered(raw: Buffer, id: string, at: string): Buffer {
  const text = raw.toString("latin1");
  const end = text.search(/\r?\n\r?\n/);
  const head = end === -1 ? text : text.slice(0, end);
  const kept = `${head}\r\n`.replace(/^(?:x-ses-[\w-]+|bcc|message-id|date)[ \t]*:.*(?:\r?\n[ \t].*)*\r?\n/gim, "");
  const date = new Date(at).toUTCString().replace("GMT", "+0000");
  const added = `Message-ID: <${id}@email.amazonses.com>\r\nDate: ${date}`;
  return Buffer.from(`${kept}${added}${end === -1 ? "\r\n\r\n" : text.slice(end)}`, "latin1");
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function answer(response: ServerResponse, action: string, result: Record<string, string | number>): void {
  const id = randomUUID();
  const fields = Object.entries(result).map(([name, value]) => element(name, escapeXml(String(value))));
  const inner = element(`${action}Result`, fields.join("")) + element("ResponseMetadata", element("RequestId", id));
  writeXml(response, 200, id, `${action}Response`, inner);
}

function refuse(response: ServerResponse, error: unknown): void {
  const { code, message, status } =
    error instanceof SesError ? error : new SesError("InternalFailure", String(error), 500);
  const id = randomUUID();
  const fields = element("Type", status < 500 ? "Sender" : "Receiver") + element("Code", escapeXml(code));
  const inner = element("Error", fields + element("Message", escapeXml(message))) + element("RequestId", id);
  writeXml(response, status, id, "ErrorResponse", inner);
}

function writeXml(response: ServerResponse, status: number, id: string, root: string, inner: string): void {
  const body = `<${root} xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${inner}</${root}>`;
  response.writeHead(status, { "content-type": "text/xml", "x-amzn-requestid": id }).end(body);
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
