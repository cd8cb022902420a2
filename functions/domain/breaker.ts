/**
 * When a workspace's sending is stopped: its last 1,000 mails were complained about or bounced so often that mail services
 * would soon take no mail of the whole account. SES puts an account under review at 0.1 % complaints or 5 % bounces.
 */
import type { Invitation, MailEventEntry } from "./invitation.ts";
import type { Instant } from "./time.ts";
import type { SendingPause } from "./workspace.ts";

/** Fewer mails say too little. */
export const judgedMails = 1000;
export const judgedDays = 60;

/** Percent that may be reached and not passed, the worse thing first. */
const limits = [
  { because: "complaints", event: "complained", percent: 0.1 },
  { because: "bounces", event: "bounced", percent: 5 },
] as const;

export type Judgement = Pick<SendingPause, "because" | "percent">;

/** Judges invitations that were mailed, the newest first, by what was told since. A reminder is judged with its first mail. */
export function judge(mailed: readonly Invitation[], since: Instant): Judgement | undefined {
  if (mailed.length < judgedMails) return undefined;
  const judged = mailed.slice(0, judgedMails);
  for (const { because, event, percent: limit } of limits) {
    const bad = judged.filter(({ mailEvents = [] }) =>
      mailEvents.some((entry) => entry.event === event && entry.at >= since && isOwn(entry)),
    );
    const percent = (bad.length * 100) / judgedMails;
    if (percent > limit) return { because, percent };
  }
  return undefined;
}

/** SES kept it back because of what another sender of the account had done, and does not count it either. */
const isOwn = ({ reason = "" }: MailEventEntry): boolean => !reason.endsWith("OnAccountSuppressionList");
