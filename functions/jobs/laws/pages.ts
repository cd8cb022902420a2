import type { Scope } from "../../domain/laws/scope.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";

/** Everything that a store lists between two instants, page by page, newest first. */
export async function* pages<T>(
  list: (query: ListQuery) => Promise<Page<T>>,
  { workspace, begin, end }: Pick<Scope, "workspace" | "begin" | "end">,
): AsyncGenerator<readonly T[]> {
  const query = { workspaceId: workspace.id, from: begin, to: end, limit: 500 };
  let cursor: string | undefined;
  do {
    const page = await list({ ...query, ...(cursor !== undefined && { cursor }) });
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
