/** DMARC of the From address's domain: what receivers do with mail that is neither signed for it nor sent by it (RFC 7489). */
import type { DnsAnswer } from "./dns.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

export interface Standing {
  /** Of the From address. */
  readonly domain: string;
  /** What mails are signed for. */
  readonly signedFor: string | undefined;
}

/** The domains whose policy may hold for one, its own first. */
export function policyDomains(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

/** `answers` in the order of `policyDomains`. */
export function judgeDmarc({ domain, signedFor }: Standing, answers: readonly DnsAnswer[]): Finding {
  const about = "DMARC";
  const advice = `set in DNS: _dmarc.${domain} TXT v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  for (const [index, answer] of answers.entries()) {
    const at = policyDomains(domain)[index] ?? domain;
    if ("silence" in answer) return warning(about, `DNS did not answer for _dmarc.${at} (${answer.silence})`, advice);
    const policies = answer.records.filter((text) => /^v=DMARC1\s*(;|$)/i.test(text));
    if (policies.length > 1) {
      return wrong(about, `_dmarc.${at} has ${policies.length} records, of which none counts`, "leave one of them");
    }
    if (policies[0] !== undefined) return judgePolicy(policies[0], at, { domain, signedFor });
  }
  return warning(about, `${domain} has no policy, and large mailbox providers ask for one`, advice);
}

function judgePolicy(record: string, at: string, { domain, signedFor }: Standing): Finding {
  const about = "DMARC";
  const tags = tagsOf(record);
  const policy = (at === domain ? tags["p"] : (tags["sp"] ?? tags["p"]))?.toLowerCase();
  const says = `_dmarc.${at} TXT ${record}`;
  if (policy === undefined || !["none", "quarantine", "reject"].includes(policy)) {
    return wrong(about, `${says} names no policy`, "write p=none, p=quarantine or p=reject into it");
  }
  const isStrict = tags["adkim"]?.toLowerCase() === "s";
  const aligns = signedFor !== undefined && (isStrict ? signedFor === domain : isOneOf(domain, signedFor));
  if (policy !== "none" && !aligns) {
    const why = signedFor === undefined ? "no mail is signed for it" : `mails are signed for ${signedFor}`;
    return wrong(about, `${says}: receivers ${policy} mails from ${domain}, because ${why}`, alignment(domain));
  }
  if (tags["rua"] === undefined) {
    return warning(about, `${says} asks for no reports`, `add rua=mailto:postmaster@${domain}`);
  }
  return ok(about, says);
}

const alignment = (domain: string): string => `verify ${domain} with SES and set its DKIM records`;

/** Relaxed alignment asks for one organisation; of a parent and its child that is as good as certain. */
const isOneOf = (domain: string, signedFor: string): boolean =>
  `.${domain}`.endsWith(`.${signedFor}`) || `.${signedFor}`.endsWith(`.${domain}`);

const tagsOf = (record: string): Partial<Record<string, string>> =>
  Object.fromEntries(
    record
      .split(";")
      .map((tag) => tag.split("=").map((part) => part.trim()))
      .filter(([name]) => name !== "")
      .map(([name = "", ...value]) => [name.toLowerCase(), value.join("=")]),
  );
