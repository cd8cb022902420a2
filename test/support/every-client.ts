/** One client that stands for several: what a test puts into its middleware stack is met by the calls of all. */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { override } from "./override.ts";

type Stack = DynamoDBClient["middlewareStack"];

export function everyClient(first: DynamoDBClient, others: readonly DynamoDBClient[]): DynamoDBClient {
  const stacks = [first, ...others].map(({ middlewareStack }) => middlewareStack);
  const add = (...given: Parameters<Stack["add"]>) => {
    for (const stack of stacks) stack.add(...given);
  };
  const remove = (...given: Parameters<Stack["remove"]>) =>
    stacks.map((stack) => stack.remove(...given)).some((isRemoved) => isRemoved);
  return override(first, { middlewareStack: override(first.middlewareStack, { add, remove }) });
}
