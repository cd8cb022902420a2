import { join, resolve } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, ServerlessChecks } from "cdk-nag";
import { readStages, type Stage } from "../lib/config.ts";
import { readConfigFile } from "../lib/config-file.ts";
import { type Context, readContext } from "../lib/context.ts";
import { HearbackStack } from "../lib/hearback-stack.ts";
import { SettingsError } from "../lib/settings-error.ts";
import { buildBundles } from "./bundles.ts";

const app = new App();
const { stages, reports } = await readOrEnd();

// Once for all stages, where each synthesis has a folder of its own.
const bundles = join(app.outdir, "bundles");
await buildBundles(bundles);
for (const { stackName, env, tags, settings } of stages) {
  new HearbackStack(app, stackName, { ...settings, bundles }, { env, tags });
}

// Synthesis fails on a finding; an exception is acknowledged, with its reason, where it arises.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
// What these find is listed with its reasons in SECURITY.md.
const packs = { nist: NIST80053R5Checks, hipaa: HIPAASecurityChecks };
Validations.of(app).addPlugins(...reports.map((name) => new packs[name](app)));

/** What is wrong with a setting is a sentence, and no trace of the code that found it. */
async function readOrEnd(): Promise<{ stages: Stage[]; reports: Context["reports"] }> {
  let file = "cdk.json";
  try {
    const { config, stage, reports } = readContext(app.node.getAllContext());
    file = config;
    return { stages: readStages(await readConfigFile(resolve(config)), stage), reports };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${file}: ${error.message}\n`);
    process.exit(1);
  }
}
