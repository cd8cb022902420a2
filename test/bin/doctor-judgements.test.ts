import { describe, expect, it } from "vitest";
import { priceLists } from "../../bin/commands/cost/price-list.ts";
import type { DnsAnswer } from "../../bin/commands/doctor/dns.ts";
import { dnsOf } from "../../bin/commands/doctor/dns.ts";
import type { Finding } from "../../bin/commands/doctor/finding.ts";
import { type Account, judgeAccount, judgePlan, judgeQuota } from "../../bin/commands/doctor/judge-account.ts";
import { judgeConfigurationSet } from "../../bin/commands/doctor/judge-configuration-set.ts";
import { judgeDmarc, policyDomains } from "../../bin/commands/doctor/judge-dmarc.ts";
import { identitiesOf, judgeIdentity, recordsOf } from "../../bin/commands/doctor/judge-identity.ts";
import { judgeRecord } from "../../bin/commands/doctor/judge-records.ts";
import { judgeAlarms, judgeHealth, judgeStatus } from "../../bin/commands/doctor/judge-stack.ts";

const told = ({ verdict, says }: Finding) => `${verdict}: ${says}`;
const records = (...texts: string[]): DnsAnswer => ({ records: texts });

describe("DMARC", () => {
  const judge = (signedFor: string | undefined, ...answers: DnsAnswer[]) =>
    told(judgeDmarc({ domain: "mail.shop.test", signedFor }, answers));

  it("is looked for at the domain and above it", () => {
    expect(policyDomains("mail.shop.test")).toEqual(["mail.shop.test", "shop.test"]);
  });

  it.each<[text: string, signedFor: string | undefined, wanted: RegExp]>([
    ["v=DMARC1; p=none; rua=mailto:a@shop.test", undefined, /^ok: _dmarc\.mail\.shop\.test TXT/],
    ["v=DMARC1; p=none", "mail.shop.test", /^warning: .* asks for no reports$/],
    ["v=DMARC1;p=reject;rua=mailto:a@shop.test", "shop.test", /^ok: /],
    ["v=DMARC1; p=reject; adkim=s", "shop.test", /^wrong: .* receivers reject .* signed for shop\.test$/],
    ["v=DMARC1; p=quarantine", undefined, /^wrong: .* receivers quarantine .* no mail is signed for it$/],
    ["v=DMARC1; rua=mailto:a@shop.test", "shop.test", /^wrong: .* names no policy$/],
    ["v=spf1 -all", "shop.test", /^warning: mail\.shop\.test has no policy/],
  ])("%s, signed for %s", (text, signedFor, wanted) => {
    expect(judge(signedFor, records(text), records())).toMatch(wanted);
  });

  it("holds from above by its own word for subdomains, and never twice", () => {
    const above = records("v=DMARC1; p=none; sp=reject; rua=mailto:a@shop.test");
    expect(judge(undefined, records(), above)).toMatch(/^wrong: _dmarc\.shop\.test .* receivers reject/);
    expect(judge("shop.test", records("v=DMARC1; p=none", "v=DMARC1; p=reject"))).toMatch(/^wrong: .* 2 records/);
    expect(judge("shop.test", { silence: "ETIMEOUT" })).toMatch(/^warning: DNS did not answer/);
  });
});

