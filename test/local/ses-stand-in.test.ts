import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SESClient,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from "@aws-sdk/client-ses";
import MailComposer from "nodemailer/lib/mail-composer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toMailEvent } from "../../functions/adapters/ses/mail-events.ts";
import { Mailbox } from "../../local/mailbox.ts";
import { type SesEvent, sesBounceTypes, sesEvent, sesEventTypes } from "../../local/ses-events.ts";
import {
  type AcceptedMail,
  type Fault,
  type SendRequest,
  type SesStandIn,
  type SesStandInOptions,
  startSesStandIn,
} from "../../local/ses-stand-in.ts";

let directory: string;
let mailbox: Mailbox;
let events: SesEvent[];
let accepted: AcceptedMail[];
let now: string;
let standIn: SesStandIn;
let client: SESClient;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "hearback-ses-"));
  mailbox = await Mailbox.open(directory);
  events = [];
  now = "2026-11-22T09:30:00Z";
  await start({});
});

afterEach(async () => {
  await stop();
  await rm(directory, { recursive: true });
});

async function start(options: Partial<SesStandInOptions>, requestTimeout = 10_000): Promise<void> {
  accepted = [];
  const [emit, noteAccepted] = [(event: SesEvent) => events.push(event), (mail: AcceptedMail) => accepted.push(mail)];
  standIn = await startSesStandIn({ mailbox, now: () => now, emit, noteAccepted, ...options });
  client = new SESClient({
    endpoint: standIn.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
  });
}

async function stop(): Promise<void> {
  client.destroy();
  await standIn.close();
}

async function restart(options: Partial<SesStandInOptions>, requestTimeout?: number): Promise<void> {
  await stop();
  await start(options, requestTimeout);
}

function compose(
  headers: Record<string, string> = {},
  content: { bcc?: string; subject?: string } = {},
): Promise<Buffer> {
  return new MailComposer({
    from: { name: "Acme", address: "feedback@acme.example" },
    to: { name: "Jo", address: "jo@example.com" },
    subject: "How did we do?",
    text: "Rate us",
    html: '<a href="https://acme.example/s/t?score=9">9</a>',
    headers,
    ...content,
  })
    .compile()
    .build();
}

async function send(input: Partial<SendRawEmailCommandInput> = {}): Promise<string> {
  const { MessageId } = await client.send(new SendRawEmailCommand({ RawMessage: { Data: await compose() }, ...input }));
  return MessageId ?? "";
}

