import { Match } from "aws-cdk-lib/assertions";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type MetricName, metricNames } from "../../functions/domain/ports.ts";
import { onFirstEvent } from "../../functions/runtime.ts";
import { alarms } from "../../lib/constructs/alarms.ts";
import { headingsIn, read } from "../docs/markdown.ts";
import { deploy } from "./deploy.ts";
import type { Properties } from "./template.ts";

const { template, resources } = deploy();
const alarmOn = (metric: string): Properties =>
  resources("AWS::CloudWatch::Alarm").find(([, { MetricName }]) => MetricName === metric)?.[1];
const [[topicId] = []] = resources("AWS::SNS::Topic").filter(([id]) => id.startsWith("Alarms"));

describe("the alarms", () => {
  it.each([
    ["SendingPaused", 300, 1],
    ["LawsBroken", 86_400, 1],
    ["DoubleSends", 300, 1],
    ["DailyQuotaReached", 300, 1],
    ["SendingBlocked", 300, 3],
  ])("ring when %s is counted in %i seconds, %i times in a row, and not while nothing is", (metric, Period, times) => {
    expect(alarmOn(metric)).toMatchObject({
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      Threshold: 1,
      Statistic: "Sum",
      Period,
      EvaluationPeriods: times,
      TreatMissingData: "notBreaching",
    });
  });

  it("ring when the daily check has not come to its end for two days", () => {
    expect(alarmOn("LawsChecked")).toMatchObject({
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Statistic: "Sum",
      Period: 86_400,
      EvaluationPeriods: 2,
      TreatMissingData: "breaching",
    });
  });

  it("are all of these", () => {
    expect(resources("AWS::CloudWatch::Alarm").map(([, { MetricName }]) => MetricName)).toEqual(Object.keys(alarms));
    expect(metricNames).toEqual(expect.arrayContaining(Object.keys(alarms)));
  });

  it.each(Object.entries(alarms))("say whom %s hurts, and where it is written what to do", (metric, facts) => {
    const description: string = alarmOn(metric).AlarmDescription;
    expect(description).toMatch(/^\p{Lu}.*\. What to do: docs\/operations\.md#/u);
    expect(description).toContain(facts.harm);
    expect(headingsIn("docs/operations.md")).toContain(description.split("#")[1]);
    expect(read("docs/operations.md")).toMatch(new RegExp(`^\\| \`${metric}\` [^|]+\\|[^|]+\\|[^|]+\\|$`, "m"));
  });
});

describe("the metrics that alarms ring by", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  /** What a function writes into its log, from which CloudWatch makes the metric. */
  const emit = async (name: MetricName): Promise<Properties> => {
    vi.stubEnv("TABLE_NAME", "table");
    vi.stubEnv("PUBLIC_URL", "https://ask.shop.example");
    vi.stubEnv("FROM_ADDRESS", "ask@shop.example");
    vi.stubEnv("AWS_REGION", "eu-west-1");
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const handler = onFirstEvent(
      (_config, { metrics }) =>
        async () =>
          metrics.count(name),
    );
    await handler({}, {});
    const lines = written.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("CloudWatchMetrics"));
    written.mockRestore();
    return JSON.parse(lines[0] ?? "");
  };

  it.each(Object.keys(alarms) as MetricName[])("are emitted as the alarm looks for them: %s", async (metric) => {
    const line = await emit(metric);
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
    const alarm = alarmOn(metric);
    expect(Namespace).toBe(alarm.Namespace);
    expect(Metrics.map(({ Name }: Properties) => Name)).toEqual([alarm.MetricName]);
    const dimensions = Dimensions[0].map((Name: string) => ({ Name, Value: line[Name] }));
    expect(alarm.Dimensions).toEqual(dimensions);
  });
});

describe("the topic of the alarms", () => {
  it("gets every alarm, over TLS only, and from this account's alarms only", () => {
    for (const [, { AlarmActions }] of resources("AWS::CloudWatch::Alarm")) {
      expect(AlarmActions).toEqual([{ Ref: topicId }]);
    }
    template.hasResourceProperties("AWS::SNS::TopicPolicy", {
      Topics: [{ Ref: topicId }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          Match.objectLike({
            Effect: "Allow",
            Action: "sns:Publish",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          }),
        ]),
      },
    });
  });

  it("mails whom a setting names, and says otherwise that nobody hears it", () => {
    const subscribed = (stack: ReturnType<typeof deploy>) =>
      stack.resources("AWS::SNS::Subscription").filter(([, { Protocol }]) => Protocol === "email");
    expect(subscribed({ ...deploy() })).toEqual([]);
    expect(template.findOutputs("AlarmTopic")["AlarmTopic"]?.["Description"]).toMatch(/Nobody hears the alarms yet/);
    const heard = deploy({ alarmMailbox: "duty@shop.example" });
    expect(subscribed(heard)).toMatchObject([[expect.any(String), { Endpoint: "duty@shop.example" }]]);
    expect(heard.template.findOutputs("AlarmTopic")["AlarmTopic"]?.["Description"]).toMatch(/Confirm the subscription/);
  });
});