describe("a DNS record", () => {
  const spf = { type: "TXT", name: "b.shop.test", value: "v=spf1 include:amazonses.com ~all" } as const;
  const mx = { type: "MX", name: "b.shop.test", value: "10 feedback-smtp.eu-west-1.amazonses.com" } as const;
  const judge = (wanted: Parameters<typeof judgeRecord>[1], answer: DnsAnswer, isProven = false) =>
    told(judgeRecord("record", wanted, answer, isProven));

  it.each<[string, string]>([
    ["a case and a dot at the end make no difference", "10 Feedback-SMTP.eu-west-1.amazonses.com."],
    ["as it should be", "10 feedback-smtp.eu-west-1.amazonses.com"],
  ])("is right: %s", (_, value) => expect(judge(mx, records(value))).toMatch(/^ok: /));

  it("is wrong beside another, unless SES has seen it", () => {
    const two = records("10 feedback-smtp.eu-west-1.amazonses.com", "20 mx.shop.test");
    expect(judge(mx, two)).toMatch(/^wrong: b\.shop\.test MX is .* and 20 mx\.shop\.test$/);
    expect(judge(mx, two, true)).toMatch(/^warning: .* although SES has seen it$/);
  });

  it("lets SES send by SPF, once", () => {
    expect(judge(spf, records("any text", "v=spf1 include:other.test include:amazonses.com -all"))).toMatch(/^ok: /);
    expect(judge(spf, records("v=spf1 include:amazonses.com.evil.test -all"))).toMatch(/^wrong: .* does not include/);
    expect(judge(spf, records("v=spf1 -include:amazonses.com -all"))).toMatch(/^wrong: .* does not include/);
    expect(judge(spf, records(spf.value, "v=spf1 -all"))).toMatch(/^wrong: .* 2 SPF records, of which none counts$/);
    expect(judge(spf, records("v=spf10 x"))).toMatch(/^wrong: .* has no SPF record$/);
  });

  it.each(["ns.shop.test", "1.1.1", "1.1.1.1:99999", "999.1.1.1"])("is not asked of %s", (server) => {
    expect(() => dnsOf(server)).toThrow("--dns is no address of a name server");
  });

  it.each(["1.1.1.1", "127.0.0.1:5353", "2606:4700:4700::1111", "[::1]:53"])("is asked of %s", (server) => {
    expect(dnsOf(server)).toBeTypeOf("function");
  });
});

describe("the sender", () => {
  it("may be known to SES by its address, its domain or one above", () => {
    expect(identitiesOf("ask@mail.shop.test")).toEqual(["ask@mail.shop.test", "mail.shop.test", "shop.test"]);
  });

  it("is not the placeholder, and has an identity", () => {
    expect(judgeIdentity("feedback@example.com", undefined).map(told)).toEqual([
      "wrong: feedback@example.com is the placeholder",
    ]);
    expect(judgeIdentity("ask@shop.test", undefined)[0]?.todo).toBe(
      "aws sesv2 create-email-identity --email-identity shop.test",
    );
  });

  it("needs no CNAME for keys that were brought along, and names those of its region", () => {
    const keys = { SigningEnabled: true, Tokens: ["a"] };
    const names = (more: object) =>
      recordsOf({ name: "shop.test", DkimAttributes: { ...keys, ...more } }, "eu-west-1").map(
        ({ wanted }) => wanted.value,
      );
    expect(names({ SigningAttributesOrigin: "EXTERNAL" })).toEqual([]);
    expect(names({})).toEqual(["a.dkim.amazonses.com"]);
    expect(names({ SigningHostedZone: "dkim.eu-west-1.amazonses.com" })).toEqual(["a.dkim.eu-west-1.amazonses.com"]);
  });
});

