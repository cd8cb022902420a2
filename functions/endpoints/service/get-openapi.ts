import * as z from "zod/mini";
import { type Endpoint, endpoint } from "../../http/endpoint.ts";
import { openApiDocument } from "../../http/openapi.ts";
import { routes } from "../../routes.ts";

/** It describes itself too, and makes the document when it is first asked for. */
export function getOpenApi(others: readonly Endpoint[]): Endpoint {
  let document: unknown;
  const self: Endpoint = endpoint(
    {
      route: routes.getOpenApi,
      summary: "This document.",
      returns: { 200: z.record(z.string(), z.unknown()).check(z.describe("An OpenAPI 3.1 document")) },
    },
    async ({ requestId: _ }, { settings }) => {
      document ??= openApiDocument([...others, self], settings.publicUrl);
      return { status: 200, body: document };
    },
  );
  return self;
}
