import * as z from "zod/mini";
import { keyModes, scopes } from "../../domain/api-key.ts";
import { invalid } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { line } from "../fields.ts";
import { KeyView, viewKey } from "./key-view.ts";

export const createKey = endpoint(
  {
    route: routes.createKey,
    summary: "Creates a key. The answer is the only place where its secret is ever shown.",
    body: z.strictObject({
      name: line(100),
      mode: z._default(z.enum(keyModes), "live"),
      scopes: z.pipe(
        z.array(z.enum(scopes)).check(z.minLength(1), z.maxLength(scopes.length)),
        z.transform((wanted) => [...new Set(wanted)]),
      ),
    }),
    showsSecret: true,
    returns: { 201: z.extend(KeyView, { apiKey: z.string().check(z.describe("The whole key, shown this once")) }) },
  },
  async ({ caller: { workspaceId, mode }, body }, { apiKeys }) => {
    if (mode === "test" && body.mode !== "test")
      throw invalid("mode", "is not test, and a test key makes test keys only: send test, or use a live key");
    const { key, secret } = await apiKeys.create({ workspaceId, ...body });
    return { status: 201, body: { ...viewKey(key), apiKey: secret } };
  },
);
