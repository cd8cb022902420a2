/** Requests that are refused. */
import type { Recorder } from "../recorder.ts";

export async function recordProblems(recorder: Recorder): Promise<void> {
  const body = { type: "ticket.solved", customer: { email: "jo@" }, colour: "red" };
  await recorder.noteProblem("recordInteraction", { body: "{" });
  await recorder.noteProblem("recordInteraction", { key: "none", body });
  await recorder.noteProblem("getSurvey", { in: { id: "srv_00000000000" } });
  await recorder.noteProblem("releaseResponse", { in: { id: `rsp_${"0".repeat(44)}` } });
  await recorder.noteProblem("recordInteraction", { body: { ...body, channel: "x".repeat(300_000) } });
  await recorder.noteProblem("recordInteraction", { body, headers: { "content-type": "text/csv" } });
  await recorder.noteProblem("recordInteraction", { body });
}
