/**
 * How many first mails of a workspace have left on its local day, for those that have a daily cap: counted from the list of
 * settled invitations once a run, going on from the last count, and with those of this run. It never falls within a day: what
 * is in doubt has its place although no list has it, and one that is heard of late stands in the list where nobody looks again.
 * Only a run that is killed leaves no count, and what it left in doubt may come on top.
 */
import { type Day, localDay, startOfDay } from "../domain/calendar.ts";
import { isMailed } from "../domain/invitation.ts";
import type { MailedDay } from "../domain/ports/jobs.ts";
import type { Mailer } from "../domain/ports/mail.ts";
import type { SendingServices, Services } from "../domain/ports/services.ts";
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
  readonly #counts = new Map<string, Promise<Counted>>();

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

  /** At the end of a run, so that acceptance learns that the cap was reached. */
  async save(): Promise<void> {
    for (const { workspaceId, sure, day, count } of await Promise.all(this.#counts.values())) {
      await this.#services.mailedDays.save(workspaceId, { day, count, ...sure });
    }
  }

  async #count({ id: workspaceId, timeZone }: Workspace, day: Day): Promise<Counted> {
    const { mailedDays, clock } = this.#services;
    const now = clock.now();
    const standing = await mailedDays.find(workspaceId);
    const begin = { count: 0, sureCount: 0, sureUntil: startOfDay(day, timeZone) };
    const before = standing?.day === day ? standing : begin;
    const sureUntil = later(before.sureUntil, addSeconds(now, -lagSeconds));
    const sureCount = before.sureCount + (await this.#settledBetween(workspaceId, before.sureUntil, sureUntil));
    const settled = sureCount + (await this.#settledBetween(workspaceId, sureUntil, addSeconds(now, 1)));
    const count = Math.max(settled, before.count);
    return { workspaceId, sure: { sureCount, sureUntil }, day, count };
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

interface Counted extends MailCount {
  readonly workspaceId: string;
  readonly sure: Pick<MailedDay, "sureCount" | "sureUntil">;
}

/**
 * Counts a mail before it leaves, because others are being decided upon at the same time, and counts it no more if the mail
 * service was not called or says that it has not taken it.
 */
export async function inItsPlace<T>(
  count: MailCount | undefined,
  mailer: Mailer,
  act: (mailer: Mailer) => Promise<T>,
): Promise<T> {
  if (!count) return act(mailer);
  count.count += 1;
  let mayHaveLeft = false;
  try {
    return await act({
      quota: () => mailer.quota(),
      send: async (mail) => {
        mayHaveLeft = true;
        const result = await mailer.send(mail);
        mayHaveLeft = result.result === "accepted" || result.result === "unknown";
        return result;
      },
    });
  } finally {
    if (!mayHaveLeft) count.count -= 1;
  }
}
