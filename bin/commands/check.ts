/** Holds workspaces against the laws, as far as reading can tell. It changes nothing. */
import { localDay } from "../../functions/domain/calendar.ts";
import { Findings } from "../../functions/domain/laws/findings.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import type { Workspace } from "../../functions/domain/workspace.ts";
import { checkFigures, checkMarks } from "../../functions/jobs/laws/check-figures.ts";
import { checkInvitations } from "../../functions/jobs/laws/check-invitations.ts";
import { checkSnapshots } from "../../functions/jobs/laws/check-snapshots.ts";
import { command, type Output } from "./command.ts";
import { type Checked, reportAll, reportOne } from "./laws/report.ts";
import { checkResponses } from "./laws/responses.ts";
import { scopeOf, type Wish, wishForAll } from "./laws/scope.ts";
import type { Progress } from "./progress.ts";

export const check = command({
  name: "check",
  summary: "Checks that nothing was lost, doubled or miscounted; changes nothing.",
  details: `Law 1: every interaction has exactly one outcome, an invited one its invitation, and nothing else was sent.
Law 2: every invitation was sent, skipped, failed or cancelled, or is due and was not passed over for 15 minutes.
Law 3: no mail of an invitation left twice, as far as history and the mail service's events tell.
Law 4: an invitation has one response at most, and its value is the last edit inside the edit window.
Law 5: every figure equals the fold of the answers, recomputed from nothing.
It reads every record of the days once or twice; exit code 1 says that a law is broken.`,
  options: {
    workspace: { value: "ID", help: "this workspace only, ws_… (default: all of them)", id: "workspace" },
    from: { value: "DAY", help: "first day in the workspace's zone (default: its first)", day: true },
    to: { value: "DAY", help: "last day (default: today)", day: true },
  },
  async run({ values: { workspace, from, to } }, services, tell) {
    const wish = { from, to, retentionDays: services.settings.recordRetentionDays };
    const output =
      workspace === undefined
        ? await checkAll(wish, services, tell)
        : reportOne(await checkWorkspace(await services.workspaces.get(workspace), wish, services, tell));
    return (await isHeldBack(services)) ? heldBack(output) : output;
  },
});

/** A table that has no fence yet has never been kept from sending. */
async function isHeldBack({ sendFence }: Services): Promise<boolean> {
  const [table, fence] = await Promise.all([sendFence.table(), sendFence.find()]);
  return fence !== undefined && fence.tableId !== table.id;
}

const heldBack = ({ text, json }: Output): Output => ({
  text: `${text}The table is a copy of another and sends nothing; see hearback restore-check.\n`,
  json: { ...Object(json), sending: "held_back", ok: false },
  failed: true,
});

async function checkAll(wish: Wish, services: Services, tell: Progress): Promise<Output> {
  const { workspaces, clock } = services;
  const wishFor = wishForAll(wish, clock.now());
  const checked: Checked[] = [];
  const missing: string[] = [];
  for await (const id of workspaces.all()) {
    const workspace = await workspaces.find(id);
    if (workspace) checked.push(await checkWorkspace(workspace, wishFor(workspace), services, tell));
    else missing.push(id);
  }
  return reportAll(checked, missing);
}

async function checkWorkspace(workspace: Workspace, wish: Wish, services: Services, tell: Progress): Promise<Checked> {
  const scope = await scopeOf(workspace, wish, services);
  const findings = new Findings((line) => tell(`${workspace.id}: ${line}`));
  await checkInvitations(scope, services, findings);
  await checkResponses(scope, services, findings);
  await checkFigures(scope, services, findings);
  await checkMarks(scope, services, findings);
  const reachesToday = scope.to === localDay(scope.now, workspace.timeZone);
  if (reachesToday) await checkSnapshots(workspace, services, findings);
  return { scope, findings };
}
