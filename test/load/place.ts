/** A Hearback under load: what is asked of it besides requests. In a process of its own, so that what its memory does is its own. */
import type { Seed } from "../../local/seed.ts";
import type { System } from "../../local/system.ts";
import { wholeCheck } from "../support/whole-check.ts";
import type { Memory } from "./memory.ts";

export interface Arrived {
  readonly id: string;
  readonly to: string;
  readonly links: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface Place {
  readonly url: string;
  readonly businesses: readonly Seed[];
  /** What has arrived since this was last asked, oldest first. */
  newMails(): Promise<readonly Arrived[]>;
  /** After a collection of garbage, where the process was started with `--expose-gc`. */
  memory(): Promise<Memory>;
  /** What `hearback check` says. */
  check(): Promise<{ readonly text: string; readonly failed: boolean }>;
}

type Known = Pick<System, "url" | "mailbox" | "services">;

export function placeOf({ url, mailbox, services }: Known, businesses: readonly Seed[]): Place {
  let seen = "";
  return {
    url,
    businesses,
    newMails: async () => {
      const mails = await mailbox.list();
      const known = mails.findIndex(({ id }) => id === seen);
      if (known === -1 && seen !== "") throw new Error("More mails arrived at once than the mailbox holds.");
      seen = mails[0]?.id ?? "";
      const fresh = known === -1 ? mails : mails.slice(0, known);
      return fresh.reverse().map(({ id, to, links, tags }) => ({ id, to: String(to), links, tags }));
    },
    memory: async () => {
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      return { rss, heapUsed };
    },
    check: () => wholeCheck(services),
  };
}
