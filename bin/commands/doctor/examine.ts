/**
 * Looks at a deployment, one part after the other. Each look reads and then judges; one that cannot read says so, and the
 * others go on without it.
 */
import { GetScheduleCommand } from "@aws-sdk/client-scheduler";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { priceLists, standardRegion } from "../cost/price-list.ts";
import { refuseForeignTable } from "../own-table.ts";
import type { Progress } from "../progress.ts";
import type { StackWish } from "../stack-wish.ts";
import type { LookUp } from "./dns.ts";
import { countDue } from "./due.ts";
import { type Finding, ok, wrong } from "./finding.ts";
import { judgeAccount, judgePlan, judgeQuota } from "./judge-account.ts";
import { judgeConfigurationSet } from "./judge-configuration-set.ts";
import { judgeDmarc, policyDomains } from "./judge-dmarc.ts";
import { domainOf, judgeIdentity, recordsOf, signedForOf } from "./judge-identity.ts";
import { judgeRecord } from "./judge-records.ts";
import { judgeAlarms, judgeFailures, judgeHealth, judgeSchedule, judgeStatus } from "./judge-stack.ts";
import { type Reach, reachIn, release } from "./reach.ts";
import { readHealth } from "./read-health.ts";
import { readAccount, readConfigurationSet, readIdentity } from "./read-mail.ts";
import { partsOf, readStack, type StackFacts } from "./read-stack.ts";
import { unseen, whyUnseen } from "./unseen.ts";

interface Ground {
  readonly reach: Reach;
  readonly lookUp: LookUp;
  readonly region: string;
  readonly stack: StackFacts;
}

interface Look {
  readonly about: string;
  /** What credentials must be allowed to do. */
  readonly asks: string;
  look(ground: Ground): Promise<readonly Finding[]>;
}

/** All but the stack itself, in the order in which they are told. */
const looks: readonly Look[] = [
  {
    about: "table",
    asks: "dynamodb:DescribeTable",
    look: async ({ reach, stack }) => {
      const { TableName: name } = stack.outputs;
      if (!name) return [wrong("table", "the stack tells no table", "see whether it is Hearback's")];
      await refuseForeignTable(reach.dynamodb, name);
      return [ok("table", `${name} answers`)];
    },
  },
  {
    about: "API",
    asks: "nothing",
    look: async ({ stack }) => judgeHealth(await readHealth(outputOf(stack, "ApiUrl"))),
  },
  {
    about: "sender",
    asks: "ses:GetEmailIdentity",
    look: lookAtSender,
  },
  {
    about: "account",
    asks: "ses:GetAccount, and dynamodb:Query on the table",
    look: async ({ reach, region, stack }) => {
      const account = await readAccount(reach);
      const due = await countDue(stack.outputs["TableName"], reach).catch(() => undefined);
      const prices = priceLists[region] ?? priceLists[standardRegion];
      const plan = prices ? [judgePlan(account, prices, region)] : [];
      return [...judgeAccount(account, region), judgeQuota(account, due), ...plan];
    },
  },
  {
    about: "events",
    asks: "ses:GetConfigurationSet and ses:GetConfigurationSetEventDestinations",
    look: async ({ reach, stack }) => {
      const topics = partsOf(stack, "AWS::SNS::Topic").map(({ physicalId }) => physicalId);
      const sets = partsOf(stack, "AWS::SES::ConfigurationSet");
      const read = await Promise.all(sets.map(({ physicalId }) => readConfigurationSet(physicalId, reach)));
      return read.flatMap((set) => judgeConfigurationSet(set, topics));
    },
  },
  {
    about: "schedule",
    asks: "scheduler:GetSchedule",
    look: ({ reach, stack }) =>
      Promise.all(
        partsOf(stack, "AWS::Scheduler::Schedule").map(async ({ logicalId, physicalId }) => {
          // CloudFormation may know it by its group, too.
          const Name = physicalId.split("|").at(-1) ?? physicalId;
          const { State } = await reach.scheduler.send(new GetScheduleCommand({ Name }));
          return judgeSchedule(logicalId, State);
        }),
      ),
  },
  {
    about: "failed work",
    asks: "sqs:GetQueueAttributes",
    look: async ({ reach, stack }) => {
      const found = await Promise.all(
        partsOf(stack, "AWS::SQS::Queue").map(async ({ logicalId, physicalId: url }) => {
          const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] });
          const { Attributes: attributes = {} } = await reach.sqs.send(command);
          // What fails in one that leads on to another is found there.
          if (attributes.RedrivePolicy !== undefined) return [];
          const waiting = Number(attributes.ApproximateNumberOfMessages ?? 0);
          return [judgeFailures({ name: logicalId, url, waiting })];
        }),
      );
      return found.flat();
    },
  },
  {
    about: "alarms",
    asks: "sns:ListSubscriptionsByTopic",
    look: async ({ reach, stack }) => {
      const topic = outputOf(stack, "AlarmTopic");
      const { Subscriptions = [] } = await reach.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
      return [judgeAlarms(topic, Subscriptions)];
    },
  },
];

async function lookAtSender({ reach, lookUp, region, stack }: Ground): Promise<Finding[]> {
  const sender = outputOf(stack, "Sender");
  const identity = await readIdentity(sender, reach);
  const found = judgeIdentity(sender, identity);
  // Of a placeholder no DNS would tell anything of use.
  if (!identity || found.length === 1) return found;
  const records = recordsOf(identity, region).map(async ({ about, wanted, isProven }) =>
    judgeRecord(about, wanted, await lookUp(wanted.type, wanted.name), isProven),
  );
  const domain = domainOf(sender);
  const policies = policyDomains(domain).map((at) => lookUp("TXT", `_dmarc.${at}`));
  const standing = { domain, signedFor: signedForOf(identity) };
  return [...found, ...(await Promise.all(records)), judgeDmarc(standing, await Promise.all(policies))];
}

export async function examine({ name, region }: StackWish, lookUp: LookUp, tell: Progress): Promise<Finding[]> {
  const reach = reachIn(region);
  try {
    const stack = await readStack(name, reach).catch((error: unknown) => error as Error);
    if (stack instanceof Error) return [noStack(name, stack), ...(await accountAlone(reach))];
    const findings = [judgeStatus(name, stack.status)];
    const ground = { reach, lookUp, stack, region: await reach.ses.config.region() };
    for (const { about, asks, look } of looks) {
      tell(`looking at ${about}`);
      findings.push(...(await look(ground).catch((error: unknown) => [unseen(about, error, asks)])));
    }
    return findings;
  } finally {
    release(reach);
  }
}

function noStack(name: string, error: Error): Finding {
  if (!error.message.includes("does not exist")) {
    return wrong("stack", whyUnseen(error, `cloudformation:DescribeStacks and ListStackResources on ${name}`));
  }
  return wrong("stack", `there is no stack ${name} in this account and region`, "npx cdk deploy, or say --region");
}

/** What can be told of SES without knowing the stack. */
async function accountAlone(reach: Reach): Promise<readonly Finding[]> {
  try {
    return judgeAccount(await readAccount(reach), await reach.ses.config.region());
  } catch (error) {
    return [unseen("account", error, "ses:GetAccount")];
  }
}

function outputOf({ name, outputs }: StackFacts, key: string): string {
  const value = outputs[key];
  if (!value) throw new Error(`the stack ${name} tells no ${key}; it may be older than this command`);
  return value;
}
