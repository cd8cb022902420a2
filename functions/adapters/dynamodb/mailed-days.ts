/** How many mails have left today: one item a workspace, which only the dispatcher writes. */
import type { MailedDay, MailedDays } from "../../domain/ports/jobs.ts";
import { toEntity } from "./entities.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoMailedDays implements MailedDays {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async find(workspaceId: string): Promise<MailedDay | undefined> {
    const item = await this.#table.get(keys.mailedDay(workspaceId));
    return item && toEntity<MailedDay>(item);
  }

  async save(workspaceId: string, mailed: MailedDay): Promise<void> {
    await this.#table.put({ ...keys.mailedDay(workspaceId), record: "mailed-day", ...mailed });
  }
}
