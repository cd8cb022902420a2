/** Run leases: one run of a job at a time, without reserved concurrency, which a fresh AWS account does not have to give. */
import type { LeaseStore } from "../../domain/ports/jobs.ts";
import { addSeconds, type Instant } from "../../domain/time.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoLeases implements LeaseStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async acquire(job: string, holder: string, now: Instant, seconds: number): Promise<boolean> {
    const lease = { ...keys.lease(job), record: "lease", holder, until: addSeconds(now, seconds) };
    const first = await this.#table.add(lease);
    if (first.done) return true;
    const standing = first.item as typeof lease;
    if (standing.holder !== holder && standing.until > now) return false;
    const taken = await this.#table.put(lease, { holder: standing.holder, until: standing.until });
    return taken.done;
  }

  async release(job: string, holder: string): Promise<void> {
    await this.#table.delete(keys.lease(job), { holder });
  }
}
