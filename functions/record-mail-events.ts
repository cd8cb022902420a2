/** SES events from the queue: one that fails comes again alone, and ends in the dead-letter queue. */
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { traceOf } from "./domain/error-trace.ts";
import type { Services } from "./domain/ports/services.ts";
import { recordMailEvent } from "./jobs/record-mail-event.ts";
import { readMailEvent } from "./mail-event-runtime.ts";
import { lambda } from "./runtime.ts";

export const recordMailEvents =
  (services: Services) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures = [];
    for (const { messageId, body } of event.Records) {
      try {
        const mailEvent = readMailEvent(body);
        if (mailEvent) await recordMailEvent(mailEvent, services);
      } catch (error) {
        services.log.error("a mail event failed", { messageId, ...traceOf(error) });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };

export const handler = lambda(recordMailEvents);
