import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { placeFields, readStages } from "../../lib/config.ts";
import { readConfigFile } from "../../lib/config-file.ts";
import { HearbackStack } from "../../lib/hearback-stack.ts";
import { settingFields } from "../../lib/settings.ts";
import { context, emptyBundles } from "./deploy.ts";

const folder = resolve(import.meta.dirname, "../../examples");
const stagesOf = async (name: string) => readStages(await readConfigFile(join(folder, name)));

describe("the example settings", () => {
  it("are a minimal, a full one and two stages", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".config.ts"));
    expect(files).toEqual(["full.config.ts", "minimal.config.ts", "two-stages.config.ts"]);
  });

  it.each([
    ["minimal.config.ts", ["hearback"]],
    ["full.config.ts", ["feedback"]],
    ["two-stages.config.ts", ["hearback", "hearback-staging"]],
  ])("%s synthesizes clean to the stacks %j, without a custom resource", async (name, stackNames) => {
    const app = new App({ context });
    const stages = await stagesOf(name);
    const stacks = stages.map(
      ({ stackName, env, tags, settings }) =>
        new HearbackStack(app, stackName, { ...settings, bundles: emptyBundles }, { env, tags }),
    );
    expect(stacks.map((stack) => stack.stackName)).toEqual(stackNames);
    expect(stacks.map((stack) => stack.tags.tagValues())).toEqual(stages.map(({ tags }) => tags));
    for (const checks of [new AwsSolutionsChecks(), new ServerlessChecks()]) {
      expect(checks.validateScope(app).violations, checks.name).toEqual([]);
    }
    for (const stack of stacks) {
      const types = Object.values<{ Type: string }>(Template.fromStack(stack).toJSON()["Resources"]).map(
        ({ Type }) => Type,
      );
      expect(types.filter((type) => /^Custom::|^AWS::CloudFormation::/.test(type))).toEqual([]);
    }
  });

  it("the full one leaves out only what excludes another", async () => {
    const [stage] = await stagesOf("full.config.ts");
    const given = Object.keys({ ...stage?.settings, ...stage?.env, tags: stage?.tags, stackName: stage?.stackName });
    const left = Object.keys({ ...placeFields, ...settingFields }).filter((name) => !given.includes(name));
    expect(left).toEqual(["sendingIdentity", "publicUrl", "restoredTable"]);
  });
});
