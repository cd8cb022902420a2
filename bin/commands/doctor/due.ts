/** How many mails are due within a day, by the to-do lists of all workspaces. */
import { addSeconds, toInstant } from "../../../functions/domain/time.ts";
import { servicesOn } from "../table-services.ts";
import type { Due } from "./judge-account.ts";
import type { Reach } from "./reach.ts";

/** Reading a longer list takes longer than its end is worth. */
const mostCounted = 10_000;
const aDay = 86_400;

export async function countDue(tableName: string | undefined, { dynamodb }: Reach): Promise<Due | undefined> {
  if (tableName === undefined) return undefined;
  const clock = { now: () => toInstant(Date.now()), sleep: async () => {} };
  const { workspaces, invitations } = servicesOn({ tableName, dynamodb, clock });
  const until = addSeconds(clock.now(), aDay);
  let count = 0;
  for await (const workspaceId of workspaces.all()) {
    for await (const _ of invitations.due(workspaceId, until)) {
      if (count === mostCounted) return { count, isMore: true };
      count += 1;
    }
  }
  return { count, isMore: false };
}
