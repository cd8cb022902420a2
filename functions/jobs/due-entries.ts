/**
 * The to-do lists of all workspaces as one, a few entries of each in turn: whoever has a hundred thousand due does not hold up
 * whoever has ten. Every minute another list is first, because where the mail service takes a few mails a minute and no more,
 * a run does not get beyond the first lists. A list that was read to its end is looked at again after a while, as long as there
 * is work elsewhere.
 */
import type { Services } from "../domain/ports/services.ts";
import { epochMs, type Instant, secondsBetween } from "../domain/time.ts";
import { inTurn } from "./in-turn.ts";

export interface Entry {
  readonly workspaceId: string;
  readonly invitationId: string;
}

/** Entries of one workspace before it is the next one's turn. */
const turn = 10;
/** What comes due while a run has much to do elsewhere waits no longer than for a run of its own. */
const lookAgainSeconds = 60;

type Lists = Pick<Services, "workspaces" | "invitations" | "clock">;

export async function* dueEntries(services: Lists): AsyncGenerator<Entry> {
  const { clock } = services;
  let lookedAt = clock.now();
  let lists = inTurn(await openLists(services, lookedAt, new Set()), Math.floor(epochMs(lookedAt) / 60_000));
  while (lists.length > 0) {
    const unfinished: DueList[] = [];
    for (const list of lists) {
      for (let taken = 0; taken < turn; taken++) {
        const invitationId = await list.next();
        if (invitationId === undefined) break;
        yield { workspaceId: list.workspaceId, invitationId };
      }
      if (!list.isRead) unfinished.push(list);
    }
    lists = unfinished;
    if (lists.length > 0 && secondsBetween(lookedAt, clock.now()) >= lookAgainSeconds) {
      lookedAt = clock.now();
      const open = new Set(lists.map(({ workspaceId }) => workspaceId));
      lists = [...lists, ...(await openLists(services, lookedAt, open))];
    }
  }
}

/** Lists with something on them, of workspaces that are not among those open already. */
async function openLists(
  { workspaces, invitations }: Lists,
  now: Instant,
  open: ReadonlySet<string>,
): Promise<DueList[]> {
  const lists: DueList[] = [];
  for await (const workspaceId of workspaces.all()) {
    if (open.has(workspaceId)) continue;
    const list = new DueList(workspaceId, invitations.due(workspaceId, now));
    if (await list.hasMore()) lists.push(list);
  }
  return lists;
}

class DueList {
  readonly workspaceId: string;
  readonly #ids: AsyncIterator<string>;
  #ahead: string | undefined;
  isRead = false;

  constructor(workspaceId: string, ids: AsyncIterable<string>) {
    this.workspaceId = workspaceId;
    this.#ids = ids[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    this.#ahead ??= await this.#read();
    return this.#ahead !== undefined;
  }

  async next(): Promise<string | undefined> {
    const id = this.#ahead ?? (await this.#read());
    this.#ahead = undefined;
    return id;
  }

  async #read(): Promise<string | undefined> {
    if (this.isRead) return undefined;
    const { value, done } = await this.#ids.next();
    this.isRead = done ?? false;
    return done ? undefined : value;
  }
}
