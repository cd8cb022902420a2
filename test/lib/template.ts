/** What a test asks of a template: resources without their envelope, functions by name, permissions by function. */
import type { Template } from "aws-cdk-lib/assertions";
import { type FunctionName, functionNames, serviceFunctions } from "../../lib/service-functions.ts";

// biome-ignore lint/suspicious/noExplicitAny: a CloudFormation template is untyped JSON
export type Properties = any;

export interface Statement {
  readonly actions: string[];
  readonly resources: Properties[];
  readonly conditions: Properties;
}

export function readTemplate(template: Template) {
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

  const liveOf = (name: FunctionName): string => {
    const [alias] = resources("AWS::Lambda::Alias").find(([, { FunctionName: of }]) => of.Ref === find(name).id) ?? [];
    if (alias === undefined) throw new Error(`The function ${name} has no alias.`);
    return alias;
  };

  const statements = (policies = resources("AWS::IAM::Policy")): Statement[] =>
    policies.flatMap(([, policy]) =>
      policy.PolicyDocument.Statement.map((statement: Properties) => ({
        actions: [statement.Action].flat(),
        resources: [statement.Resource].flat(),
        conditions: statement.Condition,
      })),
    );

  const permissionsOf = (name: FunctionName): Statement[] => {
    const role = find(name).properties.Role["Fn::GetAtt"][0];
    return statements(resources("AWS::IAM::Policy").filter(([, { Roles }]) => Roles[0].Ref === role));
  };

  return {
    template,
    resources,
    functions,
    statements,
    permissionsOf,
    /** What a function may do with the table itself and with its indexes: `GetItem table`, `Query /index/due`. */
    tablePermissionsOf: (name: FunctionName): string[] =>
      permissionsOf(name).flatMap(({ actions, resources: reached }) =>
        reached
          .filter((resource) => !JSON.stringify(resource).includes("StreamArn"))
          .flatMap((resource) =>
            actions
              .filter((action) => action.startsWith("dynamodb:"))
              .map((action) => `${action.slice(9)} ${resource["Fn::Join"]?.[1][1] ?? "table"}`),
          ),
      ),
    idOf: (name: FunctionName): string => find(name).id,
    propertiesOf: (name: FunctionName): Properties => find(name).properties,
    /** The alias by which a function is called. */
    liveOf,
    /** How an event source mapping names that alias. */
    mappedTo: (name: FunctionName): Properties => {
      const parts = { "Fn::Split": [":", { Ref: liveOf(name) }] };
      return { "Fn::Join": ["", [{ "Fn::Select": [6, parts] }, ":live"]] };
    },
    calledBy: (alias: string): FunctionName | undefined => functionNames.find((name) => liveOf(name) === alias),
  };
}
