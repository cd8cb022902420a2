/** Stream records as changes of records, so that jobs need not know how DynamoDB writes an item down. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { RecordChange } from "../../domain/record-change.ts";
import { toEntity } from "./entities.ts";

/** Who deletes what the TTL has expired. */
const ttlPrincipal = "dynamodb.amazonaws.com";

/** Changes in order, up to the first record that cannot be read, whose sequence number is told. */
export function readChanges(records: readonly DynamoDBRecord[]): { changes: RecordChange[]; unreadable?: string } {
  const changes: RecordChange[] = [];
  for (const record of records) {
    try {
      changes.push(toRecordChange(record));
    } catch {
      return { changes, unreadable: record.dynamodb?.SequenceNumber ?? "" };
    }
  }
  return { changes };
}

/** Throws on a record that is not as DynamoDB writes them. */
function toRecordChange(record: DynamoDBRecord): RecordChange {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  const before = OldImage && unmarshall(OldImage as Record<string, AttributeValue>);
  const after = NewImage && unmarshall(NewImage as Record<string, AttributeValue>);
  const name = (after ?? before)?.["record"];
  if (typeof name !== "string") throw new Error("A stream record without images or name.");
  return {
    record: name,
    expired: record.eventName === "REMOVE" && record.userIdentity?.principalId === ttlPrincipal,
    ...(before && { before: toEntity<unknown>(before) }),
    ...(after && { after: toEntity<unknown>(after) }),
  };
}
