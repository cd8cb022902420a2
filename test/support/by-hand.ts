/** What a hand in the table can do to it, past all that Hearback makes sure of. */
import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Key } from "../../functions/adapters/dynamodb/keys.ts";
import type { TestHearback } from "./hearback.ts";

type Table = Pick<TestHearback, "dynamodb" | "tableName">;

export async function deleteByHand({ dynamodb, tableName }: Table, key: Key): Promise<void> {
  const client = DynamoDBDocumentClient.from(dynamodb);
  await client.send(new DeleteCommand({ TableName: tableName, Key: key }));
}

/** `SET #status = :status`; every `#name` is the attribute of that name. */
export async function changeByHand(
  { dynamodb, tableName }: Table,
  key: Key,
  expression: string,
  values: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const names = [...expression.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name]);
  await DynamoDBDocumentClient.from(dynamodb).send(
    new UpdateCommand({
      TableName: tableName,
      Key: key,
      UpdateExpression: expression,
      ExpressionAttributeNames: Object.fromEntries(names),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    }),
  );
}
