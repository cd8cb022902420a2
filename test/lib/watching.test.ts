import { Match } from "aws-cdk-lib/assertions";
import { afterEach, describe, expect, it, vi } from "vitest";
import measured from "../../bin/commands/cost/measured.json" with { type: "json" };
import { monthOf } from "../../bin/commands/cost/month.ts";
import { priceLists, standardRegion } from "../../bin/commands/cost/price-list.ts";
import { metricNames } from "../../functions/domain/metric-names.ts";
import { onFirstEvent } from "../../functions/runtime.ts";
import { functionNames } from "../../lib/service-functions.ts";
import { addressOf, headingsIn, namedRowsIn, read, section } from "../docs/markdown.ts";
import { deploy } from "./deploy.ts";
import type { Properties } from "./template.ts";

const { template, resources, idOf, propertiesOf } = deploy();
const alarmsOf = (stack: Pick<ReturnType<typeof deploy>, "resources">) =>
  stack
    .resources("AWS::CloudWatch::Alarm")
    .map(([id, properties]): [string, Properties] => [id.replace(/^Alarms(\w+)[0-9A-F]{8}$/, "$1"), properties]);
const alarms = alarmsOf({ resources });
/** With the one that there is only where new versions come in step by step. */
const everyAlarm = alarmsOf(deploy({ rollout: "canary" }));
/** The metrics that an alarm reckons with. */
const metricsOf = (alarm: Properties): Properties[] =>
  alarm.Metrics?.flatMap(({ MetricStat }: Properties) => (MetricStat ? [MetricStat.Metric] : [])) ?? [alarm];