async function refusalOf(
  input: Partial<SendRawEmailCommandInput>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  const error = await send(input).then(
    () => expect.fail("SES took the mail"),
    (thrown) => thrown,
  );
  return { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
}

describe("sending a mail to the SES stand-in", () => {
  it("keeps the mail under the message id it answers", async () => {
    const id = await send({ Destinations: ["jo@example.com"], Tags: [{ Name: "workspace", Value: "ws_1" }] });

    expect(id).toMatch(/^0100[\da-f]{12}-[\da-f-]{36}-000000$/);
    expect(await mailbox.find(id)).toMatchObject({
      to: ["jo@example.com"],
      from: "Acme <feedback@acme.example>",
      source: "feedback@acme.example",
      subject: "How did we do?",
      sentAt: now,
      links: ["https://acme.example/s/t?score=9"],
      tags: { workspace: "ws_1" },
    });
    expect(accepted).toEqual([{ messageId: id, to: ["jo@example.com"], tags: { workspace: "ws_1" } }]);
  });

  it("reads recipients, tags and configuration set from the headers when no parameter gives them", async () => {
    const raw = await compose({
      "X-SES-MESSAGE-TAGS": "workspace=ws_1, step=reminder-1",
      "X-SES-CONFIGURATION-SET": "hearback",
    });
    const id = await send({ RawMessage: { Data: raw } });

    expect(await mailbox.find(id)).toMatchObject({
      to: ["jo@example.com"],
      tags: { workspace: "ws_1", step: "reminder-1" },
      configurationSet: "hearback",
    });
  });

  it("never joins the tags of the parameters with those of the headers", async () => {
    const raw = await compose({ "X-SES-MESSAGE-TAGS": "workspace=ws_1,step=first" });
    const id = await send({
      RawMessage: { Data: raw },
      Tags: [{ Name: "workspace", Value: "ws_2" }],
      ConfigurationSetName: "other",
    });

    expect(await mailbox.find(id)).toMatchObject({ tags: { workspace: "ws_2" }, configurationSet: "other" });
  });

  it("delivers the mail without SES's own headers and Bcc, with SES's Message-ID and date", async () => {
    const raw = await compose({
      "X-SES-MESSAGE-TAGS": `a=${"x".repeat(90)}, b=2`,
      "X-SES-CONFIGURATION-SET": "hearback",
      "List-Unsubscribe": "<https://acme.example/u/t>",
    });
    const id = await send({ RawMessage: { Data: raw } });

    const stored = (await mailbox.find(id))?.raw ?? "";
    expect(stored).not.toMatch(/x-ses-/i);
    expect(stored).toContain("List-Unsubscribe: <https://acme.example/u/t>");
    expect(stored.match(/^Message-ID:.*$/gim)).toEqual([`Message-ID: <${id}@email.amazonses.com>`]);
    expect(stored.match(/^Date:.*$/gim)).toEqual(["Date: Sun, 22 Nov 2026 09:30:00 +0000"]);
  });

  it("keeps bytes that are not ASCII", async () => {
    const raw = Buffer.from(
      "From: a@acme.example\r\nTo: jo@example.com\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nДякуємо",
    );
    const id = await send({ RawMessage: { Data: raw } });

    expect((await mailbox.find(id))?.text.trim()).toBe("Дякуємо");
  });

  it.each([
    [
      "no recipient",
      { RawMessage: { Data: Buffer.from("From: a@acme.example\r\n\r\nhi") } },
      "Missing required header 'To'.",
    ],
    [
      "no sender",
      { RawMessage: { Data: Buffer.from("To: jo@example.com\r\n\r\nhi") } },
      "Missing required header 'From'.",
    ],
    ["an address without domain", { Destinations: ["jo"] }, "Missing final '@domain'"],
    [
      "a list in place of an address",
      { Destinations: ["jo@example.com,sam@example.com"] },
      "Local address contains illegal character",
    ],
    ["an address with a space", { Destinations: ["jo li@example.com"] }, "Local address contains illegal character"],
    ["a domain with an underscore", { Destinations: ["jo@exa_mple.com"] }, "Domain contains illegal character"],
    [
      "51 recipients",
      { Destinations: Array.from({ length: 51 }, (_, n) => `jo${n}@example.com`) },
      "Recipient count exceeds 50.",
    ],
    [
      "a tag with a colon",
      { Tags: [{ Name: "id", Value: "a:b" }] },
      "Invalid tag value <a:b>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
    ],
    [
      "a message over 10 MB",
      { RawMessage: { Data: Buffer.alloc(10_485_761, "x") } },
      "Message length is more than 10485760 bytes long: '10485761'.",
    ],
  ])("refuses %s", async (_, input, message) => {
    expect(await refusalOf(input)).toEqual({ name: "InvalidParameterValue", message, status: 400 });
    expect(await mailbox.list()).toEqual([]);
  });

  it("answers an action it does not know as SES does", async () => {
    await expect(client.send(new ListIdentitiesCommand({}))).rejects.toMatchObject({
      name: "InvalidAction",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("refuses a request that is not signed", async () => {
    const answer = await fetch(standIn.url, { method: "POST", body: new URLSearchParams({ Action: "GetSendQuota" }) });

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>MissingAuthenticationToken</Code>");
  });
});

describe("the sending quota of the SES stand-in", () => {
  it("is ample, and counts the recipients of the last 24 hours", async () => {
    await send();
    now = "2026-11-23T09:29:59Z";
    await send({ Destinations: ["jo@example.com", "sam@example.com"] });
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({
      Max24HourSend: 1_000_000,
      MaxSendRate: 1000,
      SentLast24Hours: 3,
    });

    now = "2026-11-23T09:30:00Z";
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 2 });
  });

  it("still counts after a restart", async () => {
    await send();
    await restart({});

    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 1 });
  });

  it("refuses what goes beyond the day", async () => {
    await restart({ quota: { max24HourSend: 1, maxSendRate: 5 } });
    await send();

    expect(await refusalOf({})).toEqual({ name: "Throttling", message: "Daily message quota exceeded.", status: 400 });
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 1, MaxSendRate: 5 });
  });
});

