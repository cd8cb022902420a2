import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
  type IBackupVault,
} from "aws-cdk-lib/aws-backup";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Schedule } from "aws-cdk-lib/aws-events";
import { type IRole, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";
import type { EncryptionKey } from "./encryption-key.ts";

interface BackupsProps {
  readonly table: ITable;
  readonly wish: NonNullable<Settings["backup"]>;
  readonly encryption?: EncryptionKey | undefined;
}

/**
 * A daily backup of the table that outlives table and stack, and point-in-time recovery's 35 days. AWS Backup rather than
 * DynamoDB's own on-demand backups, which nothing makes by itself or copies elsewhere.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { table, wish, encryption }: BackupsProps) {
    super(scope, id);
    const { keepDays, coldAfterDays, copyToVault } = wish;
    const { tableArn } = table;
    // A vault with backups in it cannot be deleted anyway.
    const vault = new BackupVault(this, "Vault", { removalPolicy: RemovalPolicy.RETAIN });
    const deleteAfter = Duration.days(keepDays);
    const copy = copyToVault === undefined ? undefined : BackupVault.fromBackupVaultArn(this, "Copy", copyToVault);
    const kept = {
      deleteAfter,
      ...(coldAfterDays !== undefined && { moveToColdStorageAfter: Duration.days(coldAfterDays) }),
    };
    const plan = new BackupPlan(this, "Plan", {
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ...kept,
          ruleName: "daily",
          scheduleExpression: Schedule.cron({ hour: "3", minute: "0" }),
          ...(copy && { copyActions: [{ destinationBackupVault: copy, ...kept }] }),
        }),
      ],
    });
    const role = this.#role(tableArn, vault, copy);
    encryption?.allowTableUse(role);
    new BackupSelection(this, "Selection", {
      backupPlan: plan,
      resources: [BackupResource.fromArn(tableArn)],
      role,
      disableDefaultBackupPolicy: true,
    });
  }

  /** As AWS's managed policy has it for DynamoDB, of this one table and these vaults. */
  #role(tableArn: string, vault: IBackupVault, copy: IBackupVault | undefined): IRole {
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("backup.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
      }),
    });
    const allow = (actions: string[], ...resources: string[]) =>
      role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
    const ofTable = ["DescribeTable", "CreateBackup", "StartAwsBackupJob", "ListTagsOfResource"];
    allow(
      ofTable.map((action) => `dynamodb:${action}`),
      tableArn,
    );
    allow(["dynamodb:DescribeBackup", "dynamodb:DeleteBackup"], `${tableArn}/backup/*`);
    const vaults = [vault, ...(copy ? [copy] : [])].map(({ backupVaultArn }) => backupVaultArn);
    allow(["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], ...vaults);
    // The rule is named by the resource as it stands in the template.
    const arn: string | { "Fn::GetAtt": string[] } = stack.resolve(tableArn);
    const resource = typeof arn === "string" ? arn : `<${arn["Fn::GetAtt"].join(".")}>`;
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}/backup/*]`,
      reason: "DynamoDB makes up the name of each backup, so they are named by the table that they are of.",
    });
    return role;
  }
}
