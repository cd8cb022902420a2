/** What a deployed stack tells of itself by its outputs: its table, where its API answers, and how long it keeps records. */
import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { awsTroubleOf } from "./aws-trouble.ts";
import { type Failure, failed } from "./failure.ts";
import { patience } from "./patience.ts";

const output = "TableName";
const notCloudFormation = "What answers in CloudFormation's place does not speak as CloudFormation does.";

export interface ToldByStack {
  readonly tableName: string;
  readonly apiUrl: string | undefined;
  /** A stack that was deployed by a release before this output does not tell. */
  readonly recordRetentionDays: number | undefined;
}

export async function toldByStack(name: string): Promise<ToldByStack> {
  const client = new CloudFormationClient(patience);
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const told = (key: string) => stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    const tableName = told(output);
    const retention = told("RecordRetentionDays");
    const recordRetentionDays = retention === undefined ? undefined : Number(retention);
    if (tableName) return { tableName, apiUrl: told("ApiUrl"), recordRetentionDays };
    throw failed(stack ? whyWithoutTable(name, stack.StackStatus) : notCloudFormation);
  } catch (error) {
    throw (await failureOf(error, name, () => client.config.region())) ?? error;
  } finally {
    client.destroy();
  }
}

/** A stack has its outputs once it was created, whatever is done to it later. */
const withoutOutputs: Partial<Record<NonNullable<Stack["StackStatus"]>, string>> = {
  REVIEW_IN_PROGRESS: "has not been created yet: its change set has to be executed first",
  CREATE_IN_PROGRESS: "is still being created; try again when that is done",
  CREATE_FAILED: "could not be created; delete it and deploy again",
  ROLLBACK_IN_PROGRESS: "could not be created and is being rolled back",
  ROLLBACK_COMPLETE: "could not be created and was rolled back; delete it and deploy again",
  ROLLBACK_FAILED: "could not be created, nor rolled back; delete it and deploy again",
  DELETE_IN_PROGRESS: "is being deleted",
  DELETE_COMPLETE: "has been deleted; if its table was retained, name that with --table",
  DELETE_FAILED: "is deleted in part; if its table is still there, name that with --table",
};

function whyWithoutTable(name: string, status: Stack["StackStatus"]): string {
  const why = status === undefined ? undefined : withoutOutputs[status];
  return `The stack ${name} ${why ?? `is not Hearback's: it has no output ${output}`}.`;
}

/** What is said of the stack itself; credentials and the like are told as for any other service. */
async function failureOf(error: unknown, name: string, region: () => Promise<string>): Promise<Failure | undefined> {
  const trouble = awsTroubleOf(error);
  switch (trouble?.kind) {
    case "not valid":
      return trouble.error.message.includes("does not exist")
        ? failed(`There is no stack ${name} in this account's region ${await region()}.`, error)
        : failed(`CloudFormation does not take ${name} for the name of a stack.`, error);
    case "not allowed":
      return failed(`AWS refuses: these credentials may not describe the stack ${name}.`, error);
    case "not reached":
      return failed("CloudFormation cannot be reached; check the region and the network.", error);
    case "busy":
      return failed("CloudFormation is busy; try again in a moment.", error);
    case "not AWS":
      return failed(notCloudFormation, error);
    default:
      return undefined;
  }
}
