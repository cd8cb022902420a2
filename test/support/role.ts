/**
 * Least privilege in tests. The local engine lets everybody do everything, so every call of a function is held against the
 * facts that its role is made from, and refused as AWS would refuse it.
 */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type FunctionName, serviceFunctions } from "../../lib/service-functions.ts";

/** An action on the table, or on one of its indexes. */
export interface Need {
  readonly action: string;
  readonly index?: string | undefined;
}

export interface Ledger {
  /** What each function has used. */
  readonly used: Map<FunctionName, Set<string>>;
  /** What was refused: a test that ends with anything here has failed, whoever caught the refusal. */
  readonly refused: string[];
}

interface Input {
  readonly IndexName?: string;
  readonly TransactItems?: readonly Record<string, unknown>[];
}

const transacted: Readonly<Record<string, string>> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/** What IAM asks for. A transaction needs no permission of its own, but that of every operation in it. */
export function needsOf(operation: string, { IndexName, TransactItems }: Input): Need[] {
  if (TransactItems === undefined) return [{ action: operation, index: IndexName }];
  return TransactItems.flatMap((item) => Object.keys(item)).map((kind) => ({ action: transacted[kind] ?? kind }));
}

/** As the facts and the template are compared: `GetItem table`, `Query /index/due`. */
export const nameOf = ({ action, index }: Need): string =>
  `${action} ${index === undefined ? "table" : `/index/${index}`}`;

/** All that a function may do with the table. */
export function grantedTo(name: FunctionName): string[] {
  const { table, indexes } = serviceFunctions[name];
  return [...table.map((action) => nameOf({ action })), ...indexes.map((index) => nameOf({ action: "Query", index }))];
}

/** Lets a client do what the function may, and notes it. */
export function holdToRole(name: FunctionName, client: DynamoDBClient, { used, refused }: Ledger): void {
  const granted = new Set(grantedTo(name));
  const noted = new Set<string>();
  used.set(name, noted);
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        for (const need of needsOf(commandName.replace(/Command$/, ""), args.input as Input).map(nameOf)) {
          noted.add(need);
          if (granted.has(need)) continue;
          refused.push(`${name}: ${need}`);
          throw Object.assign(new Error(`${name} is not authorized to perform ${need}.`), {
            name: "AccessDeniedException",
          });
        }
        return next(args);
      },
    { step: "initialize", name: "role" },
  );
}
