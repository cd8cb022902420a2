import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { type ILogGroup, QueryDefinition, QueryString } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { FunctionName } from "../service-functions.ts";

export interface LogQueriesProps {
  /** CloudWatch wants names here; this keeps those of several deployments apart. */
  readonly service: string;
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly accessLogs: ILogGroup;
}

/** Questions to the logs that are asked in every incident, saved where Logs Insights offers them. They cost when they are run. */
export class LogQueries extends Construct {
  constructor(scope: Construct, id: string, { service, functions, accessLogs }: LogQueriesProps) {
    super(scope, id);
    const groups = Object.values(functions).map(({ logGroup }) => logGroup);
    const ask = (queryId: string, question: string, logGroups: ILogGroup[], queryString: QueryString) =>
      new QueryDefinition(this, queryId, { queryDefinitionName: `${service}/${question}`, logGroups, queryString });

    ask(
      "OneRequest",
      "One request",
      [accessLogs, ...groups],
      new QueryString({
        fields: ["@timestamp", "@log", "@message"],
        filterStatements: ['requestId = "REQUEST_ID"'],
        sort: "@timestamp asc",
      }),
    );
    ask(
      "Errors",
      "Errors",
      groups,
      new QueryString({
        fields: ["@timestamp", "@log", "coalesce(message, @message) as what", "workspaceId", "invitationId", "error"],
        filterStatements: ['level = "ERROR" or @message like /Task timed out|Invoke Error|Runtime\\./'],
        sort: "@timestamp desc",
        limit: 200,
      }),
    );
    ask(
      "Routes",
      "Routes",
      groups,
      new QueryString({
        filterStatements: ['message = "request"'],
        statsStatements: [
          "count(*) as requests, pct(durationMs, 50) as p50, pct(durationMs, 99) as p99, max(status) as worst by route",
        ],
        sort: "requests desc",
      }),
    );
  }
}
