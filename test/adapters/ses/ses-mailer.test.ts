import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SesMailer } from "../../../functions/adapters/ses/ses-mailer.ts";
import { aMail } from "./a-mail.ts";

/** An SES that answers every call with what a test says, and remembers what it was asked. */
async function startSes(answer: (response: ServerResponse) => void) {
  const asked: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked.push(new URLSearchParams(body));
    answer(response);
  });
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const mailer = new SesMailer({
    configurationSet: "hearback",
    client: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "local",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
    },
  });
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { asked, mailer, connections: () => connections, close };
}

const xml = (action: string, fields: Record<string, string | number>) =>
  `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("")}</${action}Result></${action}Response>`;
const error = (code: string, message: string) =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe("handing a mail to SES", () => {
  let ses: Awaited<ReturnType<typeof startSes>>;
  let answer: (response: ServerResponse) => void;
  beforeEach(async () => {
    answer = (response) => response.end(xml("SendRawEmail", { MessageId: "0100-1" }));
    ses = await startSes((response) => answer(response));
  });
  afterEach(() => ses.close());
  const refuse = (status: number, body: string) => {
    answer = (response) => response.writeHead(status).end(body);
  };

  it("answers the id that SES gave it", async () => {
    expect(await ses.mailer.send(aMail())).toEqual({ result: "accepted", messageId: "0100-1" });
  });

  it("names its one recipient and the sender apart from the mail's own headers", async () => {
    await ses.mailer.send(aMail());
    const [call] = ses.asked;
    const recipients = [...(call ?? [])].filter(([name]) => name.startsWith("Destinations"));
    expect(recipients).toEqual([["Destinations.member.1", "jo@example.com"]]);
    expect(call?.get("Source")).toBe("feedback@juniper.example");
    const sent = Buffer.from(call?.get("RawMessage.Data") ?? "", "base64").toString();
    expect(sent).toMatch(/^X-SES-CONFIGURATION-SET: hearback\r$/im);
  });

  it.each([
    ["500", 500, error("InternalFailure", "Please try again."), { result: "unknown", reason: "InternalFailure" }],
    ["503", 503, "not even XML", { result: "unknown" }],
    ["a rate", 400, error("Throttling", "Maximum sending rate exceeded."), { result: "throttled", scope: "rate" }],
    ["a quota", 400, error("Throttling", "Daily message quota exceeded."), { result: "throttled", scope: "day" }],
    ["a refusal", 400, error("InvalidParameterValue", "Local address"), { result: "rejected" }],
    ["an unverified sender", 400, error("MessageRejected", "Email address is not verified."), { result: "account" }],
  ])("calls once when SES answers %s", async (_what, status, body, expected) => {
    refuse(status, body);
    expect(await ses.mailer.send(aMail())).toMatchObject(expected);
    expect(ses.asked).toHaveLength(1);
  });

  it("calls once and does not know when the connection breaks", async () => {
    answer = (response) => response.destroy();
    expect(await ses.mailer.send(aMail())).toMatchObject({ result: "unknown" });
    expect(ses.asked).toHaveLength(1);
  });

  it("calls once and does not know when no answer comes in time", async () => {
    answer = () => {};
    expect(await ses.mailer.send(aMail())).toMatchObject({ result: "unknown" });
    expect(ses.asked).toHaveLength(1);
  });

  it("does not know when SES accepts without an id", async () => {
    answer = (response) => response.end(xml("SendRawEmail", {}));
    expect(await ses.mailer.send(aMail())).toEqual({ result: "unknown", reason: "NoMessageId" });
  });

  it("does not call at all for a header that is not safe", async () => {
    const sent = await ses.mailer.send(aMail({ subject: "Hello\r\nBcc: b@y.com" }));
    expect(sent).toEqual({ result: "rejected", reason: "unsafe_header" });
    expect(ses.asked).toEqual([]);
  });

  it.each([
    [
      { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 49_990 },
      { perSecond: 14, remaining: 10 },
    ],
    [
      { MaxSendRate: 1, Max24HourSend: 200, SentLast24Hours: 250 },
      { perSecond: 1, remaining: 0 },
    ],
    [
      { MaxSendRate: 100, Max24HourSend: -1, SentLast24Hours: 9 },
      { perSecond: 100, remaining: Number.POSITIVE_INFINITY },
    ],
  ])("may go on as fast and as often as SES says: %j", async (told, quota) => {
    answer = (response) => response.end(xml("GetSendQuota", told));
    expect(await ses.mailer.quota()).toEqual(quota);
  });

  it("asks again how fast it may go when the connection breaks, and mails on the one that holds", async () => {
    const told = xml("GetSendQuota", { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 0 });
    const answers = [
      (response: ServerResponse) => response.destroy(),
      (response: ServerResponse) => response.end(told),
    ];
    answer = (response) => answers.shift()?.(response) ?? response.end(xml("SendRawEmail", { MessageId: "0100-1" }));
    expect(await ses.mailer.quota()).toMatchObject({ perSecond: 14 });
    await ses.mailer.send(aMail());
    expect(ses.asked.map((call) => call.get("Action"))).toEqual(["GetSendQuota", "GetSendQuota", "SendRawEmail"]);
    expect(ses.connections()).toBe(2);
  });
});
