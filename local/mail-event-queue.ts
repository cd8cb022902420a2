/** What SNS and SQS do with SES's events: hand them on one batch after the other, and again when one fails. */
import { randomUUID } from "node:crypto";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Log } from "../functions/domain/ports/environment.ts";
import type { SesEvent } from "./ses-events.ts";

const maxReceives = 5;
const batchSize = 10;

export class MailEventQueue {
  readonly #log: Log;
  /** What has failed too often, as the dead-letter queue keeps it. */
  readonly givenUp: SQSRecord[] = [];
  #waiting: { record: SQSRecord; receives: number }[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  add(event: SesEvent): void {
    this.#waiting.push({ record: toRecord(JSON.stringify(event)), receives: 0 });
  }

  /** Hands on everything that waits; answers how much. */
  async drain(handler: (event: SQSEvent) => Promise<SQSBatchResponse>): Promise<number> {
    let handled = 0;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize);
      const { batchItemFailures } = await handler({ Records: batch.map(({ record }) => record) });
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { record, receives } of batch) {
        if (!failed.has(record.messageId)) handled++;
        else if (receives + 1 < maxReceives) this.#waiting.push({ record, receives: receives + 1 });
        else this.#giveUp(record);
      }
    }
    return handled;
  }

  #giveUp(record: SQSRecord): void {
    this.givenUp.push(record);
    this.#log.error("a mail event was given up", { messageId: record.messageId });
  }
}

function toRecord(body: string): SQSRecord {
  const messageId = randomUUID();
  const sentAt = String(Date.now());
  return {
    messageId,
    receiptHandle: messageId,
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: sentAt,
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: sentAt,
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:local:000000000000:mail-events",
    awsRegion: "local",
  };
}
