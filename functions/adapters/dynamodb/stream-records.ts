/** Stream records as changes of records, so that jobs need not know how DynamoDB writes an item down. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { isRecordKind } from "../../domain/kpi/fold-kinds.ts";
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

/** Throws on a record that is not as DynamoDB writes them. Only images that somebody reacts to are read. */
function toRecordChange({ dynamodb = {}, eventName, userIdentity }: DynamoDBRecord): RecordChange {
  const { OldImage, NewImage } = dynamodb;
  const record = (NewImage ?? OldImage)?.["record"]?.S;
  if (record === undefined) throw new Error("A stream record without images or name.");
  const expired = eventName === "REMOVE" && userIdentity?.principalId === ttlPrincipal;
  if (!isRecordKind(record)) return { record, expired };
  return {
    record,
    expired,
    ...(OldImage && { before: toImage(OldImage) }),
    ...(NewImage && { after: toImage(NewImage) }),
  };
}

const toImage = (image: object): unknown => toEntity(unmarshall(image as Record<string, AttributeValue>));
