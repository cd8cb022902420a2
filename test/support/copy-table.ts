/** What a restore makes: another table with every item of one moment. Its stream is a new one that has seen none of them. */
import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  type DynamoDBClient,
  ScanCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "../../local/table.ts";

export type Items = readonly Record<string, AttributeValue>[];

export async function takeItems(dynamodb: DynamoDBClient, tableName: string): Promise<Items> {
  const items: Record<string, AttributeValue>[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({ TableName: tableName, ExclusiveStartKey, ConsistentRead: true }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

export async function restoreItems(dynamodb: DynamoDBClient, tableName: string, items: Items): Promise<void> {
  const { StreamSpecification, ...definition } = tableDefinition;
  await dynamodb.send(new CreateTableCommand({ TableName: tableName, ...definition }));
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
  }
  await dynamodb.send(new UpdateTableCommand({ TableName: tableName, StreamSpecification }));
}
