/** A function bundled with the options that it is deployed with. */
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { bundling, entryFile } from "../lib/constructs/service-function.ts";
import type { FunctionName } from "../lib/service-functions.ts";

const { format, target, minify, sourceMap, mainFields, loader, externalModules } = bundling;

const options: BuildOptions = {
  bundle: true,
  platform: "node",
  format,
  target,
  minify,
  sourcemap: sourceMap,
  mainFields: [...mainFields],
  loader,
  external: [...externalModules],
  logLevel: "silent",
};

/** Answers the bundle's file. */
export async function bundle(name: FunctionName, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({ ...options, entryPoints: [entryFile(name)], outfile });
  return outfile;
}

/** What no function that speaks to DynamoDB starts without. */
export async function bundleOfTheSdkAlone(folder: string): Promise<string> {
  const outfile = join(folder, "sdk.mjs");
  const contents = `
    import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
    const client = new DynamoDBClient({});
    export const handler = () => client.send(new GetItemCommand({ TableName: "table", Key: { pk: { S: "key" } } }));`;
  await build({ ...options, stdin: { contents, resolveDir: import.meta.dirname }, outfile });
  return outfile;
}
