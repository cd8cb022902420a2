/**
 * What the table's stream tells of one workspace, to be told again: it keeps the order of each item's changes, as DynamoDB does,
 * and of nothing else. Whoever goes back tells everything from there on again.
 */
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { readChanges } from "../../functions/adapters/dynamodb/stream-records.ts";
import { isRecordKind } from "../../functions/domain/kpi/fold-kinds.ts";
import type { RecordChange } from "../../functions/domain/record-change.ts";
import { StreamPoller } from "../../local/stream-poller.ts";
import { engineEndpoint } from "../support/engine.ts";
import type { TestHearback } from "../support/hearback.ts";

interface Told {
  readonly item: string;
  readonly change: RecordChange;
}

export class ToldAgain {
  readonly #poller: StreamPoller;
  readonly #told: Told[];
  /** Items whose removal is the doing of time. */
  readonly #expired = new Set<string>();
  #workspaceId = "";
  #place = 0;

  private constructor(poller: StreamPoller, told: Told[]) {
    this.#poller = poller;
    this.#told = told;
  }

  static async open({ dynamodb, tableName }: TestHearback): Promise<ToldAgain> {
    const told: Told[] = [];
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const streams = new DynamoDBStreamsClient({ region: "local", credentials, endpoint: engineEndpoint() });
    const handler = async ({ Records }: { Records: DynamoDBRecord[] }) => {
      const { changes } = readChanges(Records);
      for (const [index, change] of changes.entries()) {
        const { pk, sk } = Records[index]?.dynamodb?.Keys ?? {};
        if (isRecordKind(change.record)) told.push({ item: `${pk?.S} ${sk?.S}`, change });
      }
      return { batchItemFailures: [] };
    };
    return new ToldAgain(await StreamPoller.open({ dynamodb, streams, tableName, handler }), told);
  }

  /** Only of this workspace, and from now on. */
  async follow(workspaceId: string): Promise<void> {
    await this.#poller.drain();
    this.#told.length = 0;
    this.#place = 0;
    this.#workspaceId = workspaceId;
  }

  expire({ pk, sk }: { pk: string; sk: string }): void {
    this.#expired.add(`${pk} ${sk}`);
  }

  /** What is new, from some changes before it on, but the last few; mixed up between items. */
  async next({ again, late, mix }: { again: number; late: number; mix: number }): Promise<Batch> {
    await this.#poller.drain();
    const from = Math.max(0, this.#place - again);
    const until = Math.max(from, this.#told.length - late);
    const batch = this.#told
      .slice(from, until)
      .filter(({ item }) => item.startsWith(`w#${this.#workspaceId}#`))
      .map(({ item, change }) => ({ change: this.#dated(item, change), place: scattered(`${item} ${mix}`) }))
      .sort((a, b) => a.place - b.place)
      .map(({ change }) => change);
    const done = () => {
      this.#place = until;
    };
    return { batch, isEnd: this.#place === this.#told.length, done };
  }

  #dated(item: string, change: RecordChange): RecordChange {
    return change.after === undefined && this.#expired.has(item) ? { ...change, expired: true } : change;
  }
}

export interface Batch {
  readonly batch: readonly RecordChange[];
  /** Nothing had come since the last one. */
  readonly isEnd: boolean;
  /** It is not told again, unless somebody goes back. */
  readonly done: () => void;
}

/** Always the same for the same text. */
function scattered(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
  return hash;
}
