import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";

/** Made by `npm run openapi`. A file beside the bundle, because it is seldom asked for and larger than most of the code. */
const document = () => import("./openapi.document.json", { with: { type: "json" } });

export const getOpenApi = endpoint(
  {
    route: routes.getOpenApi,
    summary: "This document.",
    returns: { 200: z.record(z.string(), z.unknown()).check(z.describe("An OpenAPI 3.1 document")) },
  },
  async ({ requestId: _ }, { settings }) => ({
    status: 200,
    body: { ...(await document()).default, servers: [{ url: settings.publicUrl }] },
  }),
);
