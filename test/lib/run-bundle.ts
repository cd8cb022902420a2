/**
 * A program for Lambda's Node, outside of any test runner: takes work on standard input, hands the events to a bundle's
 * handler one after the other, and writes the results to descriptor 3. Standard output is the function's own log.
 */
import { readFileSync, writeSync } from "node:fs";
import { lambdaContext } from "../../local/lambda-context.ts";

const { file, exported, functionName, timeoutMs, events } = JSON.parse(readFileSync(0, "utf8"));
const { [exported]: handler } = await import(file);
const results = [];
for (const event of events) results.push(await handler(event, lambdaContext(functionName, timeoutMs)));
writeSync(3, JSON.stringify({ node: process.version, results }));
process.exit(0);
