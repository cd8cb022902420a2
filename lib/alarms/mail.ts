import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { ownMetric, reputation, type Watched } from "../watched.ts";
import type { AlarmFacts } from "./alarm-facts.ts";

/** Whether mail leaves, and what receivers think of it. */
export function alarmsOfMail({ service }: Watched): Record<string, AlarmFacts> {
  return {
    SendingPaused: {
      harm: "The customers of a workspace are not asked: too many of its mails bounced or were complained about, and going on would cost every workspace its reputation.",
      patience: "It stays so until somebody acts, so once is enough.",
      runbook: "a-workspaces-sending-is-paused",
      metric: ownMetric(service, "SendingPaused", Stats.SUM, 5),
      from: 1,
      periods: 1,
    },
    SendingFenced: {
      harm: "No customer of any workspace is asked: the table was restored or copied from another and may not send until somebody has told it what was mailed meanwhile.",
      patience: "It stays so until somebody acts, so once is enough.",
      runbook: "sending-is-held-back-after-a-restore",
      metric: ownMetric(service, "SendingFenced", Stats.SUM, 5),
      from: 1,
      periods: 1,
    },
    SendingBlocked: {
      harm: "No customer of any workspace is asked: SES has refused the account for a quarter of an hour. What is due waits, until its link expires.",
      patience: "A refusal of some minutes is made good by the next run.",
      runbook: "mails-do-not-go-out",
      metric: ownMetric(service, "SendingBlocked", Stats.SUM, 5),
      from: 1,
      periods: 3,
    },
    DailyQuotaReached: {
      harm: "Customers are asked hours or days late: SES's quota of 24 hours is used up, and what is due waits for it.",
      patience: "It frees itself over hours only, so once is enough.",
      runbook: "mails-do-not-go-out",
      metric: ownMetric(service, "DailyQuotaReached", Stats.SUM, 5),
      from: 1,
      periods: 1,
    },
    BounceRate: {
      harm: "No customer of any workspace will be asked soon: 5 % of the account's mails bounce, where SES begins to review an account and may stop it.",
      patience: "SES itself judges over many mails.",
      runbook: "the-accounts-reputation-falls",
      metric: reputation("BounceRate", 60),
      from: 0.05,
      periods: 1,
      withoutValue: "as before",
    },
    ComplaintRate: {
      harm: "No customer of any workspace will be asked soon: 0.1 % of the account's mails are complained about, where SES begins to review an account and may stop it.",
      patience: "SES itself judges over many mails.",
      runbook: "the-accounts-reputation-falls",
      metric: reputation("ComplaintRate", 60),
      from: 0.001,
      periods: 1,
      withoutValue: "as before",
    },
  };
}
