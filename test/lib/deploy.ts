import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { HearbackStack } from "../../lib/hearback-stack.ts";
import { readSettings } from "../../lib/settings.ts";
import { readTemplate } from "./template.ts";

const { context } = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));

/** The stack as it would be deployed with the settings of cdk.json and the given ones; nothing is bundled. */
export function deploy(settings: Record<string, unknown> = {}, stackName = "hearback") {
  const app = new App({ context: { ...context, "aws:cdk:bundling-stacks": [] } });
  const stack = new HearbackStack(app, stackName, readSettings({ ...context, ...settings }));
  return { app, ...readTemplate(Template.fromStack(stack)) };
}
