import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import * as apigateway from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { ARecord, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import { type Route, routes } from "../../functions/routes.ts";
import type { Settings } from "../settings.ts";
import type { DnsRecord } from "./dns-records.ts";

type HttpFunction = Route["function"];

/** What is logged of each request. Never the path: a survey link is a permission. Never the caller's address. */
const accessLog = {
  requestId: "$context.requestId",
  requestTime: "$context.requestTime",
  routeKey: "$context.routeKey",
  status: "$context.status",
  responseLatency: "$context.responseLatency",
  responseLength: "$context.responseLength",
  integrationStatus: "$context.integrationStatus",
  integrationLatency: "$context.integrationLatency",
  integrationErrorMessage: "$context.integrationErrorMessage",
};

/**
 * The public HTTP API. It is made before the functions, because their environment needs its address, and gets its
 * routes from `routes.ts` afterwards.
 */
export class HttpApi extends Construct {
  readonly url: string;
  /** What must be set in DNS before the domain leads here; empty when there is none, or when it is set already. */
  readonly dnsRecords: readonly DnsRecord[];
  readonly api: apigateway.HttpApi;
  readonly accessLogs: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    settings: Pick<Settings, "logRetentionDays" | "requestsPerSecond" | "requestBurst" | "domain" | "certificateArn">,
    { zone, key }: { readonly zone?: IHostedZone | undefined; readonly key?: IKey | undefined } = {},
  ) {
    super(scope, id);
    this.api = new apigateway.HttpApi(this, "Api", { createDefaultStage: false });
    const { domain, certificateArn } = settings;
    const domainName = domain === undefined ? undefined : this.#domainName(domain, certificateArn, zone);
    this.url = domain === undefined ? this.api.apiEndpoint : `https://${domain}`;
    this.dnsRecords =
      domainName === undefined || zone !== undefined
        ? []
        : [{ type: "CNAME", name: domainName.name, value: domainName.regionalDomainName }];

    this.accessLogs = new LogGroup(this, "AccessLogs", {
      retention: settings.logRetentionDays,
      ...(key && { encryptionKey: key }),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new apigateway.HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      ...(domainName && { domainMapping: { domainName } }),
      throttle: { rateLimit: settings.requestsPerSecond, burstLimit: settings.requestBurst },
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });

    Validations.of(this).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "The functions check keys and signed links themselves: an authorizer would read the same key a second time, " +
        "and could not say what the customer's pages need to say.",
    });
  }

  #domainName(
    domain: string,
    certificateArn: string | undefined,
    zone: IHostedZone | undefined,
  ): apigateway.DomainName {
    const certificate =
      certificateArn === undefined
        ? new Certificate(this, "Certificate", { domainName: domain, validation: CertificateValidation.fromDns(zone) })
        : Certificate.fromCertificateArn(this, "Certificate", certificateArn);
    const domainName = new apigateway.DomainName(this, "Domain", {
      domainName: domain,
      certificate,
      securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
    });
    if (zone !== undefined) {
      const { regionalDomainName, regionalHostedZoneId } = domainName;
      const target = RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId));
      new ARecord(this, "Address", { zone, recordName: domain, target });
    }
    return domainName;
  }

  /** Wires every route, HEAD beside every GET, and everything else to the `api` function, which answers 404. */
  serve(functions: Record<HttpFunction, IFunction>): void {
    const integrations = {
      ingest: integration("Ingest", functions.ingest),
      respond: integration("Respond", functions.respond),
      api: integration("Api", functions.api),
    } satisfies Record<HttpFunction, HttpLambdaIntegration>;

    for (const route of Object.values<Route>(routes)) {
      const method = apigateway.HttpMethod[route.method];
      this.api.addRoutes({
        path: route.path,
        methods: method === apigateway.HttpMethod.GET ? [method, apigateway.HttpMethod.HEAD] : [method],
        integration: integrations[route.function],
      });
    }
    new apigateway.HttpRoute(this, "Default", {
      httpApi: this.api,
      routeKey: apigateway.HttpRouteKey.DEFAULT,
      integration: integrations.api,
    });
    // Its source ARN is a part shorter than those of routes, so that theirs do not hold it.
    functions.api.addPermission("AllElse", {
      scope: this,
      principal: new ServicePrincipal("apigateway.amazonaws.com"),
      sourceArn: Stack.of(this).formatArn({
        service: "execute-api",
        resource: this.api.apiId,
        resourceName: "*/$default",
      }),
    });
  }
}

// One permission for the whole API: one for each route would soon fill the 20 KB of a function's resource policy.
function integration(id: string, handler: IFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(id, handler, { scopePermissionToRoute: false });
}
