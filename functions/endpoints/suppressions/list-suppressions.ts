import * as z from "zod/mini";
import { suppressionReasons } from "../../domain/suppression.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { listQuery, page } from "../list-fields.ts";
import { listRange } from "../list-range.ts";
import { SuppressionView, suppressionColumns, viewSuppression } from "./suppression-view.ts";

export const listSuppressions = endpoint(
  {
    route: routes.listSuppressions,
    summary: "Lists all suppressed addresses by when Hearback learned of them, newest first.",
    columns: suppressionColumns,
    query: z.strictObject({ ...listQuery, reason: z.exactOptional(z.enum(suppressionReasons)) }),
    returns: {
      200: page(SuppressionView).check(z.describe("A page may be short: go on until nextCursor is absent")),
    },
  },
  async ({ caller: { workspace, workspaceId }, query }, { suppressions, clock }) => {
    const range = listRange({ ...query, from: workspace.createdAt }, clock.now());
    const found = await suppressions.list({ workspaceId, ...range });
    const wanted = found.items.filter(({ reason }) => query.reason === undefined || reason === query.reason);
    return { status: 200, body: { ...found, items: wanted.map(viewSuppression) } };
  },
);