const watched = alarms.flatMap(([, alarm]) => metricsOf(alarm));
const [[topicId] = []] = resources("AWS::SNS::Topic").filter(([id]) => id.startsWith("Alarms"));
const rows = new Map(
  namedRowsIn(section("docs/operations.md", "### Alarms")).map(([name = "", ...cells]) => [name, cells]),
);
/** The entries of the runbook by the addresses of their headings. */
const runbook = new Map(
  section("docs/operations.md", "## Runbook")
    .split(/^### /m)
    .map((entry) => [addressOf(entry.slice(0, entry.indexOf("\n"))), entry]),
);

describe("the alarms", () => {
  it.each(everyAlarm)(
    "say whom %s hurts, why it does not ring sooner, and where it is written what to do",
    (name, alarm) => {
      const [, said = "", anchor] =
        /^(\p{Lu}.*\.) What to do: docs\/operations\.md#(.*)$/u.exec(alarm.AlarmDescription) ?? [];
      expect(said.split(/(?<=\.) (?=\p{Lu})/u).length).toBeGreaterThan(1);
      expect(alarm.AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(runbook.get(anchor ?? "")).toMatch(/\*What to do:\*.*\*It is over\*/s);
      expect(rows.get(name)).toEqual([
        expect.stringMatching(/\d/),
        expect.stringMatching(/\w/),
        expect.stringContaining(`(#${anchor})`),
      ]);
    },
  );

  it("are told of in the handbook, and no others", () => {
    expect([...rows.keys()].sort()).toEqual(everyAlarm.map(([name]) => name).sort());
  });

  it("watch errors and throttles of every function", () => {
    const functionsWith = (metric: string) =>
      watched.filter(({ MetricName }) => MetricName === metric).map(({ Dimensions }) => Dimensions[0].Value.Ref);
    expect(functionsWith("Errors").sort()).toEqual(functionNames.map(idOf).sort());
    expect(functionsWith("Throttles").sort()).toEqual(functionNames.map(idOf).sort());
  });

  it("watch every queue", () => {
    const queues = watched.filter(({ Namespace }) => Namespace === "AWS/SQS");
    const ids = queues.map(({ Dimensions }) => Dimensions[0].Value["Fn::GetAtt"][0]);
    expect(ids.sort()).toEqual(
      resources("AWS::SQS::Queue")
        .map(([id]) => id)
        .sort(),
    );
  });

  it("reckon with metrics of Hearback's that there are, and with none of DynamoDB's, whose missing data no alarm can judge", () => {
    const own = watched.filter(({ Namespace }) => Namespace === "Hearback").map(({ MetricName }) => MetricName);
    expect(metricNames).toEqual(expect.arrayContaining(own));
    expect(new Set(watched.map(({ Namespace }) => Namespace))).not.toContain("AWS/DynamoDB");
  });

  const runbookUrl = "https://wiki.shop.example/hearback/operations";
  const daily = deploy({ kpiEveryMinutes: 1440, alarmMailbox: "duty@shop.example", runbookUrl });

  it("link to the handbook's headings where its address is known, and so does the dashboard", () => {
    for (const [, { AlarmDescription }] of daily.resources("AWS::CloudWatch::Alarm")) {
      const [anchor] = /(?<=operations#)[a-z0-9-]+$/.exec(AlarmDescription) ?? [];
      expect(AlarmDescription).toContain(` What to do: ${runbookUrl}#`);
      expect([...runbook.keys()]).toContain(anchor);
    }
    expect(JSON.stringify(daily.resources("AWS::CloudWatch::Dashboard"))).toContain(`${runbookUrl}#where-to-look`);
  });

  it("have periods that CloudWatch takes, however seldom figures are computed", () => {
    const all = [...alarms, ...daily.resources("AWS::CloudWatch::Alarm")].map(([, alarm]) => alarm);
    for (const { AlarmDescription, EvaluationPeriods, ...alarm } of all) {
      const Period = alarm.Period ?? alarm.Metrics[1].MetricStat.Period;
      expect(Period % 60, AlarmDescription).toBe(0);
      expect(EvaluationPeriods * Period, AlarmDescription).toBeLessThanOrEqual((Period < 3600 ? 1 : 7) * 86_400);
    }
    const mailed = daily.resources("AWS::SNS::Subscription").filter(([, { Protocol }]) => Protocol === "email");
    expect(mailed).toMatchObject([[expect.any(String), { Endpoint: "duty@shop.example" }]]);
    expect(daily.template.findOutputs("AlarmTopic")["AlarmTopic"]?.["Description"]).toMatch(/Confirm the subscription/);
  });

  it("cost what the documents and `hearback cost` say", () => {
    expect(read("docs/costs.md")).toContain(`${alarms.length} alarms on ${watched.length} metrics`);
    const { alarmMetrics, dashboards } = monthOf({ surveys: 0, answers: 0, reminders: 0 }, measured.steps);
    expect(alarmMetrics).toBe(watched.length);
    expect(dashboards).toBe(resources("AWS::CloudWatch::Dashboard").length);
  });
});

describe("the metrics of a deployment", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it("are told from another's by the stack's name, as its alarms look for them", async () => {
    const { SERVICE_NAME } = propertiesOf("ingest").Environment.Variables;
    for (const { Dimensions, Namespace } of watched) {
      if (Namespace === "Hearback") expect(Dimensions).toEqual([{ Name: "service", Value: SERVICE_NAME }]);
    }
    const environment = {
      TABLE_NAME: "table",
      PUBLIC_URL: "https://ask.shop.example",
      FROM_ADDRESS: "ask@shop.example",
    };
    for (const [name, value] of Object.entries({
      ...environment,
      SERVICE_NAME: "hearback-staging",
      AWS_REGION: "eu-west-1",
    }))
      vi.stubEnv(name, value);
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await onFirstEvent(
      (_config, { metrics }) =>
        async () =>
          metrics.count("MailsSent"),
    )({}, {});
    const lines = written.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("CloudWatchMetrics"));
    written.mockRestore();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { service: "hearback-staging", MailsSent: 1, _aws: { CloudWatchMetrics: [{ Dimensions: [["service"]] }] } },
    ]);
  });
});

