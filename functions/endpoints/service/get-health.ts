import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";

export const getHealth = endpoint(
  {
    route: routes.getHealth,
    summary: "Says that the service answers, and nothing else.",
    returns: { 200: z.object({ status: z.literal("ok") }) },
  },
  async () => ({ status: 200, body: { status: "ok" } }),
);
