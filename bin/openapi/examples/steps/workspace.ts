/** A workspace, its keys, and the addresses that are not to be mailed. */
import type { Recorder } from "../recorder.ts";

export async function recordWorkspace(recorder: Recorder): Promise<void> {
  await recorder.note("changeWorkspace", {
    body: {
      timeZone: "Europe/London",
      replyTo: "care@example.com",
      brand: { name: "Juniper Home", accentColour: "#0b6455" },
      policy: { quietHours: { from: "20:00", to: "08:00" } },
      testers: ["tess@example.com"],
    },
  });
  await recorder.note("getWorkspace");
  await recorder.note("resumeSending");
  // Nothing that is recorded afterwards waits for the morning.
  await recorder.ask("changeWorkspace", { body: { policy: { quietHours: null } } });
}

export async function recordSuppressions(recorder: Recorder): Promise<void> {
  const body = { email: "stop@example.com", reason: "unsubscribed", note: "By phone" };
  const { id } = await recorder.note("createSuppression", { body });
  await recorder.note("createSuppression", { body });
  await recorder.note("getSuppression", { in: { id } });
  await recorder.note("listSuppressions", { query: "?limit=1" });
  await recorder.note("importSuppressions", {
    body: { items: [{ email: "al@example.com", reason: "bounced", at: "2026-11-01T09:30:00Z" }, { email: "al@" }] },
  });
  await recorder.note("removeSuppression", { in: { id } });
}

export async function recordKeys(recorder: Recorder): Promise<void> {
  const key = await recorder.note("createKey", { body: { name: "Help desk", mode: "live", scopes: ["ingest"] } });
  await recorder.noteProblem("getWorkspace", { key: key.apiKey });
  await recorder.note("listKeys", { query: "?limit=1" });
  await recorder.note("revokeKey", { in: { id: key.id } });
}
