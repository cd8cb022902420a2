/** The services of AWS that a deployment is made of, in its region. */
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { patience } from "../patience.ts";

export interface Reach {
  readonly cloudFormation: CloudFormationClient;
  readonly dynamodb: DynamoDBClient;
  readonly ses: SESv2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly scheduler: SchedulerClient;
}

export function reachIn(region: string | undefined): Reach {
  const config = { ...patience, ...(region !== undefined && { region }) };
  return {
    cloudFormation: new CloudFormationClient(config),
    dynamodb: new DynamoDBClient(config),
    ses: new SESv2Client(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    scheduler: new SchedulerClient(config),
  };
}

export function release(reach: Reach): void {
  for (const client of Object.values(reach)) client.destroy();
}
