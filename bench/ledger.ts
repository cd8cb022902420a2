/** Capacity as the engine reports it, by function: what every call of the SDK consumed, in table and
 * indexes together, those whose condition failed included. */
import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { FunctionName } from "../local/functions.ts";

export interface Consumed {
  /** Write capacity units. */
  readonly wcu: number;
  /** Read capacity units. */
  readonly rcu: number;
}

const reading = new Set(["GetItemCommand", "GetCommand", "BatchGetItemCommand", "QueryItemCommand", "QueryCommand"]);

interface Metered {
  readonly CapacityUnits?: number;
}

export class Ledger {
  readonly #byFunction = new Map<FunctionName, { wcu: number; rcu: number }>();

  meter(name: FunctionName, client: DynamoDBClient): void {
    client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          // It costs nothing.
          if (commandName === "DescribeTableCommand") return next(args);
          Object.assign(args.input, { ReturnConsumedCapacity: "INDEXES" });
          try {
            const result = await next(args);
            this.#note(name, commandName, result.output);
            return result;
          } catch (error) {
            // DynamoDB bills a write whose condition fails by the item it met; ours are below 1 KB here.
            if (error instanceof ConditionalCheckFailedException) this.#add(name, "wcu", 1);
            throw error;
          }
        },
      { step: "initialize", name: "meterCapacity" },
    );
  }

  /** What a function has consumed since it was last asked, or all of them. */
  take(name: FunctionName): Consumed {
    const { wcu, rcu } = this.#byFunction.get(name) ?? { wcu: 0, rcu: 0 };
    this.#byFunction.delete(name);
    return { wcu, rcu };
  }

  clear(): void {
    this.#byFunction.clear();
  }

  #note(name: FunctionName, commandName: string, output: object): void {
    const { ConsumedCapacity: told } = output as { ConsumedCapacity?: Metered | Metered[] };
    if (told === undefined) throw new Error(`The engine did not tell what ${commandName} consumed.`);
    const units = [told].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    this.#add(name, reading.has(commandName) ? "rcu" : "wcu", units);
  }

  #add(name: FunctionName, unit: "wcu" | "rcu", units: number): void {
    const sums = this.#byFunction.get(name) ?? { wcu: 0, rcu: 0 };
    sums[unit] += units;
    this.#byFunction.set(name, sums);
  }
}
