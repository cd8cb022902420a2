/** What a restored table does not know, and what came of it, for people and for programs. */
import type { Output } from "../command.ts";
import { aligned, plural } from "../print.ts";
import { type DifferenceKind, differences } from "./restoration.ts";
import type { Found, Restored } from "./restore.ts";

interface Told {
  readonly restoredTo: string;
  readonly from: string | undefined;
}

export function report({ restoredTo, from }: Told, { found, fence }: Restored): Output {
  const json = { restoredTo, ...(from !== undefined && { from }), fence, workspaces: found.map(jsonOf) };
  if (fence === "open") return { json, text: "The table may send already; nothing was changed.\n" };
  const verdict =
    fence === "lifted"
      ? "The table knows all that it has to, and may send.\n"
      : "The table may not send. Run it again with --apply.\n";
  const since = `Since ${restoredTo}${from === undefined ? "" : `, going by ${from}`}\n`;
  return { json, text: `${since}\n${found.map(textOf).join("\n")}\n${verdict}`, failed: fence === "closed" };
}

function jsonOf({ workspace, tally, unsettled }: Found): object {
  return {
    workspaceId: workspace.id,
    ...(tally && { differences: Object.fromEntries(tally) }),
    ...(unsettled !== undefined && { mayHaveBeenMailed: unsettled }),
  };
}

function textOf({ workspace, tally, unsettled }: Found): string {
  const rows = tally
    ? Object.entries(differences).flatMap(([kind, words]) => {
        const count = tally.get(kind as DifferenceKind);
        return count === undefined ? [] : [[`  ${count}`, words]];
      })
    : [[`  ${unsettled}`, `${plural(unsettled ?? 0, "invitation").replace(/^\d+ /, "")} that may have been mailed`]];
  return `${workspace.name} (${workspace.id})\n${rows.length === 0 ? "  nothing\n" : aligned(rows)}`;
}
