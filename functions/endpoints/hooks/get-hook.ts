import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";

/** Intercom asks for the address by HEAD before it saves it; people open it in a browser. */
export const getHook = endpoint(
  {
    route: routes.getHook,
    summary: "Says that webhooks are taken here, for any source's address, whether there is such a source or not.",
    // Whatever a vendor asks with.
    query: z.record(z.string(), z.string()),
    returns: { 200: z.object({ status: z.literal("ok") }) },
  },
  async () => ({ status: 200, body: { status: "ok" } }),
);
