import { describe, expect, it } from "vitest";
import { functionNames } from "../../lib/service-functions.ts";
import { deploy } from "./deploy.ts";
import type { Properties } from "./template.ts";

const atOnce = deploy();
const canary = deploy({ rollout: "canary" });

const all = ({ template }: typeof atOnce): Record<string, Properties> => template.toJSON()["Resources"];
/** The resources that a value speaks of. */
const namedIn = (value: Properties): string[] => {
  if (typeof value !== "object" || value === null) return [];
  const { Ref, "Fn::GetAtt": [attributeOf] = [] } = value;
  return [Ref, attributeOf].filter((id) => typeof id === "string").concat(Object.values(value).flatMap(namedIn));
};

describe("every function", () => {
  it.each([
    ["all-at-once", atOnce],
    ["canary", canary],
  ])("is called by its alias, by whatever sets it off, with new versions %s", (_, stack) => {
    const aliases = functionNames.map(stack.liveOf);
    const callers = (
      [
        ["AWS::ApiGatewayV2::Integration", "IntegrationUri"],
        ["AWS::Lambda::Permission", "FunctionName"],
        ["AWS::Lambda::EventSourceMapping", "FunctionName"],
        ["AWS::Scheduler::Schedule", "Target"],
      ] as const
    ).flatMap(([type, property]) =>
      stack
        .resources(type)
        .map(([id, properties]) => [id, namedIn(properties[property]).filter((named) => /Function/.test(named))]),
    );
    expect(callers).toHaveLength(3 + 4 + 2 + 3);
    for (const [id, called] of callers) expect(aliases, String(id)).toEqual(expect.arrayContaining(called as string[]));
    expect(new Set(callers.flatMap(([, called]) => called))).toEqual(new Set(aliases));
    const startable = stack.statements().filter(({ actions }) => actions.includes("lambda:InvokeFunction"));
    for (const { resources } of startable) expect(aliases).toEqual(expect.arrayContaining(resources.flatMap(namedIn)));
  });

  it("has a version of each state of its code and variables, and none is kept once another has taken its place", () => {
    const versionsOf = (stack: typeof atOnce) => Object.entries(stack.template.findResources("AWS::Lambda::Version"));
    expect(versionsOf(atOnce)).toHaveLength(functionNames.length);
    for (const [, version] of versionsOf(atOnce)) expect(version.DeletionPolicy).toBe("Delete");
    const changed = versionsOf(deploy({ markRestSeconds: 61 })).map(([id]) => id);
    expect(changed).toHaveLength(functionNames.length);
    for (const [id] of versionsOf(atOnce)) expect(changed).not.toContain(id);
  });
});

describe("a change of the setting", () => {
  it("moves no route, mapping, schedule or permission: it only tells how aliases change, and who watches it", () => {
    const [before, after] = [all(atOnce), all(canary)];
    const added = Object.keys(after).filter((id) => !(id in before));
    expect(added.filter((id) => !id.startsWith("Canary"))).toEqual([expect.stringMatching(/^AlarmsNewVersionFails/)]);
    const changed = Object.keys(before).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
    expect(changed.filter((id) => !id.startsWith("Dashboard")).sort()).toEqual(functionNames.map(canary.liveOf).sort());
    for (const name of functionNames) {
      const { UpdatePolicy, ...alias } = after[canary.liveOf(name)];
      expect(alias).toEqual(before[atOnce.liveOf(name)]);
      expect(UpdatePolicy).toMatchObject({ CodeDeployLambdaAliasUpdate: {} });
    }
  });
});

describe("a canary", () => {
  const groups = new Map(canary.resources("AWS::CodeDeploy::DeploymentGroup"));
  const groupOf = (name: (typeof functionNames)[number]) => {
    const { CodeDeployLambdaAliasUpdate } = all(canary)[canary.liveOf(name)].UpdatePolicy;
    return groups.get(CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref);
  };

  it.each([
    ["ingest", "Canary10Percent10Minutes"],
    ["respond", "Canary10Percent10Minutes"],
    ["api", "Canary10Percent10Minutes"],
    ["react-to-changes", "Canary10Percent10Minutes"],
    ["record-mail-events", "Canary10Percent10Minutes"],
    // Of ten ticks a tenth is often none.
    ["dispatch-invitations", "Linear10PercentEvery1Minute"],
    ["compute-kpis", "Linear10PercentEvery1Minute"],
  ] as const)("lets %s in by %s, and takes it back at an alarm, a failure or a person's word", (name, pace) => {
    expect(groupOf(name)).toMatchObject({
      DeploymentConfigName: `CodeDeployDefault.Lambda${pace}`,
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST", "DEPLOYMENT_STOP_ON_ALARM"],
      },
    });
  });

  it("is stopped by errors of a new version, by 5xx and by a mail sent twice, for all functions together", () => {
    expect(groups.size).toBe(functionNames.length);
    for (const { AlarmConfiguration, DeploymentGroupName } of groups.values()) {
      // So that a second deployment can stand beside the first.
      expect(DeploymentGroupName).toBeUndefined();
      expect(AlarmConfiguration.Enabled).toBe(true);
      const names = AlarmConfiguration.Alarms.map(({ Name }: Properties) => Name.Ref.replace(/^Alarms|.{8}$/g, ""));
      expect(names.sort()).toEqual(["DoubleSends", "NewVersionFails", "ServerErrors"]);
    }
  });

  it("judges each function by the version that is being deployed", () => {
    const [[, { Metrics }] = [undefined, { Metrics: [] }]] = canary
      .resources("AWS::CloudWatch::Alarm")
      .filter(([id]) => id.startsWith("AlarmsNewVersionFails"));
    const versions = Metrics.flatMap(({ MetricStat }: Properties) => MetricStat?.Metric.Dimensions ?? [])
      .filter(({ Name }: Properties) => Name === "ExecutedVersion")
      .map(({ Value }: Properties) => Value);
    expect(versions).toEqual(functionNames.map((name) => all(canary)[canary.liveOf(name)].Properties.FunctionVersion));
  });

  it("waits for what it needs, and for nothing that waits for it", () => {
    const resources = all(canary);
    const needsOf = (id: string) =>
      [...namedIn(resources[id]), ...[resources[id].DependsOn ?? []].flat()].filter((named) => named in resources);
    const reachedFrom = (start: string) => {
      const reached = new Set<string>();
      const reach = (id: string): void => {
        for (const need of needsOf(id)) {
          if (reached.has(need)) continue;
          reached.add(need);
          reach(need);
        }
      };
      reach(start);
      return reached;
    };
    for (const name of functionNames) {
      const alias = canary.liveOf(name);
      const needed = reachedFrom(alias);
      expect(needed, name).not.toContain(alias);
      expect([...needed].filter((id) => /^(CanaryRoleDefaultPolicy|AlarmsNewVersionFails)/.test(id))).toHaveLength(2);
    }
  });
});
