import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  Table as DynamoTable,
  type ITable,
  ProjectionType,
  StreamViewType,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FilterCriteria, FilterRule, type IFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import { type FunctionName, serviceFunctions } from "../service-functions.ts";
import type { Settings } from "../settings.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import { FailureQueue } from "./failure-queue.ts";

type TableSettings = Pick<Settings, "tableRemoval" | "maxReadRequestUnits" | "maxWriteRequestUnits">;

/**
 * The one table that holds everything, its two indexes, and its stream. It has no name of its own: a retained table
 * would otherwise stand in the way of the next deployment. Not a TableV2: that is a global table of one region to
 * CloudFormation, which fewer tools and emulators know, and which cannot be encrypted by a key where the region is not.
 */
export class Table extends Construct {
  readonly table: ITable;
  readonly #key: EncryptionKey | undefined;
  /** Where changes end that nobody could react to. */
  readonly failedChanges: FailureQueue;

  constructor(
    scope: Construct,
    id: string,
    settings: TableSettings & Pick<Settings, "restoredTable">,
    key?: EncryptionKey,
  ) {
    super(scope, id);
    this.#key = key;
    const { restoredTable } = settings;
    this.table = restoredTable === undefined ? this.#create(settings) : this.#adopt(restoredTable);
    this.failedChanges = new FailureQueue(this, "FailedChanges", key?.key);
  }

  /**
   * One that was restored stands in for the stack's own, which is let go and, unless it was to be destroyed, stays. It is set up by
   * hand: the stack knows nothing of it but its stream.
   */
  #adopt(tableStreamArn: string): ITable {
    const tableArn = tableStreamArn.replace(/\/stream\/.*$/, "");
    return DynamoTable.fromTableAttributes(this, "Restored", { tableArn, tableStreamArn });
  }

  #create(settings: TableSettings): ITable {
    const key = this.#key;
    const keep = settings.tableRemoval === "retain";
    const { maxReadRequestUnits, maxWriteRequestUnits } = settings;
    // Of the table and each index by itself: DynamoDB knows no limit of both together.
    const limits = {
      ...(maxReadRequestUnits !== undefined && { maxReadRequestUnits }),
      ...(maxWriteRequestUnits !== undefined && { maxWriteRequestUnits }),
    };
    const table = new DynamoTable(this, "Table", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...limits,
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key.key }),
      timeToLiveAttribute: "expiresAt",
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    table.addGlobalSecondaryIndex({
      ...limits,
      indexName: "by-day",
      partitionKey: { name: "dayPk", type: AttributeType.STRING },
      sortKey: { name: "daySk", type: AttributeType.STRING },
    });
    table.addGlobalSecondaryIndex({
      ...limits,
      indexName: "due",
      partitionKey: { name: "duePk", type: AttributeType.STRING },
      sortKey: { name: "dueAt", type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    // CDK's own types do not hold under exactOptionalPropertyTypes; its Table is an ITable.
    return table as ITable;
  }

  /** Grants what `service-functions.ts` lists. CDK's own grants are not used: all of them include Scan. */
  allow(grantee: IGrantable, name: FunctionName): void {
    this.#key?.allowTableUse(grantee);
    const { table: actions, indexes } = serviceFunctions[name];
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn],
      }),
    );
    if (indexes.length === 0) return;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["dynamodb:Query"],
        resources: indexes.map((index) => `${this.table.tableArn}/index/${index}`),
      }),
    );
  }

  /**
   * Feeds changes to one function: those of records that stand in the by-day index, because figures are made of nothing
   * else, and of responses, whose answers may have to go into quarantine though none counts. The marks and folds that
   * follow from a change would otherwise come round as changes again. A record that
   * keeps failing is parted from its batch by halving, so that it alone is given up and noted in a queue; the note names the range
   * that must be recounted. A shard is read in order: until then, for six hours at most, what lies behind the record waits.
   */
  streamTo(consumer: IFunction): void {
    consumer.addEventSource(
      new DynamoEventSource(this.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // Marks rest a minute before they are folded, so half of one more hardly shows, and saves writes and calls.
        maxBatchingWindow: Duration.seconds(30),
        bisectBatchOnError: true,
        // Enough to outlast a table without capacity; a record that cannot be read is parted from the others meanwhile.
        retryAttempts: 100,
        maxRecordAge: Duration.hours(6),
        reportBatchItemFailures: true,
        filters: [
          { NewImage: { dayPk: { S: FilterRule.exists() } } },
          { OldImage: { dayPk: { S: FilterRule.exists() } } },
          { NewImage: { record: { S: FilterRule.isEqual("response") } } },
        ].map((dynamodb) => FilterCriteria.filter({ dynamodb })),
        onFailure: new SqsDlq(this.failedChanges),
      }),
    );
  }
}
