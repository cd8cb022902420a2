/** What `hearback check` says of a whole table, at the time of its own clock. */
import { check } from "../../bin/commands/check.ts";
import type { Services } from "../../functions/domain/ports/services.ts";

export async function wholeCheck(services: Services): Promise<{ readonly text: string; readonly failed: boolean }> {
  // It asks nothing.
  const dialogue = undefined as never;
  const { text, failed = false } = await check.run({ id: "", file: "", values: {} }, services, () => {}, dialogue);
  return { text, failed };
}
