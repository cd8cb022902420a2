/**
 * What a request costs beyond what it cannot do without: processor time of the whole handler, as a ratio to parsing the same
 * body and making the same calls to the table. Both run in turn in one process; the engine's own work is another process's.
 */
import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { api } from "../functions/api.ts";
import type { Services } from "../functions/domain/ports/services.ts";
import { ingest } from "../functions/ingest.ts";
import { respond } from "../functions/respond.ts";
import { type Route, routes } from "../functions/routes.ts";
import { buildServices } from "../functions/runtime.ts";
import { lambdaContext } from "../local/lambda-context.ts";
import { tableDefinition } from "../local/table.ts";
import { median } from "./median.ts";
import type { Section } from "./report.ts";
import { onStage, type Stage } from "./stage.ts";

const requestsPerRound = 40;
const rounds = 15;
const warmUpRounds = 5;

type HttpFunction = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

interface Call {
  readonly command: string;
  readonly input: object;
}

interface Endpoint {
  readonly what: string;
  readonly route: Route;
  readonly expected: number;
  /** The nth request. */
  request(n: number): Request | Promise<Request>;
}

interface Request {
  readonly parameters?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly contentType?: string;
}

export async function measureRequests(): Promise<Section> {
  return onStage(
    () => {},
    async (stage) => {
      const bench = await Bench.on(stage);
      const figures = [];
      for (const endpoint of await endpointsOf(stage)) {
        figures.push({ what: endpoint.what, value: await bench.measure(endpoint), budget: 2 });
      }
      return {
        title: "Request work",
        about: `Processor time of a request, as a ratio to parsing its body and the same calls to the table, all at once; median of ${rounds} rounds of ${requestsPerRound} requests each.`,
        unit: "ratio",
        figures,
      };
    },
  );
}

/** A handler of each function on a client that notes its calls, and a bare client to make them again. */
class Bench {
  readonly #functions: Record<Route["function"], HttpFunction>;
  readonly #calls: Call[];
  readonly #bare: DynamoDBDocumentClient;
  readonly #apiKey: string;
  readonly #emptyTable: string;

  private constructor(
    functions: Record<Route["function"], HttpFunction>,
    calls: Call[],
    bare: DynamoDBDocumentClient,
    apiKey: string,
    emptyTable: string,
  ) {
    this.#functions = functions;
    this.#calls = calls;
    this.#bare = bare;
    this.#apiKey = apiKey;
    this.#emptyTable = emptyTable;
  }

  static async on(stage: Stage): Promise<Bench> {
    const calls: Call[] = [];
    const noted = client(stage);
    noted.middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => {
          calls.push({ command: commandName, input: args.input });
          return next(args);
        },
      { step: "initialize", priority: "high" },
    );
    const services: Services = buildServices(
      // One key calls as often as can be here, and is not to be kept from it.
      {
        ...stage.services.settings,
        tableName: stage.tableName,
        keyRateLimit: { perSecond: 100_000, burst: 1_000_000 },
      },
      { ...stage.services, clock: stage.clock, dynamodb: noted },
    );
    const functions = { ingest: ingest(services), respond: respond(services), api: api(services) };
    const bare = DynamoDBDocumentClient.from(client(stage), { marshallOptions: { removeUndefinedValues: true } });
    // What was new for the handler is new here too.
    const emptyTable = "hearback-bench-again";
    await stage.dynamodb.send(new CreateTableCommand({ TableName: emptyTable, ...tableDefinition }));
    return new Bench(functions, calls, bare, stage.seed.apiKey, emptyTable);
  }

  async measure(endpoint: Endpoint): Promise<number> {
    const ratios: number[] = [];
    for (let round = 0; round < warmUpRounds + rounds; round++) {
      const requests = await Promise.all(
        Array.from({ length: requestsPerRound }, (_, n) => endpoint.request(round * requestsPerRound + n)),
      );
      const events = requests.map((request) => this.#eventOf(endpoint.route, request));
      const perRequest: Call[][] = [];
      const whole = await processorTime(async () => {
        for (const event of events) {
          await this.#handle(endpoint, event);
          perRequest.push(this.#calls.splice(0));
        }
      });
      const bare = await processorTime(async () => {
        for (const [n, calls] of perRequest.entries()) await this.#repeat(requests[n]?.body, calls);
      });
      if (round >= warmUpRounds) ratios.push(whole / bare);
    }
    return median(ratios);
  }

  async #handle({ route, expected }: Endpoint, event: APIGatewayProxyEventV2): Promise<void> {
    const handle = this.#functions[route.function];
    const { statusCode } = await handle(event, lambdaContext(route.function, 10_000));
    if (statusCode !== expected) throw new Error(`${route.method} ${route.path} answered ${statusCode}.`);
  }

  async #repeat(body: string | undefined, calls: readonly Call[]): Promise<void> {
    if (body?.startsWith("{")) JSON.parse(body);
    await Promise.all(calls.map((call) => this.#send(call)));
  }

  #send({ command, input }: Call): Promise<unknown> {
    switch (command) {
      case "GetItemCommand":
        return this.#bare.send(new GetCommand(input as GetCommandInput));
      case "QueryCommand":
        return this.#bare.send(new QueryCommand(input as QueryCommandInput));
      case "PutItemCommand":
        return this.#bare.send(new PutCommand({ ...(input as PutCommandInput), TableName: this.#emptyTable }));
      default:
        throw new Error(`The bench does not know ${command}.`);
    }
  }

  #eventOf({ method, path }: Route, { parameters = {}, query, body, contentType }: Request): APIGatewayProxyEventV2 {
    const rawPath = path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
    const isForm = contentType !== undefined;
    return {
      version: "2.0",
      routeKey: `${method} ${path}`,
      rawPath,
      rawQueryString: new URLSearchParams(query).toString(),
      headers: {
        authorization: `Bearer ${this.#apiKey}`,
        ...(body !== undefined && { "content-type": contentType ?? "application/json" }),
      },
      ...(query && { queryStringParameters: query }),
      pathParameters: parameters,
      requestContext: {
        accountId: "000000000000",
        apiId: "bench",
        domainName: "localhost",
        domainPrefix: "bench",
        http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" },
        requestId: randomUUID(),
        routeKey: `${method} ${path}`,
        stage: "$default",
        time: "",
        timeEpoch: 0,
      },
      ...(body !== undefined && { body: isForm ? Buffer.from(body).toString("base64") : body }),
      isBase64Encoded: isForm,
    };
  }
}

