import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { HearbackStack } from "../../lib/hearback-stack.ts";
import { type FunctionName, functionNames, serviceFunctions } from "../../lib/service-functions.ts";
import { readSettings } from "../../lib/settings.ts";

const { context } = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));

// biome-ignore lint/suspicious/noExplicitAny: a CloudFormation template is untyped JSON
export type Properties = any;

export interface Statement {
  readonly actions: string[];
  readonly resources: Properties[];
  readonly conditions: Properties;
}

/** The stack as it would be deployed with the settings of cdk.json and the given ones; nothing is bundled. */
export function deploy(settings: Record<string, unknown> = {}) {
  const app = new App({ context: { ...context, "aws:cdk:bundling-stacks": [] } });
  const stack = new HearbackStack(app, "hearback", readSettings({ ...context, ...settings }));
  const template = Template.fromStack(stack);

  const resources = (type: string): [id: string, properties: Properties][] =>
    Object.entries(template.findResources(type)).map(([id, resource]) => [id, resource.Properties]);

  const functions = resources("AWS::Lambda::Function").map(([id, properties]) => ({
    id,
    // Functions have no physical names; each is told apart by its purpose.
    name: functionNames.find((name) => serviceFunctions[name].purpose === properties.Description),
    properties,
  }));

  const find = (name: FunctionName) => {
    const found = functions.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`The stack has no function ${name}.`);
    return found;
  };

  const statements = (policies = resources("AWS::IAM::Policy")): Statement[] =>
    policies.flatMap(([, policy]) =>
      policy.PolicyDocument.Statement.map((statement: Properties) => ({
        actions: [statement.Action].flat(),
        resources: [statement.Resource].flat(),
        conditions: statement.Condition,
      })),
    );

  return {
    app,
    template,
    resources,
    functions,
    statements,
    idOf: (name: FunctionName): string => find(name).id,
    propertiesOf: (name: FunctionName): Properties => find(name).properties,
    nameOf: (id: string): FunctionName | undefined => functions.find((candidate) => candidate.id === id)?.name,
    permissionsOf: (name: FunctionName): Statement[] => {
      const role = find(name).properties.Role["Fn::GetAtt"][0];
      return statements(resources("AWS::IAM::Policy").filter(([, { Roles }]) => Roles[0].Ref === role));
    },
  };
}
