/**
 * The seven functions as data: why each exists, how long it may run, and all it may do with the table. Permissions
 * are granted from here only, so a function that starts to use another operation fails in `test/lib` or in review,
 * not because some grant elsewhere was wider than it looked. Nothing may scan.
 */
export const serviceFunctions = {
  ingest: {
    purpose: "Accepts interactions and decides which survey, if any, each one earns",
    timeoutSeconds: 10,
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
    indexes: [],
  },
  respond: {
    purpose: "Shows the customer's pages and records answers and unsubscribes",
    timeoutSeconds: 10,
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: [],
  },
  api: {
    purpose: "Serves the business: surveys, answers, KPIs, keys",
    timeoutSeconds: 10,
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["by-day"],
  },
  "dispatch-invitations": {
    purpose: "Sends what is due",
    timeoutSeconds: 60,
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["due"],
  },
  "compute-kpis": {
    purpose: "Folds changed records into days, windows and snapshots",
    timeoutSeconds: 300,
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["by-day"],
  },
  "react-to-changes": {
    purpose: "Marks what a changed record makes stale",
    timeoutSeconds: 60,
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: [],
  },
  "record-mail-events": {
    purpose: "Records what became of each mail: delivered, delayed, bounced, complained about",
    timeoutSeconds: 30,
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: [],
  },
} as const satisfies Record<string, ServiceFunctionFacts>;

export type FunctionName = keyof typeof serviceFunctions;
export const functionNames = Object.keys(serviceFunctions) as FunctionName[];

export type TableAction = "GetItem" | "BatchGetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem";
export type TableIndex = "by-day" | "due";

interface ServiceFunctionFacts {
  readonly purpose: string;
  readonly timeoutSeconds: number;
  readonly table: readonly TableAction[];
  readonly indexes: readonly TableIndex[];
}
