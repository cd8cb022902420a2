import { Annotations, App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { HearbackStack } from "../lib/hearback-stack.ts";
import { domainOf, readSettings, type Settings, SettingsError } from "../lib/settings.ts";

const app = new App();
const settings = readOrEnd();

const stack = new HearbackStack(app, settings.stackName, settings);
if (domainOf(settings.fromAddress) === "example.com") {
  Annotations.of(stack).addWarningV2(
    "hearback:fromAddress",
    "No mail will leave: set hearback:fromAddress to an address of yours before you deploy.",
  );
}

// Synthesis fails on a finding; an exception is acknowledged, with its reason, where it arises.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));

/** What is wrong with a setting is one sentence, and no trace of the code that found it. */
function readOrEnd(): Settings {
  try {
    return readSettings(app.node.getAllContext());
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
