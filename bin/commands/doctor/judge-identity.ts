/** The identity by which SES lets the sender send, and the DNS records that it stands on. */
import type { GetEmailIdentityResponse } from "@aws-sdk/client-sesv2";
import { type Finding, ok, warning, wrong } from "./finding.ts";
import type { WantedRecord } from "./judge-records.ts";

/** Of an address, or of what is a domain already. */
export const domainOf = (identity: string): string => identity.slice(identity.lastIndexOf("@") + 1);

export interface Identity extends GetEmailIdentityResponse {
  readonly name: string;
}

/** What SES may know the sender by: the address itself, its domain, and the domains above that. */
export function identitiesOf(sender: string): string[] {
  const labels = domainOf(sender).split(".");
  return [sender, ...labels.slice(0, -1).map((_, index) => labels.slice(index).join("."))];
}

export function judgeIdentity(sender: string, identity: Identity | undefined): Finding[] {
  const about = "sender";
  if (/[@.]example\.(com|net|org)$/.test(sender)) {
    return [wrong(about, `${sender} is the placeholder`, "set the sender to an address of yours and deploy again")];
  }
  if (!identity) {
    const todo = `aws sesv2 create-email-identity --email-identity ${domainOf(sender)}`;
    return [wrong(about, `SES knows no identity for ${sender} in this region`, todo)];
  }
  const { name, VerifiedForSendingStatus: isVerified, VerificationStatus: status } = identity;
  const verified = isVerified
    ? ok(about, `SES has verified ${name} for ${sender}`)
    : wrong(about, `SES has not verified ${name} (${status}), and sends nothing`, verifyBy(name, status));
  return [verified, judgeDkim(identity), judgeMailFrom(identity)];
}

const verifyBy = (name: string, status: string | undefined): string =>
  name.includes("@")
    ? `follow the link in the mail that SES has sent to ${name}`
    : status === "FAILED"
      ? `set the DKIM records below; SES has stopped looking: aws sesv2 put-email-identity-dkim-attributes --email-identity ${name} --signing-enabled`
      : "set the DKIM records below, and wait for SES to see them";

function judgeDkim({ name, DkimAttributes: dkim = {} }: Identity): Finding {
  const about = "DKIM";
  if (!dkim.SigningEnabled) {
    const todo = `aws sesv2 put-email-identity-dkim-attributes --email-identity ${name} --signing-enabled`;
    return wrong(about, `mails from ${name} are not signed`, todo);
  }
  return dkim.Status === "SUCCESS"
    ? ok(about, `mails are signed for ${name}`)
    : wrong(about, `mails are not signed yet for ${name} (${dkim.Status})`, "set the DKIM records below");
}

function judgeMailFrom({ name, MailFromAttributes: mailFrom }: Identity): Finding {
  const about = "MAIL FROM";
  const { MailFromDomain: domain, MailFromDomainStatus: status } = mailFrom ?? {};
  if (!domain) {
    const todo = `aws sesv2 put-email-identity-mail-from-attributes --email-identity ${name} --mail-from-domain bounces.${domainOf(name)}`;
    return warning(about, "SES uses a domain of its own, so that SPF does not align", todo);
  }
  return status === "SUCCESS"
    ? ok(about, `${domain} is in use`)
    : warning(
        about,
        `${domain} is not in use yet (${status}): SES uses a domain of its own`,
        "set its two records below",
      );
}

interface Labelled {
  readonly about: string;
  readonly wanted: WantedRecord;
  /** SES has seen it. */
  readonly isProven: boolean;
}

/** The records that SES asks for. */
export function recordsOf({ name, DkimAttributes, MailFromAttributes }: Identity, region: string): Labelled[] {
  const {
    Tokens = [],
    SigningHostedZone = "dkim.amazonses.com",
    SigningAttributesOrigin = "AWS_SES",
  } = DkimAttributes ?? {};
  // Keys that one brings oneself are no CNAME records, and an address has those of its domain.
  const tokens = name.includes("@") || !SigningAttributesOrigin.startsWith("AWS_SES") ? [] : Tokens;
  const keys = tokens.map((token, index) => ({
    about: `DKIM record ${index + 1}`,
    wanted: { type: "CNAME", name: `${token}._domainkey.${name}`, value: `${token}.${SigningHostedZone}` } as const,
    isProven: DkimAttributes?.Status === "SUCCESS",
  }));
  const { MailFromDomain: domain, MailFromDomainStatus } = MailFromAttributes ?? {};
  if (!domain) return keys;
  const isProven = MailFromDomainStatus === "SUCCESS";
  return [
    ...keys,
    {
      about: "MAIL FROM record",
      wanted: { type: "MX", name: domain, value: `10 feedback-smtp.${region}.amazonses.com` },
      isProven,
    },
    { about: "SPF", wanted: { type: "TXT", name: domain, value: "v=spf1 include:amazonses.com ~all" }, isProven },
  ];
}

/** What DMARC holds the From address against. */
export const signedForOf = (identity: Identity | undefined): string | undefined =>
  identity?.DkimAttributes?.SigningEnabled && identity.DkimAttributes.Status === "SUCCESS"
    ? domainOf(identity.name)
    : undefined;
