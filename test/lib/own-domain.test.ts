import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import type { DeploymentSettings } from "../../lib/deployment-settings.ts";
import { deploy } from "./deploy.ts";

const zoneId = "Z0123456789ABCDEFGHIJ";
const hostedZone = { id: zoneId, name: "shop.example" };
const domain = "feedback.shop.example";
const certificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/0-1";

const outputsOf = ({ template }: ReturnType<typeof deploy>) =>
  new Map(Object.entries(template.findOutputs("*")).map(([name, { Value }]) => [name, JSON.stringify(Value)]));

describe("with a hosted zone", () => {
  const stack = deploy({ hostedZone, domain, dmarcReports: "postmaster@shop.example" });
  const records = stack.resources("AWS::Route53::RecordSet").map(([, record]) => record);

  it("the stack sets every record that mail and links need, in that zone", () => {
    expect(new Set(records.map(({ HostedZoneId }) => HostedZoneId))).toEqual(new Set([zoneId]));
    const [token1, token2, token3] = [1, 2, 3].map((token) => ({
      Type: "CNAME",
      Name: { "Fn::GetAtt": [expect.any(String), `DkimDNSTokenName${token}`] },
      ResourceRecords: [{ "Fn::GetAtt": [expect.any(String), `DkimDNSTokenValue${token}`] }],
    }));
    const bounces = "bounces.shop.example";
    const mx = { "Fn::Join": ["", ["10 feedback-smtp.", { Ref: "AWS::Region" }, ".amazonses.com"]] };
    expect(records).toMatchObject([
      token1,
      token2,
      token3,
      { Type: "MX", Name: bounces, ResourceRecords: [mx] },
      { Type: "TXT", Name: bounces, ResourceRecords: ['"v=spf1 include:amazonses.com ~all"'] },
      {
        Type: "TXT",
        Name: "_dmarc.shop.example",
        ResourceRecords: ['"v=DMARC1; p=none; rua=mailto:postmaster@shop.example"'],
      },
      { Type: "A", Name: `${domain}.`, AliasTarget: { DNSName: {}, HostedZoneId: {} } },
    ]);
  });

  it("and leaves none to be set by hand", () => {
    expect([...outputsOf(stack).keys()].filter((name) => /^(DnsRecord|Dmarc)/.test(name))).toEqual([]);
  });

  it("the certificate is made, and validated by a record in the zone", () => {
    stack.template.hasResourceProperties("AWS::CertificateManager::Certificate", {
      DomainName: domain,
      ValidationMethod: "DNS",
      DomainValidationOptions: [{ DomainName: domain, HostedZoneId: zoneId }],
    });
  });

  it("DMARC is set only when asked for, because a domain may have one record only", () => {
    const silent = deploy({ hostedZone });
    expect(JSON.stringify(silent.resources("AWS::Route53::RecordSet"))).not.toContain("_dmarc");
    expect(outputsOf(silent).get("Dmarc")).toContain(
      "_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:postmaster@",
    );
  });

  it("an identity that exists already keeps the records it has", () => {
    const existing = deploy({ hostedZone, sendingIdentity: "shop.example" });
    existing.template.resourceCountIs("AWS::Route53::RecordSet", 0);
  });
});

describe("without a hosted zone", () => {
  const stack = deploy({ domain, certificateArn, dmarcReports: "dmarc@shop.example" }, "hearback", "eu-west-1");

  it("all records are outputs, the domain's too, and DMARC is advised", () => {
    stack.template.resourceCountIs("AWS::Route53::RecordSet", 0);
    const outputs = outputsOf(stack);
    expect([...outputs.keys()].filter((name) => name.startsWith("DnsRecord"))).toHaveLength(6);
    expect(outputs.get("DnsRecord6")).toContain("RegionalDomainName");
    expect(outputs.get("Dmarc")).toContain("rua=mailto:dmarc@shop.example");
  });

  it("the given certificate is used, and TLS older than 1.2 refused", () => {
    stack.template.hasResourceProperties("AWS::ApiGatewayV2::DomainName", {
      DomainName: domain,
      DomainNameConfigurations: [
        { CertificateArn: certificateArn, EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" },
      ],
    });
    stack.template.resourceCountIs("AWS::CertificateManager::Certificate", 0);
  });
});

describe("a domain of one's own", () => {
  const stack = deploy({ domain, hostedZone });

  it("leads to the whole API, and stands in links and outputs", () => {
    stack.template.hasResourceProperties("AWS::ApiGatewayV2::ApiMapping", {
      DomainName: { Ref: Match.stringLikeRegexp("Domain") },
      Stage: "$default",
      ApiMappingKey: Match.absent(),
    });
    stack.template.allResourcesProperties("AWS::Lambda::Function", {
      Environment: { Variables: { PUBLIC_URL: `https://${domain}` } },
    });
    expect(outputsOf(stack).get("ApiUrl")).toBe(`"https://${domain}"`);
  });

  const refused: [Partial<DeploymentSettings>, RegExp][] = [
    [{ domain }, /domain needs a certificate: give certificateArn, or hostedZone/],
    [{ certificateArn }, /certificateArn needs a domain/],
    [{ domain: "feedback.workshop.example", hostedZone }, /domain feedback\.workshop\.example is not in hostedZone/],
    [{ sender: "feedback@workshop.example", hostedZone }, /sender feedback@workshop\.example is not in hostedZone/],
    [{ domain, hostedZone, publicUrl: "https://shop.example" }, /publicUrl and domain exclude each other/],
    [
      { domain, certificateArn: certificateArn.replace("eu-west-1", "us-east-1") },
      /certificateArn is of us-east-1, .* give one of eu-west-1/,
    ],
    [{ hostedZone: { id: "shop", name: "shop.example" } }, /hostedZone\.id must be a hosted zone by id and name/],
  ];
  it.each(refused)("is refused with settings that cannot work: %j", (settings, why) => {
    expect(() => deploy(settings, "hearback", "eu-west-1")).toThrow(why);
  });
});
