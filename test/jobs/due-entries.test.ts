import { describe, expect, it } from "vitest";
import type { Services } from "../../functions/domain/ports/services.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { dueEntries } from "../../functions/jobs/due-entries.ts";

/** To-do lists as the stores give them: in pages that are read as far as they are taken. */
class Lists {
  now = "2026-11-22T09:30:00.000Z";
  readonly due = new Map<string, string[]>();
  taken = 0;

  get services(): Pick<Services, "workspaces" | "invitations" | "clock"> {
    const lists = this;
    async function* all() {
      yield* lists.due.keys();
    }
    async function* due(workspaceId: string) {
      for (const id of lists.due.get(workspaceId) ?? []) {
        lists.taken += 1;
        yield id;
      }
    }
    return { workspaces: { all }, invitations: { due }, clock: { now: () => lists.now } } as unknown as Pick<
      Services,
      "workspaces" | "invitations" | "clock"
    >;
  }
}

const many = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe("the to-do list of all workspaces", () => {
  it("is empty where nothing is due", async () => {
    const lists = new Lists();
    lists.due.set("ws_a", []);
    expect((await dueEntries(lists.services).next()).done).toBe(true);
  });

  it("names every entry once", async () => {
    const lists = new Lists();
    lists.due.set("ws_a", many("a", 23)).set("ws_b", many("b", 10)).set("ws_c", []).set("ws_d", many("d", 11));
    const found: string[] = [];
    for await (const { invitationId } of dueEntries(lists.services)) found.push(invitationId);
    expect(found).toHaveLength(44);
    expect(new Set(found).size).toBe(44);
  });

  it("has ten entries of one workspace among the first twenty, though another has a hundred thousand, which are not read for it", async () => {
    const lists = new Lists();
    lists.due.set("ws_big", many("big", 100_000)).set("ws_small", many("small", 10));
    const found: string[] = [];
    for await (const { workspaceId } of dueEntries(lists.services)) if (found.push(workspaceId) === 20) break;
    expect(found.filter((id) => id === "ws_small")).toHaveLength(10);
    expect(lists.taken).toBeLessThan(30);
  });

  it("begins with another workspace every minute, so that who is last is served though each run sends but one", async () => {
    const lists = new Lists();
    const names = many("ws", 7);
    for (const name of names) lists.due.set(name, many(name, 100_000));
    // Without anything due they take no turn from anybody.
    for (const idle of many("idle", 90)) lists.due.set(idle, []);
    const first: string[] = [];
    for (let minute = 0; minute < names.length; minute++) {
      const { value } = await dueEntries(lists.services).next();
      first.push(value?.workspaceId ?? "");
      lists.now = addSeconds(lists.now, 60);
    }
    expect(first.toSorted()).toEqual(names);
  });

  it("takes up within a minute what comes due elsewhere while one workspace has much to do", async () => {
    const lists = new Lists();
    const begin = lists.now;
    lists.due.set("ws_big", many("big", 2000));
    let handled = 0;
    for await (const { workspaceId } of dueEntries(lists.services)) {
      handled += 1;
      lists.now = addSeconds(begin, handled);
      if (handled === 100) lists.due.set("ws_small", many("small", 3));
      if (workspaceId === "ws_small") break;
    }
    expect(handled - 100).toBeLessThanOrEqual(70);
  });
});
