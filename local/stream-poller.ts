/**
 * The table's stream, read from the engine as Lambda's event source mapping reads it, and its place kept in the data folder.
 * Whether a shard is closed is told by its iterator running out, never by its EndingSequenceNumber: dynoxide reports one for
 * its only shard although that is open.
 */
import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";

import { readKept, writeKept } from "./kept-file.ts";

export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

export interface StreamPollerParts {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly tableName: string;
  readonly handler: StreamHandler;
  /** Where the last record handled in each shard is kept; without a file the stream is read from its beginning. */
  readonly checkpointFile?: string;
}

interface Shard {
  iterator?: string | undefined;
  lastHandled?: string | undefined;
  isFinished: boolean;
}

export class StreamPoller {
  readonly #parts: StreamPollerParts;
  readonly #shards: Map<string, Shard>;
  #streamArn: string | undefined;

  private constructor(parts: StreamPollerParts, shards: Map<string, Shard>) {
    this.#parts = parts;
    this.#shards = shards;
  }

  static async open(parts: StreamPollerParts): Promise<StreamPoller> {
    const checkpoints = (parts.checkpointFile && (await readKept(parts.checkpointFile, isCheckpoints))) || {};
    const shards = Object.entries(checkpoints).map(
      ([id, lastHandled]) => [id, { lastHandled, isFinished: false }] as const,
    );
    return new StreamPoller(parts, new Map(shards));
  }

  /** Hands on every record there is; answers how many. A batch whose handler fails is handed on again at the next call. */
  async drain(): Promise<number> {
    await this.#findShards();
    let handled = 0;
    for (const [shardId, shard] of this.#shards) {
      let found = 1;
      while (found > 0 && !shard.isFinished) {
        found = await this.#readOnce(shardId, shard);
        handled += found;
      }
    }
    if (handled > 0) await this.#keepCheckpoints();
    return handled;
  }

  async #findShards(): Promise<void> {
    const { dynamodb, streams, tableName } = this.#parts;
    this.#streamArn ??= (
      await dynamodb.send(new DescribeTableCommand({ TableName: tableName }))
    ).Table?.LatestStreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: this.#streamArn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      if (ShardId && !this.#shards.has(ShardId)) this.#shards.set(ShardId, { isFinished: false });
    }
  }

  async #readOnce(shardId: string, shard: Shard): Promise<number> {
    shard.iterator ??= await this.#iterator(shardId, shard);
    try {
      const { Records = [], NextShardIterator } = await this.#parts.streams.send(
        new GetRecordsCommand({ ShardIterator: shard.iterator, Limit: 500 }),
      );
      if (Records.length > 0) await this.#hand(Records);
      shard.lastHandled = Records.at(-1)?.dynamodb?.SequenceNumber ?? shard.lastHandled;
      shard.isFinished = NextShardIterator === undefined;
      shard.iterator = NextShardIterator;
      return Records.length;
    } catch (error) {
      shard.iterator = undefined;
      if (error instanceof ExpiredIteratorException) return 0;
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      shard.lastHandled = undefined;
      return 0;
    }
  }

  async #iterator(shardId: string, { lastHandled }: Shard): Promise<string | undefined> {
    const { ShardIterator } = await this.#parts.streams.send(
      new GetShardIteratorCommand({
        StreamArn: this.#streamArn,
        ShardId: shardId,
        ...(lastHandled === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: lastHandled }),
      }),
    );
    return ShardIterator;
  }

  async #hand(records: readonly _Record[]): Promise<void> {
    const { batchItemFailures } = await this.#parts.handler({ Records: records.map(toLambdaRecord) });
    if (batchItemFailures.length > 0) throw new Error("The stream's handler reported a record it cannot read.");
  }

  async #keepCheckpoints(): Promise<void> {
    const { checkpointFile } = this.#parts;
    if (checkpointFile === undefined) return;
    const checkpoints = [...this.#shards].flatMap(([id, { lastHandled }]) => (lastHandled ? [[id, lastHandled]] : []));
    await writeKept(checkpointFile, Object.fromEntries(checkpoints));
  }
}

const isCheckpoints = (value: unknown): value is Record<string, string> => typeof value === "object" && value !== null;

/** Lambda hands binary values on as base64. */
const toLambdaRecord = (record: _Record): DynamoDBRecord =>
  JSON.parse(
    JSON.stringify(record, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    ),
  ) as DynamoDBRecord;
