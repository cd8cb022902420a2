/** A CloudFormation that knows a few stacks: DescribeStacks and ListStackResources of its query protocol, on this machine. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeStack {
  readonly status: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly parts?: readonly { readonly type: string; readonly logicalId: string; readonly physicalId: string }[];
}

export interface FakeCloudFormation {
  readonly endpoint: string;
  readonly stacks: Map<string, FakeStack>;
  /** Answers everything with this error until it is taken away. */
  refusal: { readonly status: number; readonly code: string; readonly message: string } | undefined;
  close(): Promise<void>;
}

export async function startFakeCloudFormation(): Promise<FakeCloudFormation> {
  const fake = { stacks: new Map<string, FakeStack>(), refusal: undefined as FakeCloudFormation["refusal"] };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    answer(fake, new URLSearchParams(body), response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, { endpoint: `http://127.0.0.1:${port}`, close: () => closed(server) });
}

function answer(
  { stacks, refusal }: Pick<FakeCloudFormation, "stacks" | "refusal">,
  asked: URLSearchParams,
  response: ServerResponse,
): void {
  const name = asked.get("StackName") ?? "";
  const stack = stacks.get(name);
  const tell = actions[asked.get("Action") ?? ""];
  if (refusal) refuse(response, refusal);
  else if (!tell || asked.get("Version") !== "2010-05-15") {
    refuse(response, { status: 400, code: "InvalidAction", message: "Could not find the operation." });
  } else if (!stack) {
    refuse(response, { status: 400, code: "ValidationError", message: `Stack with id ${name} does not exist` });
  } else tell(response, name, stack, asked);
}

type Tell = (response: ServerResponse, name: string, stack: FakeStack, asked: URLSearchParams) => void;

const actions: Readonly<Record<string, Tell>> = { DescribeStacks: describe, ListStackResources: listResources };

/** Two to a page, as if there were more of them than one holds. */
function listResources(response: ServerResponse, _: string, { parts = [] }: FakeStack, asked: URLSearchParams): void {
  const first = Number(asked.get("NextToken") ?? 0);
  const members = parts.slice(first, first + 2).map(
    ({ type, logicalId, physicalId }) =>
      `<member><ResourceType>${type}</ResourceType><LogicalResourceId>${logicalId}</LogicalResourceId>
      <PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus>
      <LastUpdatedTimestamp>2026-11-22T00:00:00.000Z</LastUpdatedTimestamp></member>`,
  );
  const next = first + 2 < parts.length ? `<NextToken>${first + 2}</NextToken>` : "";
  response.writeHead(200, { "content-type": "text/xml" }).end(
    `<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult>
      <StackResourceSummaries>${members.join("")}</StackResourceSummaries>${next}
    </ListStackResourcesResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></ListStackResourcesResponse>`,
  );
}

function describe(response: ServerResponse, name: string, stack: FakeStack): void {
  const outputs = Object.entries(stack.outputs ?? {}).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  response.writeHead(200, { "content-type": "text/xml" }).end(
    `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>
      <member><StackName>${name}</StackName><StackId>arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/1</StackId>
      <CreationTime>2026-11-22T00:00:00.000Z</CreationTime><StackStatus>${stack.status}</StackStatus>
      <Outputs>${outputs.join("")}</Outputs></member>
    </Stacks></DescribeStacksResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeStacksResponse>`,
  );
}

function refuse(response: ServerResponse, { status, code, message }: NonNullable<FakeCloudFormation["refusal"]>): void {
  response.writeHead(status, { "content-type": "text/xml" }).end(
    `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>
      <Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  );
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
