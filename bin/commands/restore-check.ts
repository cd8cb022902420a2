/** Makes a restored table fit to send: what it does not know is brought over or settled, and its fence is lifted. */
import { addSeconds, epochMs, type Instant, toInstant } from "../../functions/domain/time.ts";
import { command } from "./command.ts";
import { wrongUsage } from "./failure.ts";
import { report } from "./restore/report.ts";

export const restoreCheck = command({
  name: "restore-check",
  summary: "Shows what a restored table does not know, and with --apply lets it send again.",
  details: `A table that was restored or copied sends nothing by itself: it believes that nothing was mailed since.
With --from, the table that was lost or a restore of it to its last moment, it shows what happened there since, and
--apply brings over what must not be undone: mails that left or may have, with what they stand on, who unsubscribed,
bounced, complained or was suppressed, when customers were last asked, keys revoked, surveys paused or changed. That
table stops sending first, if it still did. Without --from nobody knows: --apply then skips what was due since as
"restored", gives up all reminders, and wants --accept-lost-wishes. The fence is lifted last; cut off, run it again.
Exit code 1 without --apply says that the table may not send.`,
  options: {
    to: { value: "INSTANT", help: "what the table was restored to, such as 2026-11-22T05:00:00Z", required: true },
    from: { value: "TABLE", help: "the table that was lost, or a restore of it to its last moment" },
    apply: { help: "brings over or settles, and lifts the fence" },
    "with-answers": { help: "brings over the answers since, too" },
    deleted: { value: "erase|keep", help: "what becomes of records that were deleted by hand since" },
    "also-later": { help: "without --from: skips what is due later too, which somebody may have sent at once" },
    "accept-lost-wishes": { help: "without --from: who unsubscribed or was erased since may be mailed again" },
  },
  async run({ values }, services, tell, { place }) {
    const now = services.clock.now();
    const restoredTo = readInstant(values.to, now);
    const { from, apply: applies = false } = values;
    if (from === undefined) refuseGiven(values, ["with-answers", "deleted"], "needs --from, the table that was lost");
    else refuseGiven(values, ["also-later", "accept-lost-wishes"], "is for a restore without --from");
    const deleted = readDeleted(values.deleted);
    const table = await services.sendFence.table();
    // A local clock may have been moved, and the engine's has not; and engines tell whole seconds.
    if (place.kind !== "local" && restoredTo > addSeconds(table.createdAt, 1)) {
      throw wrongUsage(`--to is after ${table.createdAt}, when the table was made.`);
    }
    // Loaded only now, as all that knows DynamoDB is.
    const [{ openSides }, { restore }] = await Promise.all([
      import("./restore/open-sides.ts"),
      import("./restore/restore.ts"),
    ]);
    const sides = await openSides(place, from);
    try {
      const wish = {
        ...sides,
        restoredTo,
        withAnswers: values["with-answers"] ?? false,
        deleted,
        alsoLater: values["also-later"] ?? false,
        acceptsLostWishes: values["accept-lost-wishes"] ?? false,
        applies,
      };
      return report({ restoredTo, from }, await restore(wish, tell));
    } finally {
      sides.close();
    }
  },
});

function readInstant(text: string, now: Instant): Instant {
  const isInstant =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(epochMs(text));
  if (!isInstant) throw wrongUsage("--to is no instant with its zone, such as 2026-11-22T05:00:00Z.");
  const at = toInstant(epochMs(text));
  if (at > now) throw wrongUsage("--to lies ahead.");
  return at;
}

function readDeleted(text: string | undefined): "erase" | "keep" | undefined {
  if (text !== undefined && text !== "erase" && text !== "keep") throw wrongUsage("--deleted is not erase or keep.");
  return text;
}

function refuseGiven(values: Readonly<Record<string, unknown>>, names: readonly string[], why: string): void {
  const given = names.find((name) => values[name] !== undefined && values[name] !== false);
  if (given !== undefined) throw wrongUsage(`--${given} ${why}.`);
}
