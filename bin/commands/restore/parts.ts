/** All that is compared of a workspace, found by its lists in both tables: by day, by what is due, and by address. */
import type { Customer } from "../../../functions/domain/customer.ts";
import { splitId } from "../../../functions/domain/ids.ts";
import type { ListQuery, Page } from "../../../functions/domain/ports/lists.ts";
import { addDays } from "../../../functions/domain/time.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { pages } from "../../../functions/jobs/laws/pages.ts";
import { toDoList } from "../../../functions/jobs/laws/to-do-list.ts";
import { firstDay } from "../laws/scope.ts";
import { compareCustomer } from "./compare-customer.ts";
import { compareSettings } from "./compare-settings.ts";
import { compareSources } from "./compare-sources.ts";
import { compareSuppressed } from "./compare-suppressed.ts";
import { compareSurvey } from "./compare-survey.ts";
import type { Part, Side, TwoTables } from "./restoration.ts";

export async function partsOf(workspace: Workspace, tables: TwoTables): Promise<Part[]> {
  const { id: workspaceId } = workspace;
  const { here, lost } = tables;
  const customers = new Set<string>();
  const suppressed = new Set<string>();
  for (const side of [here, lost]) for await (const id of customersIn(workspace, side)) customers.add(id);
  const { suppressions, surveys } = lost.services;
  const range = await wholeLife(workspace, lost);
  for await (const page of pages((query) => suppressions.list(query), range)) {
    for (const { id, customerId } of page) {
      suppressed.add(id);
      if (customerId !== undefined) customers.add(customerId);
    }
  }
  const part = (compare: Part["compare"]): Part => ({ workspaceId, compare });
  return [
    part(() => compareSettings(workspaceId, tables)),
    part(() => compareSources(workspaceId, tables)),
    ...(await surveys.list(workspaceId)).map(({ id }) => part(() => compareSurvey(workspaceId, id, tables))),
    ...[...suppressed].map((id) => part(() => compareSuppressed(workspaceId, id, tables))),
    ...[...customers].map((id) => part(() => compareCustomer(workspaceId, id, tables))),
  ];
}

type Listed = (query: ListQuery) => Promise<Page<{ readonly customerId: string }>>;

/** Whoever has anything that has not expired. */
async function* customersIn(workspace: Workspace, side: Side): AsyncGenerator<Customer["id"]> {
  const { interactions, invitations, responses, customerMoves } = side.services;
  const range = await wholeLife(workspace, side);
  const lists: readonly Listed[] = [
    (query) => interactions.list(query),
    (query) => invitations.list(query),
    (query) => responses.listAll(query),
    (query) => customerMoves.list(query),
  ];
  for (const list of lists) {
    for await (const page of pages(list, range)) yield* page.map(({ customerId }) => customerId);
  }
  for (const id of await toDoList(workspace.id, invitations, () => true)) yield splitId(id).customerId;
}

/** With a day at both ends for what was told of another time than its own. */
async function wholeLife(workspace: Workspace, { services }: Side) {
  const now = services.clock.now();
  const first = await firstDay(workspace, now, services);
  return { workspace, begin: addDays(`${first}T00:00:00.000Z`, -1), end: addDays(now, 1) };
}
