/** Holds a workspace against the laws, as far as reading can tell. It changes nothing. */
import { addToDay, type Day, localDay, slotRange } from "../../functions/domain/calendar.ts";
import type { Services } from "../../functions/domain/ports.ts";
import { addDays, type Instant } from "../../functions/domain/time.ts";
import type { Workspace } from "../../functions/domain/workspace.ts";
import { command, type Output, workspaceOption } from "./command.ts";
import { dayRange } from "./day-range.ts";
import { wrongUsage } from "./failure.ts";
import { checkFigures } from "./laws/figures.ts";
import { Findings, type Scope, type Violation } from "./laws/findings.ts";
import { checkInteractions } from "./laws/interactions.ts";
import { checkResponses } from "./laws/responses.ts";
import { checkSnapshots } from "./laws/snapshots.ts";
import { aligned, plural } from "./print.ts";

/** Records this much younger than the retention may be expiring while they are read; compute-kpis leaves them alone too. */
const frozenMarginDays = 7;

export const check = command({
  name: "check",
  summary: "Checks that nothing was lost, doubled or miscounted in a workspace; changes nothing.",
  details: `Law 1: every interaction has exactly one outcome, and an invited one its invitation.
Law 2: every invitation was sent or skipped or failed, or is due and not overdue by 15 minutes.
Law 4: an invitation has one response at most, and its value is the last edit inside the edit window.
Law 5: every figure equals the fold of the answers, recomputed from nothing.
It reads every record of the days once or twice; exit code 1 says that a law is broken.`,
  options: {
    ...workspaceOption,
    from: { value: "DAY", help: "first day in the workspace's zone (default: its first)" },
    to: { value: "DAY", help: "last day (default: today)" },
    "retention-days": { value: "N", help: "how long this deployment keeps records (default 761)" },
  },
  async run({ values }, services) {
    const workspace = await services.workspaces.get(values.workspace);
    const scope = await scopeOf(workspace, values, services);
    const findings = new Findings();
    await checkInteractions(scope, services, findings);
    await checkResponses(scope, services, findings);
    await checkFigures(scope, services, findings);
    const reachesToday = scope.to === localDay(scope.now, workspace.timeZone);
    if (reachesToday) await checkSnapshots(workspace, services, findings);
    return report(scope, findings);
  },
});

interface Wish {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly "retention-days": string | undefined;
}

async function scopeOf(workspace: Workspace, wish: Wish, { clock, figures, settings }: Services): Promise<Scope> {
  const now = clock.now();
  const { timeZone } = workspace;
  const retentionDays = readRetention(wish["retention-days"], settings.recordRetentionDays);
  const oldest = addToDay(localDay(addDays(now, frozenMarginDays - retentionDays), timeZone), 1);
  const wanted = {
    from: wish.from ?? (await firstDay(workspace, now, { figures })),
    to: wish.to ?? localDay(now, timeZone),
  };
  const { from: asked, to } = dayRange(wanted, workspace, now);
  if (to < oldest) throw wrongUsage(`--to is too long ago: records before ${oldest} may have expired.`);
  const from = asked < oldest ? oldest : asked;
  const begin = slotRange(from, timeZone).from;
  return { workspace, from, to, begin, end: slotRange(to, timeZone).until, now, retentionDays };
}

/** Of the workspace, or of its oldest figure should that be older. */
async function firstDay(
  { id, createdAt, timeZone }: Workspace,
  now: Instant,
  { figures }: Pick<Services, "figures">,
): Promise<Day> {
  const slots = (await figures.slotsWithFolds(id)).map(({ slot }) => slot);
  const [first = now] = [createdAt, now, ...slots].sort();
  return localDay(first, timeZone);
}

function readRetention(text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  // The least that a deployment may set.
  if (!/^\d{2,5}$/.test(text) || Number(text) < 30) throw wrongUsage("--retention-days is not a number from 30.");
  return Number(text);
}

function report({ workspace, from, to }: Scope, { lookedAt, violations }: Findings): Output {
  const { id, name, timeZone } = workspace;
  const looked = Object.entries(lookedAt).map(([kind, counts]) => [`  ${kind}`, total(counts), parts(counts)]);
  const verdict =
    violations.length === 0
      ? "Laws 1, 2, 4 and 5 hold.\n"
      : `${plural(violations.length, "violation")}\n${violations.map(lineOf).join("")}`;
  return {
    json: { workspaceId: id, from, to, timeZone, lookedAt, violations, ok: violations.length === 0 },
    text: `${name} (${id}), ${from} to ${to} in ${timeZone}\n\nLooked at\n${aligned(looked)}\n${verdict}`,
    failed: violations.length > 0,
  };
}

const total = (counts: Readonly<Record<string, number>>): string =>
  String(Object.values(counts).reduce((sum, count) => sum + count, 0));

const parts = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");

const lineOf = ({ law, ids, message }: Violation): string =>
  `  law ${law}  ${ids[0]}${message.startsWith(":") ? "" : " "}${message}\n`;
