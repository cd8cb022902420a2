/** A key as the API shows it: never its secret. */
import * as z from "zod/mini";
import { type ApiKey, keyModes, scopes } from "../../domain/api-key.ts";

export const KeyView = z.object({
  id: z.string(),
  name: z.string(),
  mode: z.enum(keyModes),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.iso.datetime(),
  lastUsedAt: z
    .optional(z.iso.datetime())
    .check(z.describe("Coarse: its first use on the last UTC day on which it was used; absent while it never was")),
  revokedAt: z.optional(z.iso.datetime()),
});

export const viewKey = ({ workspaceId: _, scopes: granted, ...key }: ApiKey): z.input<typeof KeyView> => ({
  ...key,
  scopes: [...granted],
});
