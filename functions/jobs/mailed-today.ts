/**
 * How many first mails of a workspace have left on its local day, for those that have a daily cap: counted from the list of
 * settled invitations once a run, going on from the last count, and with those of this run.
 */
import { type Day, localDay, startOfDay } from "../domain/calendar.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { SendingServices, Services } from "../domain/ports.ts";
import { addSeconds, type Instant, later } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";

/** What handling an entry of the to-do list takes. */
export interface DispatchServices extends SendingServices {
  readonly mailedToday: MailedToday;
}

/** The list lags: what was settled this recently is counted again by the next run. */
const lagSeconds = 60;

export class MailedToday {
  readonly #services: Services;
  readonly #counts = new Map<string, Promise<MailCount>>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Whoever sends one more adds it; undefined where there is no cap. */
  async of(workspace: Workspace): Promise<MailCount | undefined> {
    if (workspace.policy.dailyCap === undefined) return undefined;
    const day = localDay(this.#services.clock.now(), workspace.timeZone);
    const name = `${workspace.id}#${day}`;
    const count = this.#counts.get(name) ?? this.#count(workspace, day);
    this.#counts.set(name, count);
    return count;
  }

  async #count({ id: workspaceId, timeZone }: Workspace, day: Day): Promise<MailCount> {
    const { mailedDays, clock } = this.#services;
    const now = clock.now();
    const standing = await mailedDays.find(workspaceId);
    const begin = { day, count: 0, countedUntil: startOfDay(day, timeZone) };
    const before = standing?.day === day ? standing : begin;
    const sure = later(before.countedUntil, addSeconds(now, -lagSeconds));
    const counted = {
      day,
      count: before.count + (await this.#settledBetween(workspaceId, before.countedUntil, sure)),
      countedUntil: sure,
    };
    if (counted.countedUntil !== before.countedUntil) await mailedDays.save(workspaceId, counted);
    return { day, count: counted.count + (await this.#settledBetween(workspaceId, sure, addSeconds(now, 1))) };
  }

  async #settledBetween(workspaceId: string, from: Instant, to: Instant): Promise<number> {
    let count = 0;
    let cursor: string | undefined;
    do {
      const query = { workspaceId, from, to, limit: 500, ...(cursor !== undefined && { cursor }) };
      const page = await this.#services.invitations.list(query);
      count += page.items.filter(isMailed).length;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return count;
  }
}

export interface MailCount {
  readonly day: Day;
  count: number;
}

const isMailed = ({ status, via, test }: Invitation): boolean => status === "sent" && via === undefined && !test;
