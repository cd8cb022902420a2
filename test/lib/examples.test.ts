import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { App, CfnResource } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { placeFields, readStages } from "../../lib/config.ts";
import { readConfigFile } from "../../lib/config-file.ts";
import { HearbackStack } from "../../lib/hearback-stack.ts";
import { settingFields } from "../../lib/settings.ts";
import { context, emptyBundles } from "./deploy.ts";
import { keptResources, lossesBy } from "./kept-resources.ts";
import type { Properties } from "./template.ts";

const folder = resolve(import.meta.dirname, "../../examples");

/** An example as it is synthesized, once for all that is asked of it. */
async function synthesized(name: string) {
  const app = new App({ context });
  const stages = readStages(await readConfigFile(join(folder, name)));
  const stacks = stages.map(
    ({ stackName, env, tags, settings }) =>
      new HearbackStack(app, stackName, { ...settings, bundles: emptyBundles }, { env, tags }),
  );
  const templates = new Map(
    stacks.map((stack): [string, Properties] => [stack.stackName, Template.fromStack(stack).toJSON()]),
  );
  return { name, app, stages, stacks, templates };
}
const minimal = await synthesized("minimal.config.ts");
const full = await synthesized("full.config.ts");
const twoStages = await synthesized("two-stages.config.ts");
const examples = [minimal, full, twoStages];

describe("the example settings", () => {
  it("are a minimal, a full one and two stages", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".config.ts"));
    expect(files).toEqual(["full.config.ts", "minimal.config.ts", "two-stages.config.ts"]);
  });

  it.each([
    [minimal, ["hearback"]],
    [full, ["feedback"]],
    [twoStages, ["hearback", "hearback-staging"]],
  ])(
    "$name synthesizes clean to its stacks, without a custom resource",
    ({ app, stages, stacks, templates }, stackNames) => {
      expect(stacks.map((stack) => stack.stackName)).toEqual(stackNames);
      expect(stacks.map((stack) => stack.tags.tagValues())).toEqual(stages.map(({ tags }) => tags));
      for (const checks of [new AwsSolutionsChecks(), new ServerlessChecks()]) {
        expect(checks.validateScope(app).violations, checks.name).toEqual([]);
      }
      for (const { Resources } of templates.values()) {
        const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
        expect(types.filter((type) => /^Custom::|^AWS::CloudFormation::/.test(type))).toEqual([]);
      }
    },
  );

  it("the full one leaves out only what excludes another", () => {
    const [stage] = full.stages;
    const given = Object.keys({ ...stage?.settings, ...stage?.env, tags: stage?.tags, stackName: stage?.stackName });
    const left = Object.keys({ ...placeFields, ...settingFields }).filter((name) => !given.includes(name));
    expect(left).toEqual(["sendingIdentity", "publicUrl", "restoredTable"]);
  });
});

describe("an upgrade", () => {
  it.each(examples)(
    "keeps what $name has deployed before: records, work, consents, addresses",
    ({ name, templates }) => {
      const keeps = Object.entries(keptResources[name] ?? {});
      expect(keeps.map(([stackName]) => stackName)).toEqual([...templates.keys()]);
      for (const [stackName, resources] of keeps) expect(lossesBy(templates.get(stackName), resources)).toEqual([]);
    },
  );

  it("that would lose some of it is told what it would do, and what to do instead", () => {
    const keeps = keptResources["minimal.config.ts"]?.["hearback"] ?? {};
    const lossesAfter = (change: (resources: Properties) => void) => {
      const template = structuredClone(minimal.templates.get("hearback"));
      change(template.Resources);
      return lossesBy(template, keeps);
    };
    const renamed = lossesAfter((resources) => {
      resources.RecordsTableC9B7A30B = resources.MailQueueC8B8B9FB;
      delete resources.MailQueueC8B8B9FB;
    });
    expect(renamed).toEqual([
      expect.stringMatching(
        /^MailQueueC8B8B9FB, AWS::SQS::Queue, is gone: an upgrade would make another queue.*overrideLogicalId/,
      ),
      expect.stringMatching(/^RecordsTableC9B7A30B, AWS::SQS::Queue, has no row/),
    ]);
    const changed = lossesAfter(({ MailQueueC8B8B9FB, Table710B521B, MailIdentity4EC7C521 }) => {
      MailQueueC8B8B9FB.Properties.QueueName = "mail";
      MailIdentity4EC7C521.Properties.EmailIdentity = "other.example";
      Table710B521B.Properties.KeySchema.pop();
      Table710B521B.Properties.GlobalSecondaryIndexes[1].Projection.ProjectionType = "ALL";
    });
    expect(changed).toEqual([
      expect.stringMatching(/^Table710B521B.* has another KeySchema .* empty table/),
      expect.stringMatching(/^MailQueueC8B8B9FB.* has another QueueName \("mail", not undefined\)/),
      expect.stringMatching(/^MailIdentity4EC7C521.* has another EmailIdentity/),
      expect.stringMatching(/^The index due is another/),
    ]);
  });

  it("finds what holds something in a scope of its own, and what serves it in others", () => {
    const [stack] = full.stacks;
    const scope = stack?.hearback.node.findChild("Default").node.findAll() ?? [];
    const types = new Set(scope.filter(CfnResource.isCfnResource).map(({ cfnResourceType }) => cfnResourceType));
    const { Resources } = full.templates.get("feedback");
    const elsewhere = Object.keys(keptResources["full.config.ts"]?.["feedback"] ?? {})
      .filter((id) => !scope.some((one) => CfnResource.isCfnResource(one) && stack?.resolve(one.logicalId) === id))
      .map((id) => Resources[id].Type.replace(/^AWS::/, ""));
    expect([...new Set(elsewhere)].sort()).toEqual([
      "ApiGatewayV2::Api",
      "ApiGatewayV2::DomainName",
      "ApiGatewayV2::Stage",
      "Lambda::Alias",
      "Lambda::EventSourceMapping",
      "Logs::LogGroup",
      "Route53::RecordSet",
    ]);
    expect(
      [...types].filter((type) => /^AWS::(Lambda|ApiGatewayV2|Scheduler|CloudWatch|CodeDeploy)::/.test(type)),
    ).toEqual([]);
  });
});
