import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";

export const getHealth = endpoint(
  {
    route: routes.getHealth,
    summary: "Says that the service answers, and whether a restored table keeps it from sending.",
    returns: {
      200: z.object({
        status: z.literal("ok"),
        sending: z
          .optional(z.literal("held_back"))
          .check(z.describe("The table was restored or copied, and nothing is mailed from it yet.")),
      }),
    },
  },
  async (_input, { sendFence }) => {
    const heldBack = (await sendFence.find())?.heldBack;
    return { status: 200, body: { status: "ok", ...(heldBack && { sending: "held_back" }) } };
  },
);
