/** All records of a kind that count in the days of a check, by slot, and the slots of those that have just changed. */
import { type Slot, slotOf } from "../../domain/calendar.ts";
import { completed } from "../../domain/completed-segments.ts";
import { groupBy } from "../../domain/group-by.ts";
import { foldRows, type RecordKind, type RecordOf } from "../../domain/kpi/fold-kinds.ts";
import type { Scope } from "../../domain/laws/scope.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import type { Services } from "../../domain/ports/services.ts";
import { addSeconds, type Instant } from "../../domain/time.ts";
import { pages } from "./pages.ts";

/** From a change of a record to its mark: the stream's batching, and some patience. */
const markingSeconds = 300;

interface Dated<R> {
  readonly record: R;
  readonly changedAt: Instant;
}

type Reads = {
  readonly [K in RecordKind]: (scope: Scope, services: Services) => Promise<Dated<RecordOf[K]>[]>;
};

const reads: Reads = {
  response: async ({ workspace, ...scope }, services) => {
    const found = await all((query) => services.responses.list(query), { ...scope, workspace });
    const whole = await completed(found, ({ invitedAt = "" }) => invitedAt, workspace, services);
    return whole.map((record) => ({ record, changedAt: record.changedAt }));
  },
  invitation: async ({ workspace, ...scope }, services) => {
    const found = await all((query) => services.invitations.list(query), { ...scope, workspace });
    const whole = await completed(found, ({ createdAt }) => createdAt, workspace, services);
    return whole.map((record) => {
      const { sentAt = "", history, mailEvents = [], delivery } = record;
      const told = [sentAt, delivery?.at ?? "", ...[...history, ...mailEvents].map(({ at }) => at)];
      return { record, changedAt: told.sort().at(-1) ?? "" };
    });
  },
  interaction: async (scope, { interactions }) =>
    (await all((query) => interactions.list(query), scope)).map((record) => ({ record, changedAt: record.receivedAt })),
  issue: async ({ workspace, ...scope }, services) => {
    const found = await all((query) => services.issues.list(query), { ...scope, workspace });
    const whole = await completed(found, ({ changedAt }) => changedAt, workspace, services);
    return whole.map((record) => ({ record, changedAt: record.changedAt }));
  },
  move: async (scope, { customerMoves }) =>
    (await all((query) => customerMoves.list(query), scope)).map((record) => ({ record, changedAt: record.changedAt })),
};

export class DatedRecords<K extends RecordKind> {
  readonly kind: K;
  readonly bySlot: ReadonlyMap<Slot, readonly RecordOf[K][]>;
  readonly justChanged: readonly Slot[];

  private constructor(kind: K, found: readonly Dated<RecordOf[K]>[], now: Instant) {
    const counted = found.flatMap(({ record, changedAt }) => {
      const at = foldRows[kind].countedAt(record);
      const isSettled = (foldRows[kind].settledAt?.(record) ?? now) <= now;
      return at === undefined || record.test || !isSettled ? [] : [{ record, changedAt, slot: slotOf(at) }];
    });
    this.kind = kind;
    const bySlot = groupBy(counted, ({ slot }) => slot);
    this.bySlot = new Map([...bySlot].map(([slot, those]) => [slot, those.map(({ record }) => record)]));
    this.justChanged = counted
      .filter(({ changedAt }) => changedAt > addSeconds(now, -markingSeconds))
      .map(({ slot }) => slot);
  }

  static async read<K extends RecordKind>(kind: K, scope: Scope, services: Services): Promise<DatedRecords<K>> {
    return new DatedRecords(kind, await reads[kind](scope, services), scope.now);
  }
}

async function all<T>(list: (query: ListQuery) => Promise<Page<T>>, scope: Scope): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages(list, scope)) found.push(...page);
  return found;
}