describe("events of the SES stand-in", () => {
  it("are Send and then Delivery, with our tags beside SES's", async () => {
    const id = await send({ Tags: [{ Name: "workspace", Value: "ws_1" }], ConfigurationSetName: "hearback" });
    await vi.waitFor(() => expect(events).toHaveLength(2));

    expect(events[0]).toMatchObject({
      eventType: "Send",
      send: {},
      mail: {
        timestamp: "2026-11-22T09:30:00.000Z",
        messageId: id,
        source: "feedback@acme.example",
        destination: ["jo@example.com"],
        headersTruncated: false,
        commonHeaders: {
          from: ["Acme <feedback@acme.example>"],
          to: ["Jo <jo@example.com>"],
          messageId: id,
          subject: "How did we do?",
        },
        tags: {
          workspace: ["ws_1"],
          "ses:configuration-set": ["hearback"],
          "ses:from-domain": ["acme.example"],
          "ses:operation": ["SendRawEmail"],
        },
      },
    });
    expect(events[0]?.mail.headers).toContainEqual({ name: "Subject", value: "How did we do?" });
    expect(events[1]).toMatchObject({
      eventType: "Delivery",
      delivery: { timestamp: "2026-11-22T09:30:00.000Z", recipients: ["jo@example.com"] },
    });
  });

  it.each([
    ["success@simulator.amazonses.com", ["Send", "Delivery"]],
    ["bounce@simulator.amazonses.com", ["Send", "Bounce Permanent"]],
    ["bounce+jo@simulator.amazonses.com", ["Send", "Bounce Permanent"]],
    ["suppressionlist@simulator.amazonses.com", ["Send", "Bounce Permanent"]],
    ["Complaint@Simulator.AmazonSES.com", ["Send", "Delivery", "Complaint"]],
    ["ooto@simulator.amazonses.com", ["Send", "Delivery", "Bounce Transient"]],
    ["bounce@example.com", ["Send", "Delivery"]],
  ])("tell of a mail to %s what SES's mailbox simulator does", async (address, told) => {
    await send({ Destinations: [address] });
    await vi.waitFor(() => expect(events).toHaveLength(told.length));

    const kinds = events.map((event) =>
      event.eventType === "Bounce" ? `Bounce ${event.bounce.bounceType}` : event.eventType,
    );
    expect(kinds).toEqual(told);
  });

  it("are read by Hearback as what they are, whichever kind", async () => {
    const tags = { workspace: "ws_1", invitation: "inv_1", step: "0", attempt: "1" };
    await send({ Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })) });
    await standIn.close();
    const [mail] = await mailbox.list();
    if (mail === undefined) throw new Error("There is no mail.");

    const told = [
      ...sesEventTypes.map((type) => sesEvent(type, mail, now)),
      ...sesBounceTypes.map((type) => sesEvent("Bounce", mail, now, type)),
    ].map((event) => toMailEvent(JSON.stringify(event))?.type);
    expect(told).toEqual([
      ...["send", "delivered", "delayed", "bounced", "complained", "unsubscribed", "rejected", "rejected"],
      ...["bounced", "soft_bounced", "soft_bounced"],
    ]);
  });

  it("have all been emitted when close returns", async () => {
    await send();
    await standIn.close();

    expect(events).toHaveLength(2);
  });

  it("say so when they show only part of the headers", async () => {
    await send({ RawMessage: { Data: await compose({ "X-Long": "word ".repeat(3000) }) } });
    await vi.waitFor(() => expect(events).toHaveLength(2));

    expect(events[0]?.mail.headersTruncated).toBe(true);
    expect(events[0]?.mail.headers.map(({ name }) => name)).not.toContain("X-Long");
  });
});

