/** A function bundled with the options that it is deployed with. */
import { join } from "node:path";
import { build } from "esbuild";
import { buildBundle, bundling } from "../bin/bundles.ts";
import type { FunctionName } from "../lib/service-functions.ts";

/** Answers the bundle's file. */
export async function bundle(name: FunctionName, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await buildBundle(name, outfile);
  return outfile;
}

/** What no function that speaks to DynamoDB starts without. */
export async function bundleOfTheSdkAlone(folder: string): Promise<string> {
  const outfile = join(folder, "sdk.mjs");
  const contents = `
    import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
    const client = new DynamoDBClient({});
    export const handler = () => client.send(new GetItemCommand({ TableName: "table", Key: { pk: { S: "key" } } }));`;
  await build({ ...bundling, stdin: { contents, resolveDir: import.meta.dirname }, outfile });
  return outfile;
}
