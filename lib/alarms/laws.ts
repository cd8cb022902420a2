import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { filled, ownMetric, type Watched } from "../watched.ts";
import type { AlarmFacts } from "./alarm-facts.ts";

const aDay = 24 * 60;

/** What Hearback knows of itself: nobody is forgotten, asked twice or late, and figures are true and fresh. */
export function alarmsOfLaws({ service, kpiEveryMinutes }: Watched): Record<string, AlarmFacts> {
  const tooStale = 2 * kpiEveryMinutes * 60 + 300;
  return {
    MailsLate: {
      harm: "Customers are asked long after what they are asked about: the oldest mail has been due for half an hour, although SES takes mails.",
      patience: "A few minutes late is an import that is being worked off.",
      runbook: "mails-leave-late",
      metric: ownMetric(service, "MailSecondsLate", Stats.MAXIMUM, 5),
      from: 30 * 60,
      periods: 2,
    },
    MailsUnconfirmed: {
      harm: "Customers may not have been asked: of several mails nobody has known for an hour whether SES took them, and after a day they are given up.",
      patience: "One or two are cleared up by the events of the next mails.",
      runbook: "invitations-stay-unconfirmed",
      // Each is looked at every quarter of an hour, or a minute later.
      metric: ownMetric(service, "MailsUnconfirmed", Stats.SUM, 20),
      from: 3,
      periods: 3,
    },
    EntriesPushedBack: {
      harm: "Customers are asked late or not at all: invitations throw whenever they are to be sent, and each is given up at its ninth error.",
      patience: "What throws once or twice is tried again within minutes.",
      runbook: "invitations-throw",
      metric: ownMetric(service, "EntriesPushedBack", Stats.SUM, 60),
      from: 5,
      periods: 1,
    },
    DoubleSends: {
      harm: "A customer got the same mail twice.",
      patience: "It never happens by itself, so once is enough.",
      runbook: "a-mail-was-sent-twice",
      metric: ownMetric(service, "DoubleSends", Stats.SUM, 5),
      from: 1,
      periods: 1,
      againstRollouts: true,
    },
    LawsBroken: {
      harm: "Interactions or invitations were lost, forgotten or doubled: customers are not asked or asked twice. Or figures are not those of the records, and the business reads wrong ones.",
      patience: "The check looks twice at what seems wrong before it counts it.",
      runbook: "a-law-is-broken",
      metric: ownMetric(service, "LawsBroken", Stats.SUM, aDay),
      from: 1,
      periods: 1,
    },
    LawsChecked: {
      harm: "Nobody would learn that interactions are lost or mails doubled: for two days the daily check has not come to its end.",
      patience: "A single day that was missed is made good by the next.",
      runbook: "the-daily-check-does-not-come-to-its-end",
      metric: filled(ownMetric(service, "LawsChecked", Stats.SUM, aDay), 0),
      periods: 2,
      withoutValue: "bad",
    },
    FiguresStale: {
      harm: "The business steers by old figures: answers have waited for more than two computations to be counted, or no computation has come to its end.",
      patience: "One that fails is made good by the next.",
      runbook: "figures-do-not-move",
      metric: filled(ownMetric(service, "FigureSecondsStale", Stats.MAXIMUM, kpiEveryMinutes), tooStale),
      from: tooStale,
      periods: 3,
      withoutValue: "bad",
    },
  };
}
