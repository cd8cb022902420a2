import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/settings.ts";
import { deploy } from "./deploy.ts";

const streamArn = "arn:aws:dynamodb:eu-west-1:111122223333:table/hearback-restored/stream/2026-11-22T06:00:00.000";
const copyToVault = "arn:aws:backup:eu-central-1:444455556666:backup-vault:far-away";
const backup = { keepDays: 365, coldAfterDays: 30, copyToVault };

describe("a daily backup", () => {
  const { app, resources } = deploy({ backup });

  it("is kept, gets cold and is copied as the setting says, and outlives the stack", () => {
    const lifecycle = { DeleteAfterDays: 365, MoveToColdStorageAfterDays: 30 };
    const [[vault] = []] = resources("AWS::Backup::BackupVault");
    expect(resources("AWS::Backup::BackupPlan").map(([, plan]) => plan.BackupPlan.BackupPlanRule)).toEqual([
      [
        {
          RuleName: "daily",
          ScheduleExpression: "cron(0 3 * * ? *)",
          TargetBackupVault: { "Fn::GetAtt": [vault, "BackupVaultName"] },
          Lifecycle: lifecycle,
          CopyActions: [{ DestinationBackupVaultArn: copyToVault, Lifecycle: lifecycle }],
        },
      ],
    ]);
  });

  it("is of the one table, by a role that may do nothing else", () => {
    const [[table] = []] = resources("AWS::DynamoDB::Table");
    const arn = { "Fn::GetAtt": [table, "Arn"] };
    const [[, selection] = []] = resources("AWS::Backup::BackupSelection");
    expect(selection.BackupSelection.Resources).toEqual([arn]);
    const [role] = selection.BackupSelection.IamRoleArn["Fn::GetAtt"];
    const policies = resources("AWS::IAM::Policy").filter(([, { Roles }]) => Roles[0].Ref === role);
    const statements = policies.flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement);
    expect(statements.flatMap(({ Resource }) => Resource)).toHaveLength(4);
    expect(statements.flatMap(({ Resource }) => Resource)).not.toContain("*");
    expect(resources("AWS::IAM::Role").find(([id]) => id === role)?.[1].ManagedPolicyArns).toBeUndefined();
  });

  it.each([new AwsSolutionsChecks(), new ServerlessChecks()])("satisfies cdk-nag's $name checks", (checks) => {
    expect(checks.validateScope(app).violations).toEqual([]);
  });

  it("is not made unless it is asked for", () => {
    expect(deploy().resources("AWS::Backup::BackupPlan")).toEqual([]);
  });

  it.each([
    [{ keepDays: 0 }, /^- backup\.keepDays must be whole numbers of days/m],
    [{ keepDays: 100, coldAfterDays: 30 }, /^- backup\.keepDays must be 90 days above coldAfterDays/m],
    [{ keepDays: 30, copyToVault: "far" }, /^- backup\.copyToVault must be .* the ARN of a vault/m],
  ])("refuses %j and says why", (value, why) => {
    expect(() => readSettings({ sender: "ask@shop.example", backup: value })).toThrow(why);
  });
});

describe("a restored table", () => {
  it("takes the place of the stack's own: every function uses it, and its stream and indexes", () => {
    const { resources, functions, permissionsOf } = deploy({ restoredTable: streamArn });
    expect(resources("AWS::DynamoDB::Table")).toEqual([]);
    const names = functions.map(({ properties }) => properties.Environment.Variables.TABLE_NAME);
    expect(new Set(names)).toEqual(new Set(["hearback-restored"]));
    const sources = resources("AWS::Lambda::EventSourceMapping").map(([, { EventSourceArn }]) => EventSourceArn);
    expect(sources).toContain(streamArn);
    expect(JSON.stringify(permissionsOf("dispatch-invitations"))).toContain("table/hearback-restored/index/due");
  });

  it("is known by its stream", () => {
    const given = { sender: "ask@shop.example", restoredTable: streamArn.replace(/\/stream.*/, "") };
    expect(() => readSettings(given)).toThrow(/^- restoredTable must be the ARN of a table's stream/m);
  });
});
