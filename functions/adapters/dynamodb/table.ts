/**
 * The one table, as few operations as the stores need. It hides what the engine leaves to its callers: an expired item that
 * is still there is not, a failed condition answers what stands instead of throwing, and a table that cannot be reached or
 * has no capacity is `unavailable`.
 */
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  type DynamoDBClient,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { AppError } from "../../domain/errors.ts";
import type { TableIdentity } from "../../domain/send-fence.ts";
import { epochMs, type Instant, toInstant } from "../../domain/time.ts";
import {
  type Changes,
  type Condition,
  conditionExpression,
  projectionExpression,
  updateExpression,
} from "./expressions.ts";
import type { Key } from "./keys.ts";

export type Item = Record<string, unknown>;

/** What a conditional write came to: the item as written, or the one that stood in its way. */
export type Written = { readonly done: true; readonly item: Item } | { readonly done: false; readonly item?: Item };

/** The attributes that come back; all of an item is read and billed for all the same. */
export type Only = readonly string[];

export interface Range {
  readonly index?: string;
  readonly partition: readonly [attribute: string, value: string];
  /** Inclusive at both ends. */
  readonly between?: readonly [attribute: string, low: string, high: string];
  readonly beginsWith?: readonly [attribute: string, prefix: string];
  readonly newestFirst?: boolean;
  /** Not for an index. */
  readonly consistent?: boolean;
  readonly limit?: number;
  /** Items read at once, where not all of a range may be wanted. */
  readonly pageSize?: number;
  readonly only?: Only;
}

/** As many as DynamoDB takes. */
const keysAtOnce = 100;
/** What it leaves unread for want of capacity is asked for again, this often. */
const maxTries = 5;

export class Table {
  readonly #client: DynamoDBDocumentClient;
  readonly #name: string;
  readonly #now: () => Instant;
  readonly #noteRefusal: () => void;

  /** `noteRefusal` hears of every call that came to nothing, after all the client's tries. */
  constructor(client: DynamoDBClient, name: string, now: () => Instant, noteRefusal: () => void = () => {}) {
    this.#client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    this.#name = name;
    this.#now = now;
    this.#noteRefusal = noteRefusal;
  }

  /** DynamoDB Local gives tables no id; there the time tells two of one name apart. */
  async identity(): Promise<TableIdentity> {
    const { Table: table } = await this.#available(() =>
      this.#client.send(new DescribeTableCommand({ TableName: this.#name })),
    );
    const { TableId, TableArn = this.#name, CreationDateTime = new Date(0) } = table ?? {};
    const createdAt = toInstant(CreationDateTime.getTime());
    return { id: TableId ?? `${TableArn} ${createdAt}`, createdAt };
  }

