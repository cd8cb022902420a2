/** What the audit log says of something. */
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { TestHearback } from "../../support/hearback.ts";

export async function auditOf({ dynamodb, tableName, seed }: TestHearback, subject: string): Promise<unknown[]> {
  const query = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: `w#${seed.workspaceId}#audit` } },
  });
  const { Items = [] } = await dynamodb.send(query);
  const entries = Items.map((item) => unmarshall(item)).filter((entry) => entry["subject"] === subject);
  return entries.map(({ at, by, what }) => ({ at, by, what }));
}
