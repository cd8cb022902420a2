/** The table's stream: a record that cannot be read is reported by itself: what lies before it is done with, and it alone is given up. */
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { Services } from "./domain/ports/services.ts";
import { reactToChanges as react } from "./jobs/react-to-changes.ts";
import { lambda, readStream } from "./runtime.ts";

export const reactToChanges =
  (services: Services) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { changes, unreadable } = readStream(event.Records);
    await react(changes, services);
    return { batchItemFailures: unreadable === undefined ? [] : [{ itemIdentifier: unreadable }] };
  };

export const handler = lambda(reactToChanges);
