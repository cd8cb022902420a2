/** Goals beside their workspace. Judging one is a write on the condition that nobody has judged or removed it meanwhile. */
import { AppError } from "../../domain/errors.ts";
import type { Goal } from "../../domain/goal.ts";
import { idPattern } from "../../domain/ids.ts";
import type { GoalStore } from "../../domain/ports/figures.ts";
import { collect, toEntity } from "./entities.ts";
import { type Key, keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoGoals implements GoalStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(workspaceId: string, id: string): Promise<Goal> {
    const item = await this.#table.get(keyOf(workspaceId, id), { consistent: true });
    if (!item) throw notFound();
    return toEntity<Goal>(item);
  }

  async list(workspaceId: string): Promise<Goal[]> {
    const { pk, sk } = keys.goal(workspaceId);
    const range = { partition: ["pk", pk], beginsWith: ["sk", sk], consistent: true } as const;
    const goals = await collect<Goal>(this.#table.query(range));
    return goals.sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? 1 : -1));
  }

  async add(goal: Goal): Promise<void> {
    await this.#table.add(itemOf(goal));
  }

  async save(goal: Goal): Promise<boolean> {
    return (await this.#table.put(itemOf(goal), { revision: goal.revision - 1 })).done;
  }

  async remove(workspaceId: string, id: string): Promise<Goal> {
    const standing = await this.get(workspaceId, id);
    const key = keyOf(workspaceId, id);
    await this.#table.delete(key, { pk: key.pk });
    return standing;
  }
}

const itemOf = (goal: Goal) => ({ ...keys.goal(goal.workspaceId, goal.id), record: "goal", ...goal });

function keyOf(workspaceId: string, id: string): Key {
  if (!idPattern.goal.test(id)) throw notFound();
  return keys.goal(workspaceId, id);
}

const notFound = (): AppError => new AppError("not_found", "There is no such goal.");
