import { QueryCommand } from "@aws-sdk/client-dynamodb";
import type { TestHearback } from "./hearback.ts";

/** What the audit log says of something, oldest first. */
export async function auditOf({ dynamodb, tableName, seed }: TestHearback, subject: string) {
  const query = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: `w#${seed.workspaceId}#audit` } },
  });
  const { Items: items = [] } = await dynamodb.send(query);
  return items
    .filter((item) => item["subject"]?.S === subject)
    .map(({ at, by, what }) => ({ at: at?.S, by: by?.S, what: what?.S }));
}
