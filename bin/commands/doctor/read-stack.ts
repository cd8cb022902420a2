/** A stack as CloudFormation knows it: how it stands, what it tells of itself, and what it is made of. */
import { DescribeStacksCommand, paginateListStackResources, type StackStatus } from "@aws-sdk/client-cloudformation";
import type { Reach } from "./reach.ts";

export interface StackPart {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

export interface StackFacts {
  readonly name: string;
  readonly status: StackStatus | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly parts: readonly StackPart[];
}

export async function readStack(name: string, { cloudFormation }: Reach): Promise<StackFacts> {
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
  const parts: StackPart[] = [];
  for await (const { StackResourceSummaries: found = [] } of paginateListStackResources(
    { client: cloudFormation },
    { StackName: name },
  )) {
    for (const { ResourceType: type, LogicalResourceId: logicalId, PhysicalResourceId: physicalId } of found) {
      if (type && logicalId && physicalId) parts.push({ type, logicalId, physicalId });
    }
  }
  const outputs = (stack?.Outputs ?? []).map(({ OutputKey: key = "", OutputValue: value = "" }) => [key, value]);
  return { name, status: stack?.StackStatus, outputs: Object.fromEntries(outputs), parts };
}

export const partsOf = ({ parts }: StackFacts, type: string): readonly StackPart[] =>
  parts.filter((part) => part.type === type);
