/** SES's account of this region: what it lets the sender do, how much of it, and at what price. */
import type { GetAccountResponse } from "@aws-sdk/client-sesv2";
import { mailPlans, type PriceList } from "../cost/price-list.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

export type Account = Omit<GetAccountResponse, "$metadata">;

const page = (region: string): string => `https://${region}.console.aws.amazon.com/ses/home?region=${region}#/account`;

export const judgeAccount = (account: Account, region: string): Finding[] => [
  judgeAccess(account),
  judgeSending(account, region),
  judgeSuppression(account),
];

function judgeAccess({ ProductionAccessEnabled: isOut, Details: details }: Account): Finding {
  const about = "sandbox";
  if (isOut) return ok(about, "the account has production access");
  const review = details?.ReviewDetails?.Status;
  const says = "the account is in the sandbox: mail reaches verified addresses only, 200 a day";
  if (review === "PENDING") return wrong(about, `${says}; AWS is reading your request`, "wait for its answer by mail");
  if (review === "DENIED") return wrong(about, `${says}; AWS has denied your request`, "answer in its support case");
  return wrong(about, says, "ask for production access: docs/deploy.md#7-leave-the-ses-sandbox");
}

function judgeSending(
  { SendingEnabled: isOn, EnforcementStatus: standing = "HEALTHY" }: Account,
  region: string,
): Finding {
  const about = "sending";
  if (standing === "SHUTDOWN") return wrong(about, "AWS has stopped the account's sending", `see ${page(region)}`);
  if (!isOn)
    return wrong(
      about,
      "the account's sending is paused",
      "aws sesv2 put-account-sending-attributes --sending-enabled",
    );
  if (standing === "PROBATION") return warning(about, "AWS has put the account under review", `see ${page(region)}`);
  return ok(about, "the account may send");
}

export interface Due {
  readonly count: number;
  /** There is more, which was not counted. */
  readonly isMore: boolean;
}

/** `due` within a day; undefined where that could not be read. */
export function judgeQuota({ SendQuota: quota = {} }: Account, due: Due | undefined): Finding {
  const about = "quota";
  const { Max24HourSend: most = 0, SentLast24Hours: sent = 0, MaxSendRate: rate = 0 } = quota;
  // SES says −1 for an account without a daily limit.
  if (most < 0) return ok(about, `no daily limit, ${rate} a second`);
  const ahead =
    due === undefined
      ? ", what is due could not be read"
      : `, ${due.count}${due.isMore ? " and more" : ""} due within a day`;
  const says = `${sent} of ${most} mails in 24 hours${ahead}, ${rate} a second`;
  const todo = "ask for more: https://console.aws.amazon.com/servicequotas/home/services/ses/quotas";
  if (sent >= most) return wrong(about, `${says}: nothing is sent until the oldest are a day old`, todo);
  if (due !== undefined && sent + due.count > most) return warning(about, `${says}: some will be late`, todo);
  return sent > 0.8 * most ? warning(about, `${says}: nearly used up`, todo) : ok(about, says);
}

/** The prices are those of the price file's region. */
export function judgePlan({ PricingAttributes: plan = {} }: Account, { mail }: PriceList, region: string): Finding {
  const about = "pricing plan";
  const { CurrentPlan: current, NextPlan: next } = plan;
  const [cheap, dear] = [mail.alaCarte, mail.essentials].map(({ dollars }) => dollars.toFixed(2));
  const name = mailPlans.alaCarte;
  if (current === undefined) {
    return warning(about, "SES does not tell the account's plan", `look at ${page(region)}`);
  }
  if (current === "NONE") return ok(about, `${name}, $${cheap} per 1,000 mails`);
  if (next === "NONE") return ok(about, `${current}, and ${name} from the next month on`);
  const costs =
    current === "ESSENTIALS" ? `$${dear} per 1,000 mails instead of $${cheap} ${name}` : "a fee every month";
  return warning(about, `${current}: ${costs}`, "aws sesv2 put-account-pricing-attributes --plan NONE");
}

const reasons = ["BOUNCE", "COMPLAINT"] as const;

function judgeSuppression({ SuppressionAttributes: { SuppressedReasons: on = [] } = {} }: Account): Finding {
  const about = "SES's own list";
  if (reasons.every((reason) => on.includes(reason))) return ok(about, "keeps bounces and complaints of the account");
  const todo = `aws sesv2 put-account-suppression-attributes --suppressed-reasons ${reasons.join(" ")}`;
  return warning(about, "what else the account sends does not keep bounces and complaints off", todo);
}
