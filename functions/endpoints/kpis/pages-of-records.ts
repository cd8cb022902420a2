/** Records of a kind, newest first, page by page, with segments that the workspace has named since they were taken. */
import { completed } from "../../domain/completed-segments.ts";
import type { RecordKind, RecordOf } from "../../domain/kpi/fold-kinds.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";

const pageSize = 1000;

type Read<R> = (query: ListQuery, workspace: Workspace, services: Services) => Promise<Page<R>>;

const reads: { readonly [K in RecordKind]: Read<RecordOf[K]> } = {
  response: async (query, workspace, services) => {
    const page = await services.responses.list(query);
    const items = await completed(page.items, ({ invitedAt = "" }) => invitedAt, workspace, services);
    return { ...page, items };
  },
  invitation: async (query, workspace, services) => {
    const page = await services.invitations.list(query);
    return { ...page, items: await completed(page.items, ({ createdAt }) => createdAt, workspace, services) };
  },
  issue: async (query, workspace, services) => {
    const page = await services.issues.list(query);
    return { ...page, items: await completed(page.items, ({ changedAt }) => changedAt, workspace, services) };
  },
  move: (query, _, { customerMoves }) => customerMoves.list(query),
  interaction: (query, _, { interactions }) => interactions.list(query),
};

export async function* pagesOf<K extends RecordKind>(
  kind: K,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  workspace: Workspace,
  services: Services,
): AsyncGenerator<readonly RecordOf[K][]> {
  const read: Read<RecordOf[K]> = reads[kind];
  let cursor: string | undefined;
  do {
    const query = { workspaceId: workspace.id, from, to, limit: pageSize, ...(cursor !== undefined && { cursor }) };
    const page = await read(query, workspace, services);
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