const client = ({ engine }: Stage): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: engine.endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

/** User and system time of this process, in microseconds. */
async function processorTime(act: () => Promise<void>): Promise<number> {
  const begun = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

const customers = 20;

async function endpointsOf(stage: Stage): Promise<Endpoint[]> {
  const { seed, services, post } = stage;
  const survey = await services.surveys.get(seed.workspaceId, seed.surveyId);
  const policy = { ...survey.policy, throttleDays: 0 };
  await services.surveys.save({ ...survey, policy, version: survey.version + 1 });
  const report = (n: number, id: string) => ({
    id,
    type: "ticket.solved",
    customer: { email: `customer-${n % customers}@customers.example`, name: "Robin Hale", locale: "en-GB" },
    channel: "chat",
    agent: { id: `a-${n % 20}`, name: "Sam Reed" },
    product: "Router X",
    handleTimeSeconds: 312,
    attributes: { plan: "pro" },
  });
  /** A new invitation's survey token. */
  const token = async (n: number): Promise<string> => {
    const { invitation } = (await post("/v1/interactions", report(n, randomUUID()))) as { invitation: { id: string } };
    const url = await services.links.url("survey", { workspaceId: seed.workspaceId, id: invitation.id });
    return url.slice(url.lastIndexOf("/") + 1);
  };
  const form = { body: "score=9&comment=Quick+and+friendly.", contentType: "application/x-www-form-urlencoded" };
  const known = await token(0);
  for (let n = 0; n < customers; n++) {
    const url = `${stage.url}/s/${await token(n)}`;
    await fetch(url, { method: "POST", body: new URLSearchParams({ score: String(n % 11) }), redirect: "manual" });
  }
  await stage.jobs.run("react-to-changes");
  await stage.jobs.run("compute-kpis");
  return [
    {
      what: "POST /v1/interactions",
      route: routes.recordInteraction,
      expected: 202,
      request: (n) => ({ body: JSON.stringify(report(n, `bench-${n}`)) }),
    },
    {
      what: "GET /s/{token}",
      route: routes.showSurvey,
      expected: 200,
      request: () => ({ parameters: { token: known }, query: { score: "9" } }),
    },
    {
      what: "POST /s/{token}",
      route: routes.answerSurvey,
      expected: 303,
      request: async (n) => ({ parameters: { token: await token(n) }, ...form }),
    },
    {
      what: "GET /v1/kpis/nps?by=agent",
      route: routes.getKpi,
      expected: 200,
      request: () => ({ parameters: { kpi: "nps" }, query: { survey: seed.surveyId, by: "agent" } }),
    },
    {
      what: "GET /v1/responses",
      route: routes.listResponses,
      expected: 200,
      request: () => ({ query: { survey: seed.surveyId, limit: "20" } }),
    },
  ];
}