describe("a fault of the SES stand-in", () => {
  const seen: SendRequest[] = [];
  async function withFault(fault: Fault, requestTimeout?: number): Promise<void> {
    seen.length = 0;
    const firstOnly = (request: SendRequest) => {
      seen.push(request);
      return request.n === 1 ? fault : undefined;
    };
    await restart({ fault: firstOnly }, requestTimeout);
  }

  it("accept-then-drop keeps the mail and its events, while the client sees a reset", async () => {
    await withFault("accept-then-drop");

    await expect(send()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(accepted).toHaveLength(1);
    expect(await mailbox.list()).toHaveLength(1);
    await vi.waitFor(() => expect(events.map(({ eventType }) => eventType)).toEqual(["Send", "Delivery"]));
  });

  it("500-after-accept keeps the mail and its events, while the client sees a server error", async () => {
    await withFault("500-after-accept");

    await expect(send()).rejects.toMatchObject({
      name: "InternalFailure",
      $fault: "server",
      $metadata: { httpStatusCode: 500 },
    });
    expect(accepted).toHaveLength(1);
    await vi.waitFor(() => expect(events).toHaveLength(2));
  });

  it("hang never answers, and close does not wait for the client", async () => {
    await withFault("hang");

    const sending = send();
    const failed = expect(sending).rejects.toMatchObject({ code: "ECONNRESET" });
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    await standIn.close();
    await failed;
    expect(accepted).toEqual([]);
  });

  it("hang runs into the client's own time-out", async () => {
    await withFault("hang", 100);

    await expect(send()).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await mailbox.list()).toEqual([]);
  });

  it("drop resets the connection and keeps nothing", async () => {
    await withFault("drop");

    await expect(send()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(accepted).toEqual([]);
    expect(await mailbox.list()).toEqual([]);
  });

  it.each([
    ["MessageRejected", "Email address is not verified.", undefined, 400],
    ["Throttling", "Maximum sending rate exceeded.", undefined, 400],
    ["AccountSendingPausedException", "Sending is paused for this account.", undefined, 400],
    [
      "MailFromDomainNotVerifiedException",
      "The MAIL FROM domain <acme.example> is not verified & ready.",
      undefined,
      400,
    ],
    ["AccessDenied", "Not authorized.", 403, 403],
    ["ServiceUnavailable", "Try later.", 503, 503],
  ])("reject shows the client %s", async (reject, message, status, expected) => {
    await withFault({ reject, message, ...(status === undefined ? {} : { status }) });

    expect(await refusalOf({})).toEqual({ name: reject, message, status: expected });
    expect(accepted).toEqual([]);
  });

  it("is asked once for each mail that SES would take, with its recipients and tags", async () => {
    await withFault("drop");

    await expect(send({ Destinations: ["nowhere"] })).rejects.toThrow();
    await expect(send({ Tags: [{ Name: "step", Value: "first" }] })).rejects.toThrow();
    await send();

    expect(seen).toEqual([
      { to: ["jo@example.com"], tags: { step: "first" }, n: 1 },
      { to: ["jo@example.com"], tags: {}, n: 2 },
    ]);
    expect(accepted).toHaveLength(1);
  });
});