describe("the account", () => {
  const prices = priceLists["us-east-1"];
  const quota = (most: number, sent: number, due?: number): string =>
    told(
      judgeQuota(
        { SendQuota: { Max24HourSend: most, SentLast24Hours: sent, MaxSendRate: 14 } },
        due === undefined ? undefined : { count: due, isMore: false },
      ),
    );
  const access = (account: Account) => judgeAccount(account, "eu-west-1").map(told);

  it.each<[number, number, number | undefined, RegExp]>([
    [200, 20, 0, /^ok: 20 of 200 mails in 24 hours, 0 due within a day/],
    [200, 20, 181, /^warning: .* some will be late$/],
    [200, 170, 0, /^warning: .* nearly used up$/],
    [200, 200, 0, /^wrong: .* nothing is sent/],
    [-1, 9000, 9000, /^ok: no daily limit/],
    [200, 20, undefined, /^ok: .* what is due could not be read/],
  ])("of %i mails a day, %i sent and %s due", (most, sent, due, wanted) => {
    expect(quota(most, sent, due)).toMatch(wanted);
  });

  it.each<[string, Account["PricingAttributes"], RegExp]>([
    ["none", { CurrentPlan: "NONE" }, /^ok: à la carte/],
    ["one that ends", { CurrentPlan: "PRO", NextPlan: "NONE" }, /^ok: PRO, and à la carte from the next month on$/],
    ["the one of new accounts", { CurrentPlan: "ESSENTIALS" }, /^warning: ESSENTIALS: \$0\.16 .* \$0\.10 /],
    ["one with a fee", { CurrentPlan: "ENTERPRISE" }, /^warning: ENTERPRISE: a fee every month$/],
    ["none that SES tells", undefined, /^warning: SES does not tell the account's plan$/],
  ])("with the plan %s", (_, plan, wanted) => {
    if (!prices) throw new Error("There are no prices.");
    const account: Account = plan === undefined ? {} : { PricingAttributes: plan };
    expect(told(judgePlan(account, prices, "eu-west-1"))).toMatch(wanted);
  });

  it("may be asked about, denied, stopped, paused or watched", () => {
    const review = (Status: "PENDING" | "DENIED") => ({ Details: { ReviewDetails: { Status } } });
    expect(access(review("PENDING"))[0]).toMatch(/^wrong: .* AWS is reading your request$/);
    expect(access(review("DENIED"))[0]).toMatch(/^wrong: .* AWS has denied your request$/);
    expect(access({ SendingEnabled: true, EnforcementStatus: "SHUTDOWN" })[1]).toMatch(/^wrong: AWS has stopped/);
    expect(access({ SendingEnabled: false })[1]).toMatch(/^wrong: .* is paused$/);
    expect(access({ SendingEnabled: true, EnforcementStatus: "PROBATION" })[1]).toMatch(/^warning: /);
  });

  it("sends under rules that suppress, and tells this stack what became of mails", () => {
    const judge = (set: Partial<Parameters<typeof judgeConfigurationSet>[0]>) =>
      judgeConfigurationSet({ name: "rules", destinations: [], ...set }, ["arn:ours"]).map(told);
    expect(judge({ SendingOptions: { SendingEnabled: false } })[0]).toMatch(
      /^wrong: rules has its sending switched off/,
    );
    expect(judge({ SuppressionOptions: { SuppressedReasons: ["BOUNCE"] } })[0]).toMatch(
      /^wrong: rules does not suppress/,
    );
    const elsewhere = { Name: "x", Enabled: true, SnsDestination: { TopicArn: "arn:others" } };
    const types = ["SEND" as const, "DELIVERY" as const, "BOUNCE" as const, "COMPLAINT" as const];
    expect(judge({ destinations: [{ ...elsewhere, MatchingEventTypes: types }] })[1]).toMatch(/^wrong: .* of SEND/);
    const ours = { ...elsewhere, SnsDestination: { TopicArn: "arn:ours" } };
    expect(judge({ destinations: [{ ...ours, MatchingEventTypes: types.slice(0, 3) }] })[1]).toMatch(/of COMPLAINT$/);
  });
});

describe("the stack", () => {
  it.each([
    ["CREATE_COMPLETE", "ok"],
    ["UPDATE_IN_PROGRESS", "warning"],
    ["UPDATE_ROLLBACK_COMPLETE", "warning"],
    ["UPDATE_ROLLBACK_FAILED", "wrong"],
    ["ROLLBACK_COMPLETE", "wrong"],
    ["DELETE_IN_PROGRESS", "wrong"],
  ] as const)("in %s is %s", (status, verdict) => {
    expect(judgeStatus("shop", status).verdict).toBe(verdict);
  });

  it("has an API that answers, and a clock", () => {
    const judge = (aheadSeconds: number | undefined, status: number | string = 200) =>
      judgeHealth({ url: "https://api.test", status, aheadSeconds }).map(({ verdict }) => verdict);
    expect(judge(2)).toEqual(["ok", "ok"]);
    expect(judge(-90)).toEqual(["ok", "warning"]);
    expect(judge(400)).toEqual(["ok", "wrong"]);
    expect(judge(undefined, "nothing (ECONNREFUSED)")).toEqual(["wrong"]);
  });

  it("has alarms that somebody hears", () => {
    expect(told(judgeAlarms("arn:t", []))).toBe("warning: reach nobody");
    expect(told(judgeAlarms("arn:t", [{ SubscriptionArn: "Deleted" }]))).toBe("warning: reach nobody");
    expect(told(judgeAlarms("arn:t", [{ SubscriptionArn: "arn:t:1", Protocol: "sms" }]))).toBe("ok: reach sms");
  });
});
