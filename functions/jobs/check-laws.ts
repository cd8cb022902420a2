/**
 * The daily check: laws 1, 2 and 3 over yesterday and today of every workspace, and law 5 over these and a sample of older days.
 * What it finds is logged by its ids and counted; when its time is up it stops, and says which workspaces it has not looked at
 * wholly. It mends nothing but figures of the last two days: these are recounted where they are not what the records make, so
 * that an answer whose change was lost on its way is missing for a day at most, and not until a person has read the alarm. Of
 * older days records may be gone although their figures stand, as when retention was raised: no recount brings these back.
 */
import { addToDay, localDay } from "../domain/calendar.ts";
import { traceOf } from "../domain/error-trace.ts";
import { Findings } from "../domain/laws/findings.ts";
import { sampleOf } from "../domain/laws/sample.ts";
import { daysOf } from "../domain/laws/scope.ts";
import type { Services } from "../domain/ports/services.ts";
import { epochMs } from "../domain/time.ts";
import { inTurn } from "./in-turn.ts";
import { checkFigures, checkMarks } from "./laws/check-figures.ts";
import { checkInvitations, heldBack } from "./laws/check-invitations.ts";
import { recountDays } from "./recount-days.ts";

/** For reads that are under way when time is up. */
const enoughTimeMs = 20_000;
/** Where something is wrong with everything, a few say as much as all. */
const logged = 20;

export interface CheckResult {
  readonly workspaces: number;
  readonly violations: number;
  /** Invitations that are long due because the mail service takes no mail, or not enough of it. */
  readonly heldBack: number;
  /** Workspaces that were not looked at wholly. */
  readonly unchecked: readonly string[];
}

export async function checkLaws(services: Services, timeLeftMs: () => number): Promise<CheckResult> {
  const { metrics, log, clock } = services;
  const hasTime = () => timeLeftMs() > enoughTimeMs;
  const unchecked: string[] = [];
  const failures: unknown[] = [];
  let violations = 0;
  let held = 0;
  const workspaceIds = inTurn(await idsOf(services), Math.floor(epochMs(clock.now()) / 86_400_000));
  for (const workspaceId of workspaceIds) {
    try {
      const findings = new Findings();
      if (hasTime()) await checkWorkspace(workspaceId, findings, services, hasTime);
      if (!hasTime()) unchecked.push(workspaceId);
      violations += findings.violations.length;
      held += findings.lookedAt["to-do list"]?.[heldBack] ?? 0;
      tell(workspaceId, findings, services);
    } catch (error) {
      // One workspace's trouble must not hide the others'.
      unchecked.push(workspaceId);
      failures.push(error);
      log.error("a workspace could not be checked", { workspaceId, ...traceOf(error) });
    }
  }
  metrics.count("LawsBroken", violations);
  if (unchecked.length === 0) metrics.count("LawsChecked");
  else {
    metrics.count("LawsUnchecked", unchecked.length);
    log.warn("not every workspace was checked", { workspaceIds: unchecked.slice(0, logged), count: unchecked.length });
  }
  if (failures.length > 0) throw new AggregateError(failures, "Some workspaces could not be checked.");
  return { workspaces: workspaceIds.length, violations, heldBack: held, unchecked };
}

async function checkWorkspace(
  workspaceId: string,
  findings: Findings,
  services: Services,
  hasTime: () => boolean,
): Promise<void> {
  const { workspaces, clock, settings } = services;
  const workspace = await workspaces.get(workspaceId);
  const now = clock.now();
  const today = localDay(now, workspace.timeZone);
  const days = { from: addToDay(today, -1), to: today };
  const told = { now, retentionDays: settings.recordRetentionDays };
  const scope = daysOf(workspace, days, told);
  await checkInvitations(scope, services, findings, hasTime);
  await checkMarks(scope, services, findings);
  const lastDays = Object.values(days);
  // Day by day, so that no more than the records of one are held.
  for (const day of [...lastDays, ...sampleOf(scope)]) {
    const ofDay = daysOf(workspace, { from: day, to: day }, told);
    if (!hasTime()) return;
    const kinds = await checkFigures(ofDay, services, findings, hasTime);
    if (kinds.length === 0 || !lastDays.includes(day)) continue;
    const slots = await recountDays(ofDay, services, { kinds, hasTime });
    services.log.warn("figures of a day are computed anew", { workspaceId, day, kinds, slots });
  }
}

function tell(workspaceId: string, { violations, lookedAt }: Findings, { log }: Services): void {
  for (const { law, ids, message } of violations.slice(0, logged)) {
    // What is wrong with a figure is said with its segment, which may be a person: `hearback check` shows it.
    log.error("a law is broken", { workspaceId, law, ids, ...(law !== 5 && { message }) });
  }
  const count = lookedAt["to-do list"]?.[heldBack];
  if (count !== undefined) log.warn("invitations are held back with all others", { workspaceId, count });
}

async function idsOf({ workspaces }: Services): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of workspaces.all()) ids.push(id);
  return ids;
}
