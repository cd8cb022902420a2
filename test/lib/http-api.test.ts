import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { type Route, routes } from "../../functions/routes.ts";
import { deploy } from "./deploy.ts";

const { template, resources, calledBy } = deploy();

describe("the HTTP API", () => {
  const integrated = new Map(
    resources("AWS::ApiGatewayV2::Integration").map(([id, { IntegrationUri }]) => [id, calledBy(IntegrationUri.Ref)]),
  );

  it("wires every route of the table to its function, HEAD beside GET, and all else to the api function", () => {
    const wired = resources("AWS::ApiGatewayV2::Route").map(([, { RouteKey, Target }]) => [
      RouteKey,
      integrated.get(Target["Fn::Join"][1][1].Ref),
    ]);
    const expected = Object.values<Route>(routes).flatMap(({ method, path, function: name }) => [
      [`${method} ${path}`, name],
      ...(method === "GET" ? [[`HEAD ${path}`, name]] : []),
    ]);
    expect(Object.fromEntries(wired)).toEqual(Object.fromEntries([...expected, ["$default", "api"]]));
  });

  const permissions = resources("AWS::Lambda::Permission").filter(([, { Principal }]) =>
    Principal.startsWith("apigateway"),
  );

  it("may call its three functions by one permission each, however many routes there are, and one for all else", () => {
    const called = permissions.map(([, { FunctionName }]) => calledBy(FunctionName.Ref));
    expect(called.sort()).toEqual(["api", "api", "ingest", "respond"]);
  });

  it("may call the function of each route by the ARN that the call would have", () => {
    const granted = permissions.map(([, { FunctionName, SourceArn }]) => ({
      name: calledBy(FunctionName.Ref),
      // What comes before the API's id is the same for all.
      pattern: new RegExp(`^${SourceArn["Fn::Join"][1].at(-1).split("*").map(escaped).join(".*")}$`),
    }));
    const refused = resources("AWS::ApiGatewayV2::Route").flatMap(([, { RouteKey, Target }]) => {
      const name = integrated.get(Target["Fn::Join"][1][1].Ref);
      const arn = `/$default/${RouteKey.replace(" ", "")}`;
      return granted.some((grant) => grant.name === name && grant.pattern.test(arn)) ? [] : [RouteKey];
    });
    expect(refused).toEqual([]);
  });

  it("logs the route, never the path, which holds the customer's token, nor who called", () => {
    const [[, stage] = []] = resources("AWS::ApiGatewayV2::Stage");
    const { Format, DestinationArn } = stage.AccessLogSettings;
    expect(resources("AWS::Logs::LogGroup").map(([id]) => id)).toContain(DestinationArn["Fn::GetAtt"][0]);
    const logged = Object.values(JSON.parse(Format));
    for (const field of ["requestId", "routeKey", "status", "responseLatency", "integrationErrorMessage"]) {
      expect(logged).toContain(`$context.${field}`);
    }
    expect(Format).not.toMatch(/context\.(path|identity|customDomain|authorizer)|httpMethod|protocol/);
  });

  it("throttles as set", () => {
    const { template: busy } = deploy({ requestsPerSecond: 7, requestBurst: 9 });
    busy.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 },
    });
  });

  it("tells the functions its own address, or the origin that stands before it", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { PUBLIC_URL: { "Fn::GetAtt": [Match.anyValue(), "ApiEndpoint"] } } },
    });
    const { template: fronted } = deploy({ publicUrl: "https://ask.shop.example/" });
    fronted.allResourcesProperties("AWS::Lambda::Function", {
      Environment: { Variables: { PUBLIC_URL: "https://ask.shop.example" } },
    });
  });
});

const escaped = (text: string): string => text.replace(/[$.]/g, "\\$&");