  async get(
    key: Key,
    { consistent = false, only }: Pick<Range, "consistent" | "only"> = {},
  ): Promise<Item | undefined> {
    const projection = only && projected(only);
    const { Item: item } = await this.#available(() =>
      this.#client.send(
        new GetCommand({
          TableName: this.#name,
          Key: key,
          ConsistentRead: consistent,
          ...(projection && { ProjectionExpression: projection.text, ExpressionAttributeNames: projection.names }),
        }),
      ),
    );
    return item && this.#isAlive(item) ? item : undefined;
  }

  /** Those of several items that are there, read consistently and in no order. */
  async getAll(keys: readonly Key[]): Promise<Item[]> {
    const wanted = [...new Map(keys.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }])).values()];
    const found: Item[] = [];
    for (let tries = 0; wanted.length > 0; tries++) {
      if (tries > maxTries + keys.length / keysAtOnce) throw this.#busy(undefined);
      const asked = { [this.#name]: { Keys: wanted.splice(0, keysAtOnce), ConsistentRead: true } };
      const answer = await this.#available(() => this.#client.send(new BatchGetCommand({ RequestItems: asked })));
      found.push(...(answer.Responses?.[this.#name] ?? []));
      wanted.push(...((answer.UnprocessedKeys?.[this.#name]?.Keys ?? []) as Key[]));
    }
    return found.filter((item) => this.#isAlive(item));
  }

  /** Writes a new item; when one stands under its key already, nothing is done and that one answered. */
  async add(item: Key & Item): Promise<Written> {
    return this.put(item, { pk: undefined });
  }

  async put(item: Key & Item, condition?: Condition): Promise<Written> {
    const expression = condition && conditionExpression(condition);
    return this.#conditionally(async () => {
      await this.#client.send(
        new PutCommand({
          TableName: this.#name,
          Item: item,
          ...(expression && {
            ConditionExpression: expression.text,
            ExpressionAttributeNames: expression.names,
            ...(Object.keys(expression.values).length > 0 && { ExpressionAttributeValues: expression.values }),
            ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
          }),
        }),
      );
      return item;
    });
  }

  /** Puts several items in one transaction; false, and nothing written, when a condition does not hold. */
  async putTogether(puts: readonly { item: Key & Item; condition: Condition }[]): Promise<boolean> {
    const items = puts.map(({ item, condition }) => {
      const { text, names, values } = conditionExpression(condition);
      return {
        Put: {
          TableName: this.#name,
          Item: item,
          ConditionExpression: text,
          ExpressionAttributeNames: names,
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
        },
      };
    });
    try {
      await this.#available(() => this.#client.send(new TransactWriteCommand({ TransactItems: items })));
      return true;
    } catch (error) {
      const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
      const codes = new Set(reasons.map(({ Code }) => Code));
      if (codes.has("ConditionalCheckFailed") || codes.has("TransactionConflict")) return false;
      if (codes.has("ThrottlingError") || codes.has("ProvisionedThroughputExceeded")) throw this.#busy(error);
      throw error;
    }
  }

  /** Changes an item that exists. */
  async update(key: Key, changes: Changes, condition: Condition = {}): Promise<Written> {
    const update = updateExpression(changes);
    const guard = conditionExpression({ pk: key.pk, ...condition });
    return this.#conditionally(async () => {
      const { Attributes: item } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#name,
          Key: key,
          UpdateExpression: update.text,
          ConditionExpression: guard.text,
          ExpressionAttributeNames: { ...update.names, ...guard.names },
          ExpressionAttributeValues: { ...update.values, ...guard.values },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return item ?? {};
    });
  }

  /** Changes an item, or makes it of the changes where there is none. */
  async upsert(key: Key, changes: Changes): Promise<void> {
    const { text, names, values } = updateExpression(changes);
    await this.#available(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#name,
          Key: key,
          UpdateExpression: text,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  }

  async delete(key: Key, condition: Condition): Promise<Written> {
    const guard = conditionExpression(condition);
    return this.#conditionally(async () => {
      await this.#client.send(
        new DeleteCommand({
          TableName: this.#name,
          Key: key,
          ConditionExpression: guard.text,
          ExpressionAttributeNames: guard.names,
          ExpressionAttributeValues: guard.values,
        }),
      );
      return {};
    });
  }

  /** The items of a range in order, page by page, up to its limit. */
  async *query(range: Range): AsyncGenerator<Item, void, undefined> {
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    let startKey: QueryCommandInput["ExclusiveStartKey"];
    do {
      const page = await this.#available(() =>
        this.#client.send(new QueryCommand(this.#queryInput(range, startKey, left))),
      );
      for (const item of page.Items ?? []) {
        if (!this.#isAlive(item)) continue;
        yield item;
        if (--left <= 0) return;
      }
      startKey = page.LastEvaluatedKey;
    } while (startKey);
  }

  #queryInput(range: Range, startKey: QueryCommandInput["ExclusiveStartKey"], left: number): QueryCommandInput {
    const { between, beginsWith, only, pageSize = Number.POSITIVE_INFINITY } = range;
    const projection = only && projected(only);
    const atOnce = Math.min(left, pageSize);
    const sort = between?.[0] ?? beginsWith?.[0];
    const condition = between ? "#p = :p AND #s BETWEEN :low AND :high" : "#p = :p AND begins_with(#s, :prefix)";
    return {
      TableName: this.#name,
      ...(range.index !== undefined && { IndexName: range.index }),
      KeyConditionExpression: sort === undefined ? "#p = :p" : condition,
      ...(projection && { ProjectionExpression: projection.text }),
      ExpressionAttributeNames: {
        "#p": range.partition[0],
        ...(sort !== undefined && { "#s": sort }),
        ...projection?.names,
      },
      ExpressionAttributeValues: {
        ":p": range.partition[1],
        ...(between && { ":low": between[1], ":high": between[2] }),
        ...(beginsWith && { ":prefix": beginsWith[1] }),
      },
      ScanIndexForward: !range.newestFirst,
      ...(range.consistent && { ConsistentRead: true }),
      ...(Number.isFinite(atOnce) && { Limit: atOnce }),
      ...(startKey && { ExclusiveStartKey: startKey }),
    };
  }

  async #conditionally(write: () => Promise<Item>): Promise<Written> {
    try {
      return { done: true, item: await this.#available(write) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item ? { done: false, item: unmarshalled(error) } : { done: false };
    }
  }

  /** Translates the engine's passing failures; its word about our own mistakes goes through. */
  async #available<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw isPassing(error) ? this.#busy(error) : error;
    }
  }

  #busy(cause: unknown): AppError {
    this.#noteRefusal();
    return new AppError("unavailable", "The service is busy. Try again in a moment.", { cause });
  }

  #isAlive(item: Item): boolean {
    return typeof item["expiresAt"] !== "number" || item["expiresAt"] * 1000 > epochMs(this.#now());
  }
}

/** With what tells whether the item is still alive. */
const projected = (only: Only) => projectionExpression([...only, "expiresAt"]);

/** lib-dynamodb leaves the item of a failed condition as the engine sent it. */
const unmarshalled = (error: ConditionalCheckFailedException): Item => unmarshall(error.Item ?? {});

const passing = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "InternalServerError",
  "TransactionConflictException",
  "TimeoutError",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
]);

function isPassing(error: unknown): boolean {
  const { name, code, $metadata } = error as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  return passing.has(name ?? "") || passing.has(code ?? "") || ($metadata?.httpStatusCode ?? 0) >= 500;
}
