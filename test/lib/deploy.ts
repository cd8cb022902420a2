import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import type { DeploymentSettings } from "../../lib/deployment-settings.ts";
import { HearbackStack } from "../../lib/hearback-stack.ts";
import { functionNames } from "../../lib/service-functions.ts";
import { readTemplate } from "./template.ts";

export const { context } = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));

/** The stack as it would be deployed with the given settings; its bundles are empty. */
export function deploy(settings: Partial<DeploymentSettings> = {}, stackName = "hearback", region?: string) {
  const app = new App({ context });
  const given = { sender: "feedback@shop.example", ...settings, bundles: emptyBundles };
  const stack = new HearbackStack(app, stackName, given, region === undefined ? {} : { env: { region } });
  return { app, stack, ...readTemplate(Template.fromStack(stack)) };
}

export const emptyBundles = mkdtempSync(join(tmpdir(), "hearback-bundles-"));
for (const name of functionNames) {
  mkdirSync(join(emptyBundles, name));
  writeFileSync(join(emptyBundles, name, "index.mjs"), "");
}
process.on("exit", () => rmSync(emptyBundles, { recursive: true, force: true }));
