import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** The body to the byte, however API Gateway has packed it: what it takes for text comes as it is, all else in base64. */
export const rawBody = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
