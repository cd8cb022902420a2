import { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { liveAlias } from "../service-functions.ts";
import { sumOf, type Watched } from "../watched.ts";
import type { AlarmFacts } from "./alarm-facts.ts";

/**
 * A new version that fails before the few who meet it. Lambda tells a version's own errors only while its alias leads to two, so
 * that this rings for the new one alone, and in no other time.
 */
export function alarmsOfRollout({ functions }: Watched): Record<string, AlarmFacts> {
  const errors = Object.values(functions).map(
    ({ functionName, currentVersion }) =>
      new Metric({
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensionsMap: {
          FunctionName: functionName,
          Resource: `${functionName}:${liveAlias}`,
          ExecutedVersion: currentVersion.version,
        },
        statistic: Stats.SUM,
        period: Duration.minutes(1),
      }),
  );
  return {
    NewVersionFails: {
      harm: "What was deployed is taken back: a function's new version crashed or timed out before the tenth of calls that met it.",
      patience: "Taking a version back costs a deployment, and leaving it may cost answers, so once is enough.",
      runbook: "a-new-version-was-taken-back",
      metric: sumOf(errors, "Errors of new versions", 1),
      from: 1,
      periods: 1,
      againstRollouts: true,
    },
  };
}
