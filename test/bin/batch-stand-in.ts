/** What answers POST /v1/interactions/batch as the API does, and fails as it may. For faults alone: what it takes it only counts. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

// biome-ignore lint/suspicious/noExplicitAny: tests look into what was sent
type Report = any;

/** Of a request, counted from 1: a status, a connection that is cut, rows to be sent again, or something else first. */
export type Mishap = number | "cut" | "half" | (() => void) | undefined;

export interface BatchStandIn {
  readonly url: string;
  /** Every row that was answered with an outcome, in order. */
  readonly recorded: Report[];
  /** Rows of each request. */
  readonly sizes: number[];
  close(): Promise<void>;
}

export async function startBatchStandIn(mishap: (request: number) => Mishap = () => undefined): Promise<BatchStandIn> {
  const recorded: Report[] = [];
  const sizes: number[] = [];
  const answerOf = (report: Report, mayBeLate: boolean): unknown => {
    if (mayBeLate) return { status: "retry", detail: "There was no time left." };
    if (report.customer?.email === "nobody") {
      const errors = [{ path: "customer.email", message: "is not an e-mail address that mail can be sent to" }];
      return { type: "urn:hearback:problem:invalid", title: "Invalid", status: 422, detail: "Not valid.", errors };
    }
    recorded.push(report);
    return { id: "int_1", outcome: "not_invited", reason: "not_requested" };
  };
  const server = createServer(async (request, response) => {
    const { items } = JSON.parse(await bodyOf(request)) as { items: Report[] };
    const fault = mishap(sizes.push(items.length));
    if (fault === "cut") return request.socket.destroy();
    if (typeof fault === "function") return fault();
    const status = typeof fault === "number" ? fault : 200;
    const answers = () => items.map((report, index) => answerOf(report, fault === "half" && index % 2 === 1));
    const answer = status === 200 ? { items: answers(), errors: 0 } : { status, detail: "Busy.", requestId: "r" };
    response.writeHead(status, { "content-type": "application/json", "retry-after": "0" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recorded,
    sizes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