describe("the topic of the alarms", () => {
  it("gets every alarm, over TLS only, and from this account's alarms only", () => {
    for (const [, { AlarmActions }] of alarms) expect(AlarmActions).toEqual([{ Ref: topicId }]);
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

  it("says that nobody hears it, unless a setting names whom it mails", () => {
    expect(resources("AWS::SNS::Subscription").filter(([, { Protocol }]) => Protocol === "email")).toEqual([]);
    expect(template.findOutputs("AlarmTopic")["AlarmTopic"]?.["Description"]).toMatch(/Nobody hears the alarms yet/);
  });
});

describe("the dashboard", () => {
  const [[, { DashboardBody }] = []] = resources("AWS::CloudWatch::Dashboard") as [[string, Properties]];
  /** References to resources stand as they would be resolved: by their ids. */
  const body = DashboardBody["Fn::Join"][1]
    .map((part: Properties) => (typeof part === "string" ? part : (part.Ref ?? part["Fn::GetAtt"].join("."))))
    .join("");
  const widgets: Properties[] = JSON.parse(body).widgets;
  const titles = widgets.flatMap(({ properties }) => properties.title ?? []);
  const shown: Properties[][] = widgets.flatMap(({ properties }) => properties.metrics ?? []);

  it("tells the story from left to right, on one line", () => {
    const story = widgets.filter(({ properties }) => /^\d /.test(properties.title ?? ""));
    const inOrder = [...story].sort((a, b) => a.x - b.x).map(({ properties }) => properties.title);
    expect(inOrder).toEqual(["1 Interactions", "2 Invitations", "3 Mails", "4 Answers", "5 KPIs"]);
    expect(new Set(story.map(({ y }) => y)).size).toBe(1);
    expect(story.reduce((sum, { width }) => sum + width, 0)).toBe(24);
  });

  it("then latency, errors, costs and every alarm, each under a line that says what it means and where to read on", () => {
    const headings = widgets.flatMap(({ properties }) => /^## (.*)/.exec(properties.markdown ?? "")?.[1] ?? []);
    expect(headings).toEqual(["The story", "How long it takes", "What goes wrong", "What it costs", "Alarms"]);
    for (const { properties } of widgets.filter(({ type }) => type === "text")) {
      const [, file = "", anchor] = /(docs\/\w+\.md)(?:#(\S+))?$/.exec(properties.markdown) ?? [];
      if (anchor === undefined) expect(file).toBe("docs/costs.md");
      else expect(headingsIn(file)).toContain(anchor);
    }
    const { properties } = widgets.find(({ type }) => type === "alarm") ?? {};
    expect(properties.alarms).toHaveLength(alarms.length);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("shows metrics of this deployment that there are", () => {
    const own = shown.filter(([namespace]) => namespace === "Hearback");
    expect(own.length).toBeGreaterThan(10);
    for (const [, name, dimension, value] of own) {
      expect(metricNames).toContain(name);
      expect([dimension, value]).toEqual(["service", "hearback"]);
    }
    for (const name of functionNames) expect(body).toContain(`"FunctionName","${idOf(name)}"`);
  });

  it("has more metrics than a dashboard may that AWS gives for nothing, as its price says", () => {
    const metrics = shown.filter(([namespace]) => typeof namespace === "string");
    const different = new Set(metrics.map((metric) => metric.filter((part) => typeof part === "string").join()));
    expect(different.size).toBeGreaterThan(50);
    expect(priceLists[standardRegion]?.dashboards.free).toBe(0);
  });

  it("reckons gigabyte-seconds by the memory that functions have", () => {
    for (const name of functionNames) expect(propertiesOf(name).MemorySize).toBe(512);
    expect(body).toContain("/ 1000 * 0.5");
  });
});

describe("the saved questions to the logs", () => {
  it("bear the stack's name, and ask all functions", () => {
    const questions = resources("AWS::Logs::QueryDefinition");
    expect(questions).toHaveLength(3);
    for (const [, { Name, LogGroupNames }] of questions) {
      expect(Name).toMatch(/^hearback\//);
      for (const name of functionNames) expect(LogGroupNames).toContainEqual(propertiesOf(name).LoggingConfig.LogGroup);
      expect(read("docs/operations.md")).toContain(Name.replace("hearback/", ""));
    }
  });
});
