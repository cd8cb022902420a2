/**
 * Refuses a table that is not Hearback's before anything is written into it. Keys named pk and sk are common, so the indexes
 * are looked at, too.
 */
import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from "@aws-sdk/client-dynamodb";
import { byDayIndex, dueIndex } from "../../functions/adapters/dynamodb/keys.ts";
import { failed } from "./failure.ts";

export async function refuseForeignTable(dynamodb: DynamoDBClient, tableName: string): Promise<void> {
  const { Table: table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
  if (table?.TableStatus === "CREATING") throw failed(`The table ${tableName} is still being created; try again soon.`);
  if (table?.TableStatus === "DELETING") throw failed(`The table ${tableName} is being deleted.`);
  if (!isHearbacks(table)) throw failed(`The table ${tableName} is not Hearback's: it has other keys or indexes.`);
}

function isHearbacks({ KeySchema: keys = [], GlobalSecondaryIndexes: indexes = [] }: TableDescription = {}): boolean {
  const names = new Set(indexes.map(({ IndexName }) => IndexName));
  return (
    keys.map(({ AttributeName }) => AttributeName).join() === "pk,sk" && names.has(byDayIndex) && names.has(dueIndex)
  );
}
