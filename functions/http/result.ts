/** A use case's reply as API Gateway takes it. */
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Reply } from "./endpoint.ts";

export function toResult({ status, headers, body }: Reply, method: string): APIGatewayProxyStructuredResultV2 {
  const isText = typeof body === "string";
  const text = isText ? body : JSON.stringify(body);
  return {
    statusCode: status,
    headers: {
      ...(body !== undefined && { "content-type": isText ? "text/html; charset=utf-8" : "application/json" }),
      ...headers,
    },
    ...(text !== undefined && method !== "HEAD" && { body: text }),
  };
}
