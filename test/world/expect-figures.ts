/** Every KPI of a world over every standard window, beside what the reference makes of its raw records. */
import { allSurveys, type Folds, overallTally } from "../../functions/domain/kpi/fold.ts";
import { type KpiName, type KpiRow, kpis } from "../../functions/domain/kpi/kpi.ts";
import { readFolds } from "../../functions/domain/kpi/read-folds.ts";
import type { Tally } from "../../functions/domain/kpi/tally.ts";
import { previousWindow, standardWindows, type Window, windowEnding } from "../../functions/domain/kpi/window.ts";
import { type Scale, scaleOf } from "../../functions/domain/scale.ts";
import { withActiveCustomers } from "../../functions/endpoints/kpis/active-customers.ts";
import { customerKpis, customerReference } from "../reference/customers.ts";
import { expectSame } from "../reference/expect-same.ts";
import { type Asked, type ReferenceKpi, reference, referenceChange, referenceKpis } from "../reference/kpis.ts";
import { dayOf, issuesOf, type RawRecords, within } from "../reference/records.ts";
import type { FiguresWorld } from "./figures.ts";

/** Whose figures are compared with what. */
export type FiguresOf = Pick<FiguresWorld, "services" | "workspaceId" | "surveyId" | "now" | "raw">;

const ofHigh = { kind: "custom", direction: "high_is_good", topBox: 7 } as const;
const ofLow = { kind: "custom", direction: "low_is_good", topBox: 3 } as const;
const from0to10 = ({ direction, topBox }: typeof ofHigh | typeof ofLow): Scale =>
  scaleOf({ kind: "custom", scale: { min: 0, max: 10, direction, topBox } });

/** One list of scores from 0 to 10, read as answers on every scale. */
const scales: readonly { kpis: readonly ReferenceKpi[]; asked: Asked; scale: Scale }[] = [
  {
    kpis: referenceKpis.filter((kpi) => !["csat", "ces", "stars", "thumbs", "custom"].includes(kpi)),
    asked: { kind: "nps" },
    scale: scaleOf({ kind: "nps" }),
  },
  { kpis: ["csat", "ces", "stars"], asked: ofHigh, scale: from0to10(ofHigh) },
  { kpis: ["custom"], asked: ofLow, scale: from0to10(ofLow) },
];

const kinds = ["response", "invitation", "interaction", "issue"] as const;

export async function expectFigures(world: FiguresOf): Promise<void> {
  const workspace = await world.services.workspaces.get(world.workspaceId);
  const today = dayOf(world.now, workspace.timeZone);
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  const windows = [...standardWindows.map((days) => windowEnding(today, days)), windowEnding(yesterday, 30)];
  for (const window of windows) {
    for (const surveyId of [allSurveys, world.surveyId]) await expectOf(surveyId, world, window, workspace.timeZone);
    await expectOfCustomers(world, window, workspace.timeZone);
  }
}

async function expectOf(asked: string, world: FiguresOf, window: Window, timeZone: string): Promise<void> {
  const { workspaceId, services, now } = world;
  const wanted = { workspaceId, kinds, surveyIds: [asked], dimension: "agent" };
  const folds = await readFolds(wanted, window, dayOf(now, timeZone), services.figures);
  const [current, previous] = [window, previousWindow(window)].map((days) => recordsOf(world, { ...days, timeZone }));
  const isAsked = ({ surveyId }: Placed) => asked === allSurveys || surveyId === asked;
  const [ofWindow, before] = [only(current, isAsked), only(previous, isAsked)];
  const about = `${window.days} days to ${window.to} in ${timeZone}, ${asked === allSurveys ? "all" : "one"}`;
  const tallies = talliesOf(folds.current, ofWindow);
  for (const { kpis: names, asked: as, scale } of scales) {
    for (const name of names) {
      for (const [agent, tally] of tallies) {
        const ofAgent = agent === "all" ? ofWindow : only(ofWindow, (one) => one.agent === agent);
        const { isSmall: _, ...figure } = rowOf(name).measure(tally, scale);
        expectSame(name, figure, reference(name, ofAgent, as), `${about}, ${agent}:`);
      }
      if (asked !== allSurveys) continue;
      const change = rowOf(name).compare(overallTally(folds.current), overallTally(folds.previous), scale);
      expectSame(name, change, referenceChange(name, ofWindow, before, as), `change of ${about}:`);
    }
  }
}

async function expectOfCustomers(world: FiguresOf, window: Window, timeZone: string): Promise<void> {
  const { services, workspaceId, now } = world;
  const wanted = { workspaceId, kinds: ["interaction", "move"], surveyIds: [allSurveys], dimension: "all" } as const;
  const read = await readFolds(wanted, window, dayOf(now, timeZone), services.figures);
  const workspace = { id: workspaceId, timeZone, grossMarginPercent: 40 };
  const folds = await withActiveCustomers(read, window, workspace, services.figures);
  for (const [windowFolds, days] of [
    [folds.current, window],
    [folds.previous, previousWindow(window)],
  ] as const) {
    for (const name of customerKpis) {
      const { isSmall: _, ...figure } = rowOf(name).measure(overallTally(windowFolds));
      const expected = customerReference(name, world.raw().interactions, { ...days, timeZone }, 40);
      expectSame(name, figure, expected, `${days.days} days to ${days.to} in ${timeZone}:`);
    }
  }
}

/** Overall and by agent; of an agent of whom nothing is stored there is nothing. */
function talliesOf(folds: Folds, records: PlacedRecords): [agent: string, tally: Tally][] {
  const values = folds.get("agent");
  const told = Object.values(records).flatMap((ofKind: readonly Placed[]) => ofKind.map(({ agent }) => agent));
  const agents = new Set([...(values?.keys() ?? []), ...told]);
  return [
    ["all", overallTally(folds)],
    ...[...agents].map((one) => [one, values?.get(one)?.tally ?? {}] as [string, Tally]),
  ];
}

interface Placed {
  readonly agent: string;
  readonly surveyId: string;
}

type PlacedRecords = { readonly [K in keyof RawRecords]: readonly (RawRecords[K][number] & Placed)[] };

/** An issue is where the interaction is that solved it first. */
function recordsOf(world: FiguresOf, days: { from: string; to: string; timeZone: string }): PlacedRecords {
  const raw = world.raw();
  const real = raw.interactions.filter(({ test }) => test !== true);
  const isSolved = (type: string) => type.endsWith(".solved");
  const issues = [...new Set(real.flatMap(({ issueId }) => issueId ?? []))].flatMap((id) => {
    const contacts = real.filter(({ issueId }) => issueId === id);
    return issuesOf(contacts, { now: world.now, recontactWindowDays: 7, isSolved }).flatMap((issue) => {
      const solver = contacts.find(({ type, occurredAt }) => isSolved(type) && occurredAt === issue.firstSolvedAt);
      return solver ? [{ ...issue, agent: solver.agent, surveyId: solver.surveyId }] : [];
    });
  });
  // What it leaves out it leaves out whole.
  return within({ ...raw, issues }, days) as PlacedRecords;
}

const only = (records: PlacedRecords | undefined, is: (one: Placed) => boolean): PlacedRecords => ({
  responses: records?.responses.filter(is) ?? [],
  invitations: records?.invitations.filter(is) ?? [],
  interactions: records?.interactions.filter(is) ?? [],
  issues: records?.issues.filter(is) ?? [],
});

const rowOf = (name: KpiName): KpiRow => kpis[name];
