import { timeoutSeconds } from "../functions/timeouts.ts";

/**
 * The seven functions as data: why each exists, how long it may run, and all it may do with the table. Permissions
 * are granted from here only, and every test holds each function to them, so one that starts to use another operation
 * fails in the first test that meets it. Nothing may scan.
 */
export const serviceFunctions = {
  ingest: {
    purpose: "Accepts interactions and decides which survey, if any, each one earns",
    timeoutSeconds: timeoutSeconds.http,
    table: ["GetItem", "Query", "PutItem", "UpdateItem"],
    indexes: [],
  },
  respond: {
    purpose: "Shows the customer's pages and records answers and unsubscribes",
    timeoutSeconds: timeoutSeconds.http,
    table: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: [],
  },
  api: {
    purpose: "Serves the business: surveys, answers, KPIs, suppressions, keys",
    timeoutSeconds: timeoutSeconds.http,
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["by-day"],
  },
  "dispatch-invitations": {
    purpose: "Sends what is due",
    timeoutSeconds: timeoutSeconds["dispatch-invitations"],
    table: ["DescribeTable", "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["due", "by-day"],
  },
  "compute-kpis": {
    purpose:
      "Folds changed records into days, windows and snapshots, and checks every day that nothing was lost, doubled or miscounted",
    timeoutSeconds: timeoutSeconds["compute-kpis"],
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["by-day", "due"],
  },
  "react-to-changes": {
    purpose:
      "Marks what a changed record makes stale, files answers that go into quarantine, and follows issues and customers who come and go",
    timeoutSeconds: timeoutSeconds["react-to-changes"],
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: [],
  },
  "record-mail-events": {
    purpose: "Records what became of each mail, and stops the sending of a workspace whose mails do harm",
    timeoutSeconds: timeoutSeconds["record-mail-events"],
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
    indexes: ["by-day"],
  },
} as const satisfies Record<string, ServiceFunctionFacts>;

/** The alias of each function by which all the world calls it. */
export const liveAlias = "live";

/** Executions of `record-mail-events`, so that a burst of events cannot take a fresh account's ten away from the API. */
export const mailEventsAtOnce = 5;

export type FunctionName = keyof typeof serviceFunctions;
export const functionNames = Object.keys(serviceFunctions) as FunctionName[];

export type TableAction =
  | "DescribeTable"
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem";
export type TableIndex = "by-day" | "due";

interface ServiceFunctionFacts {
  readonly purpose: string;
  readonly timeoutSeconds: number;
  readonly table: readonly TableAction[];
  readonly indexes: readonly TableIndex[];
}
