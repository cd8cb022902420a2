import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { HearbackStack } from "../lib/hearback-stack.ts";
import { readSettings } from "../lib/settings.ts";

const app = new App();
const settings = readSettings(app.node.getAllContext());

new HearbackStack(app, settings.stackName, settings);

// Synthesis fails on a finding; an exception is acknowledged, with its reason, where it arises.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
