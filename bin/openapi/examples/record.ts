/**
 * `npm run examples`: starts a Hearback of its own, asks for one thing after the other and writes down what was sent and
 * answered, so that every example of the document is one that has happened. A test holds them against the schemas.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Ready, Recorder } from "./recorder.ts";
import { recordedAt } from "./steady-examples.ts";
import { recordAnswers, recordUnsubscribing } from "./steps/answers.ts";
import { recordInvitations } from "./steps/invitations.ts";
import { recordProblems } from "./steps/problems.ts";
import { recordSources } from "./steps/sources.ts";
import { recordSurveys } from "./steps/surveys.ts";
import { recordKeys, recordSuppressions, recordWorkspace } from "./steps/workspace.ts";

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hearback-examples-"));
  await writeFile(join(folder, "clock"), String(Date.parse(recordedAt) - Date.now()));
  const args = ["--import", "tsx", "local/main.ts", "--json", "--judge-haste", "--port", "0", "--data", folder];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const recorder = new Recorder(await readyLine(child));
    await recordAll(recorder);
    const file = new URL("examples.json", import.meta.url);
    await writeFile(file, `${JSON.stringify(recorder.examples(), null, 2)}\n`);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
    await rm(folder, { recursive: true, force: true });
  }
}

async function readyLine(child: ChildProcess): Promise<Ready> {
  if (!child.stdout) throw new Error("npm start has no output.");
  for await (const line of createInterface(child.stdout)) return JSON.parse(line) as Ready;
  throw new Error("npm start ended before it was ready.");
}

async function recordAll(recorder: Recorder): Promise<void> {
  const surveyId = recorder.surveyId;
  await recordWorkspace(recorder);
  await recordSurveys(recorder, surveyId);
  const { answeredId, customerId } = await recordAnswers(recorder, surveyId);
  await recordInvitations(recorder);
  await recordSources(recorder);
  await recordSuppressions(recorder);
  await recorder.note("listInteractions", { query: `?survey=${surveyId}&limit=2` });
  await recorder.note("getInteraction", { in: { id: answeredId } });
  await recorder.note("getCustomer", { in: { id: customerId }, query: "?limit=1" });
  await recorder.note("getHealth");
  // Without its version, or every release would change the example.
  await recorder.note("getOpenApi", {}, ({ openapi, info: { title } }) => ({ openapi, info: { title } }));
  await recordUnsubscribing(recorder);
  await recorder.note("listAuditEntries", { query: "?limit=2" });
  await recordKeys(recorder);
  await recordProblems(recorder);
}

await main();
