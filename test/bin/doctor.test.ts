import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../bin/commands/doctor/finding.ts";
import type { Config } from "../../functions/config.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { engineEnv, runHere } from "./cli.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";
import { type FakeCloudFormation, startFakeCloudFormation } from "./fake-cloudformation.ts";
import { type FakeDns, startFakeDns } from "./fake-dns.ts";
import { invite } from "./journey.ts";

const region = "eu-west-1";
const topics = { alarms: `arn:aws:sns:${region}:1:alarms`, events: `arn:aws:sns:${region}:1:events` };
const tokens = ["one", "two", "three"];

describe("hearback doctor", () => {
  let hearback: TestHearback;
  let aws: FakeAws;
  let cloudFormation: FakeCloudFormation;
  let dns: FakeDns;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    [hearback, aws, cloudFormation, dns] = await Promise.all([
      startHearback(),
      startFakeAws(),
      startFakeCloudFormation(),
      startFakeDns(),
    ]);
    env = {
      ...engineEnv(),
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
    };
    await invite(hearback);
  });
  afterAll(() => Promise.all([hearback, aws, cloudFormation, dns].map((fake) => fake.close())));

  const account = {
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    EnforcementStatus: "HEALTHY",
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 120 },
    SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    PricingAttributes: { CurrentPlan: "NONE" },
  };
  const identity = {
    IdentityType: "DOMAIN",
    VerifiedForSendingStatus: true,
    VerificationStatus: "SUCCESS",
    DkimAttributes: {
      SigningEnabled: true,
      Status: "SUCCESS",
      Tokens: tokens,
      SigningAttributesOrigin: "AWS_SES",
      SigningHostedZone: "dkim.amazonses.com",
    },
    MailFromAttributes: { MailFromDomain: "bounces.shop.test", MailFromDomainStatus: "SUCCESS" },
  };

  /** A deployment in which nothing is wrong. */
  beforeEach(() => {
    const { tableName } = hearback.services.settings as Config;
    const queue = (name: string) => `${aws.endpoint}/1/${name}`;
    cloudFormation.refusal = undefined;
    cloudFormation.stacks.set("shop", {
      status: "UPDATE_COMPLETE",
      outputs: { ApiUrl: hearback.url, TableName: tableName, Sender: "ask@shop.test", AlarmTopic: topics.alarms },
      parts: [
        { type: "AWS::SNS::Topic", logicalId: "MailEvents", physicalId: topics.events },
        { type: "AWS::SES::ConfigurationSet", logicalId: "MailRules", physicalId: "rules" },
        { type: "AWS::SQS::Queue", logicalId: "MailQueue", physicalId: queue("mail") },
        { type: "AWS::SQS::Queue", logicalId: "MailFailedEvents", physicalId: queue("failed-mail") },
        { type: "AWS::Scheduler::Schedule", logicalId: "SchedulesComputeKpis", physicalId: "default|compute" },
      ],
    });
    aws.forbidden.clear();
    aws.ses.clear();
    aws.ses.set("account", account);
    aws.ses.set("identities/shop.test", identity);
    aws.ses.set("configuration-sets/rules", { SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] } });
    aws.ses.set("configuration-sets/rules/event-destinations", {
      EventDestinations: [
        {
          Name: "events",
          Enabled: true,
          MatchingEventTypes: ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT"],
          SnsDestination: { TopicArn: topics.events },
        },
      ],
    });
    const subscription = { protocol: "email", endpoint: "duty@shop.test" };
    aws.subscriptions.set(topics.alarms, [{ ...subscription, arn: `${topics.alarms}:9` }]);
    aws.queues.set(queue("mail"), { ApproximateNumberOfMessages: "7", RedrivePolicy: "{}" });
    aws.queues.set(queue("failed-mail"), { ApproximateNumberOfMessages: "0" });
    aws.schedules.set("compute", "ENABLED");
    dns.isBroken = false;
    dns.records.clear();
    for (const token of tokens) dns.records.set(`CNAME ${token}._domainkey.shop.test`, [`${token}.dkim.amazonses.com`]);
    dns.records.set("MX bounces.shop.test", [`10 feedback-smtp.${region}.amazonses.com`]);
    dns.records.set("TXT bounces.shop.test", ["v=spf1 include:amazonses.com ~all"]);
    dns.records.set("TXT _dmarc.shop.test", ["v=DMARC1; p=reject; rua=mailto:postmaster@shop.test"]);
  });

  const args = () => ["doctor", "--stack", "shop", "--region", region, "--dns", dns.address];
  const examine = async (more: NodeJS.ProcessEnv = {}) => {
    const { code, stdout, stderr } = await runHere([...args(), "--json"], { ...env, ...more });
    expect(stderr).toBe("");
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    const not = findings.filter(({ verdict }) => verdict !== "ok");
    return { code, findings, not: not.map(({ about, verdict }) => `${verdict}: ${about}`), told: JSON.stringify(not) };
  };

  it("finds nothing where nothing is wrong, and has looked at everything", async () => {
    const { code, not, findings } = await examine();
    expect([code, not]).toEqual([0, []]);
    expect(findings.map(({ about }) => about)).toEqual([
      ...["stack", "table", "API", "clock", "sender", "DKIM", "MAIL FROM"],
      ...["DKIM record 1", "DKIM record 2", "DKIM record 3", "MAIL FROM record", "SPF", "DMARC"],
      ...["sandbox", "sending", "SES's own list", "quota", "pricing plan"],
      ...["rules of sending", "events", "schedule", "failed work", "alarms"],
    ]);
    expect(findings.find(({ about }) => about === "quota")?.says).toBe(
      "120 of 50000 mails in 24 hours, 1 due within a day, 14 a second",
    );
    const { stdout } = await runHere(args(), env);
    expect(stdout).toMatch(/^ok +stack +shop is UPDATE_COMPLETE\n/);
    expect(stdout).toMatch(/\nNothing that was looked at stands between this deployment and its customers\.\n$/);
  });

  it("tells a first day from the sandbox to the alarms, each with what to do", async () => {
    aws.ses.set("account", {
      ...account,
      ProductionAccessEnabled: false,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 200 },
      SuppressionAttributes: {},
      PricingAttributes: { CurrentPlan: "ESSENTIALS" },
    });
    aws.ses.set("identities/shop.test", {
      ...identity,
      VerifiedForSendingStatus: false,
      VerificationStatus: "PENDING",
      DkimAttributes: { ...identity.DkimAttributes, Status: "PENDING" },
      MailFromAttributes: { ...identity.MailFromAttributes, MailFromDomainStatus: "PENDING" },
    });
    aws.subscriptions.set(topics.alarms, [
      { arn: "PendingConfirmation", protocol: "email", endpoint: "duty@shop.test" },
    ]);
    dns.records.clear();
    dns.records.set("CNAME two._domainkey.shop.test", ["two.dkim.other.test"]);
    const { code, not } = await examine();
    expect(code).toBe(1);
    expect(not).toEqual([
      ...["wrong: sender", "wrong: DKIM", "warning: MAIL FROM"],
      ...[
        "wrong: DKIM record 1",
        "wrong: DKIM record 2",
        "wrong: DKIM record 3",
        "wrong: MAIL FROM record",
        "wrong: SPF",
      ],
      ...["warning: DMARC", "wrong: sandbox", "warning: SES's own list", "wrong: quota", "warning: pricing plan"],
      "warning: alarms",
    ]);
    const { stdout } = await runHere(args(), env);
    const said = [
      "one._domainkey.shop.test has no CNAME record\n           → set in DNS: one._domainkey.shop.test CNAME one.dkim.amazonses.com\n",
      "two._domainkey.shop.test CNAME is two.dkim.other.test\n",
      "set in DNS: bounces.shop.test MX 10 feedback-smtp.eu-west-1.amazonses.com\n",
      "set in DNS: bounces.shop.test TXT v=spf1 include:amazonses.com ~all\n",
      "set in DNS: _dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:postmaster@shop.test\n",
      "ESSENTIALS: $0.16 per 1,000 mails instead of $0.10 à la carte\n           → aws sesv2 put-account-pricing-attributes --plan NONE\n",
      "duty@shop.test has not confirmed\n",
      "\n9 wrong, 5 warnings, 9 ok.\n",
    ];
    for (const words of said) expect(stdout).toContain(words);
  });

  it("tells what has gone to sleep: queues, schedules, events, a deployment that failed", async () => {
    cloudFormation.stacks.set("shop", {
      ...cloudFormation.stacks.get("shop"),
      status: "UPDATE_ROLLBACK_COMPLETE",
    });
    aws.queues.set(`${aws.endpoint}/1/failed-mail`, { ApproximateNumberOfMessages: "3" });
    aws.schedules.set("compute", "DISABLED");
    aws.ses.set("configuration-sets/rules/event-destinations", { EventDestinations: [] });
    const { code, not, told } = await examine();
    expect(code).toBe(1);
    expect(not).toEqual(["warning: stack", "wrong: events", "wrong: schedule", "warning: failed work"]);
    expect(told).toContain("MailFailedEvents holds 3");
    expect(told).toContain("SEND, DELIVERY, BOUNCE, COMPLAINT");
  });

  it("goes on where it may not look, and says what it needs", async () => {
    for (const service of ["ses", "sns", "sqs", "scheduler"]) aws.forbidden.add(service);
    dns.isBroken = true;
    const { code, not, told } = await examine();
    expect(code).toBe(0);
    expect(not).toEqual(
      ["sender", "account", "events", "schedule", "failed work", "alarms"].map((one) => `warning: ${one}`),
    );
    for (const right of ["ses:GetAccount", "sns:ListSubscriptionsByTopic", "sqs:GetQueueAttributes"]) {
      expect(told).toContain(`these credentials need ${right}`);
    }
    aws.forbidden.clear();
    const silent = await examine();
    expect(silent.not).toHaveLength(6);
    expect(silent.told).toContain("DNS did not answer for bounces.shop.test (ESERVFAIL)");
  });

  it("is asked by hearback init why a first mail does not leave", async () => {
    aws.ses.set("account", { ...account, ProductionAccessEnabled: false });
    const firstRun = ["init", "--stack", "shop", "--name", "Shop", "--email", "me@shop.test", "--wait", "1"];
    const { code, stdout } = await runHere(firstRun, { ...env, AWS_REGION: region });
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nmail +to me@shop\.test: waits for the dispatcher\n\nIt has not left within 1 second,/);
    expect(stdout).toMatch(/\nwrong +sandbox +the account is in the sandbox/);
    expect(stdout).toContain(`curl ${hearback.url}/v1/interactions -H "Authorization: Bearer hb_live_`);
  });

  it("says that the stack is not there, or that nobody may look, and tells of SES all the same", async () => {
    cloudFormation.stacks.clear();
    const { code, not, findings } = await examine();
    expect([code, not]).toEqual([1, ["wrong: stack"]]);
    expect(findings[0]?.says).toBe("there is no stack shop in this account and region");
    expect(findings.map(({ about }) => about)).toContain("sandbox");
    const nobody = await examine({ AWS_ACCESS_KEY_ID: undefined });
    expect([nobody.code, nobody.not]).toEqual([1, ["wrong: stack", "warning: account"]]);
    expect(nobody.told).toContain("there are no AWS credentials");
  });
});
