/** Holds DNS against what it should say, a record at a time. */
import type { DnsAnswer, RecordType } from "./dns.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

export interface WantedRecord {
  readonly type: RecordType;
  readonly name: string;
  readonly value: string;
}

/** `isProven` where SES has seen the record itself: then it stands, whatever a server in between still says. */
export function judgeRecord(about: string, wanted: WantedRecord, answer: DnsAnswer, isProven: boolean): Finding {
  const { type, name, value } = wanted;
  const todo = `set in DNS: ${name} ${type} ${value}`;
  if ("silence" in answer) return warning(about, `DNS did not answer for ${name} (${answer.silence})`, todo);
  const found = answer.records.map((record) => plain(type, record));
  if (type === "TXT") return judgeSpf(about, wanted, found, todo);
  if (found.includes(plain(type, value)) && found.length === 1) return ok(about, `${name} ${type} ${value}`);
  const says = found.length === 0 ? `${name} has no ${type} record` : `${name} ${type} is ${found.join(" and ")}`;
  return isProven ? warning(about, `${says}, although SES has seen it`, todo) : wrong(about, says, todo);
}

/** Other text may stand beside it, but no second SPF record: then neither counts (RFC 7208, 4.5). */
function judgeSpf(about: string, { name, value }: WantedRecord, found: readonly string[], todo: string): Finding {
  const policies = found.filter((text) => /^v=spf1( |$)/i.test(text));
  if (policies.length > 1) {
    return wrong(about, `${name} has ${policies.length} SPF records, of which none counts`, `leave one: TXT ${value}`);
  }
  const [policy] = policies;
  if (policy === undefined) return wrong(about, `${name} has no SPF record`, todo);
  return / \+?include:amazonses\.com( |$)/i.test(policy)
    ? ok(about, `${name} TXT ${policy}`)
    : wrong(about, `${name} TXT is ${policy} and does not include amazonses.com`, todo);
}

const plain = (type: RecordType, text: string): string =>
  type === "TXT" ? text : text.toLowerCase().replace(/\.$/, "").replace(/\s+/, " ");
