/**
 * Brings over what differs. Each step is audited first, and its slots are marked before and after, so that whatever cuts it off leaves
 * nothing undone that a second run would not find: what is there already differs no more.
 */

import type { AuditEntry } from "../../../functions/domain/audit-entry.ts";
import { inParallel } from "../../../functions/domain/in-parallel.ts";
import { reactToChanges, staleBy } from "../../../functions/jobs/react-to-changes.ts";
import { failed } from "../failure.ts";
import type { Progress } from "../progress.ts";
import type { Difference, DifferenceKind, Part, Side } from "./restoration.ts";

/** How many differ, by kind. */
export type Tally = Map<DifferenceKind, number>;

/** What is brought over lets more differ: a reminder shows once its first mail is known. */
const maxRounds = 20;

export async function tallyOf(parts: readonly Part[], tell: Progress): Promise<Tally> {
  const tally: Tally = new Map();
  let done = 0;
  await inParallel(parts, async (part) => {
    for (const { kind } of await part.compare()) tally.set(kind, (tally.get(kind) ?? 0) + 1);
    tell(`${++done} of ${parts.length} compared`);
  });
  return tally;
}

export async function carryOver(parts: readonly Part[], here: Side, tell: Progress): Promise<void> {
  let done = 0;
  await inParallel(parts, async (part) => {
    await carryPart(part, here);
    tell(`${++done} of ${parts.length} carried over`);
  });
}

async function carryPart(part: Part, here: Side): Promise<void> {
  for (let round = 0; round < maxRounds; round++) {
    let isDone = true;
    for (const difference of await part.compare()) {
      if (!difference.write) continue;
      isDone = false;
      await bring({ ...difference, write: difference.write }, part, here);
    }
    if (isDone) return;
  }
  throw failed(`Something of ${part.workspaceId} keeps changing while it is carried over; run it again.`);
}

type Brought = Difference & Required<Pick<Difference, "write">>;

async function bring({ kind, subject, changes = [], write }: Brought, part: Part, here: Side): Promise<void> {
  const { workspaceId } = part;
  await note(workspaceId, kind === "deleted" ? "delete_again" : "carry_over", subject, here);
  const { clock, staleSlots } = here.services;
  for (const mark of changes.flatMap((change) => staleBy(change, clock.now()))) {
    await staleSlots.mark({ ...mark, at: clock.now() });
  }
  if (await write()) await reactToChanges(changes, here.services);
}

export function note(
  workspaceId: string,
  what: AuditEntry["what"],
  subject: string,
  { services: { auditLog, clock } }: Side,
): Promise<void> {
  return auditLog.add({ workspaceId, at: clock.now(), by: "restore-check", what, subject });
}
