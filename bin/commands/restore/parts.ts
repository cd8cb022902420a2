/** All that is compared of a workspace, found by its lists in both tables: by day, by what is due, and by address. */
import type { Customer } from "../../../functions/domain/customer.ts";
import { splitId } from "../../../functions/domain/ids.ts";
import type { ListQuery, Page } from "../../../functions/domain/ports.ts";
import { addDays } from "../../../functions/domain/time.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { pages } from "../../../functions/jobs/laws/pages.ts";
import { toDoList } from "../../../functions/jobs/laws/to-do-list.ts";
import { firstDay } from "../laws/scope.ts";
import { compareCustomer } from "./compare-customer.ts";
import { compareSettings } from "./compare-settings.ts";
import { compareSuppressed } from "./compare-suppressed.ts";
import { compareSurvey } from "./compare-survey.ts";
import type { Part, Side, TwoTables } from "./restoration.ts";

export async function partsOf(workspace: Workspace, tables: TwoTables): Promise<Part[]> {
  const { id: workspaceId } = workspace;
  const { here, lost } = tables;
  const customers = new Set<string>();
  const suppressed = new Set<string>();
  for (const side of [here, lost]) {
    for await (const id of customersIn(workspace, side)) customers.add(id);
  }
  for await (const { id, customerId } of listed(workspace, lost, (query) => lost.services.suppressions.list(query))) {
    suppressed.add(id);
    if (customerId !== undefined) customers.add(customerId);
  }
  const surveys = await lost.services.surveys.list(workspaceId);
  const part = (compare: Part["compare"]): Part => ({ workspaceId, compare });
  return [
    part(() => compareSettings(workspaceId, tables)),
    ...surveys.map(({ id }) => part(() => compareSurvey(workspaceId, id, tables))),
    ...[...suppressed].map((id) => part(() => compareSuppressed(workspaceId, id, tables))),
    ...[...customers].map((id) => part(() => compareCustomer(workspaceId, id, tables))),
  ];
}

/** Whoever has anything that has not expired. */
async function* customersIn(workspace: Workspace, side: Side): AsyncGenerator<Customer["id"]> {
  const { interactions, invitations, responses, customerMoves } = side.services;
  for await (const { customerId } of listed(workspace, side, (query) => interactions.list(query))) yield customerId;
  for await (const { customerId } of listed(workspace, side, (query) => invitations.list(query))) yield customerId;
  for await (const { customerId } of listed(workspace, side, (query) => responses.listAll(query))) yield customerId;
  for await (const { customerId } of listed(workspace, side, (query) => customerMoves.list(query))) yield customerId;
  for (const id of await toDoList(workspace.id, invitations, () => true)) yield splitId(id).customerId;
}

async function* listed<T>(
  workspace: Workspace,
  { services }: Side,
  list: (query: ListQuery) => Promise<Page<T>>,
): AsyncGenerator<T> {
  const now = services.clock.now();
  const begin = addDays(`${await firstDay(workspace, now, services)}T00:00:00.000Z`, -1);
  for await (const page of pages(list, { workspace, begin, end: addDays(now, 1) })) yield* page;
}
