/** What came of it, as the API tells it. The same seed gives the same figures; days and ids are the run's own. */
import type { Kpi, ListKpisResult, Response } from "../client/api.ts";
import { isKpi, kpis as kpiRows } from "../functions/domain/kpi/kpi.ts";
import type { Hearback } from "./hearback.ts";
import type { Plan } from "./plan.ts";
import type { Played } from "./play.ts";

export const shownDimensions = ["agent", "channel"] as const;

export type KpiFigures = Pick<Kpi, "kpi" | "value" | "n" | "interval" | "previous" | "change"> & {
  readonly by: Readonly<Record<(typeof shownDimensions)[number], NonNullable<Kpi["segments"]>>>;
};

export interface SurveyFigures {
  readonly name: string;
  readonly windowDays: number;
  readonly kpis: readonly KpiFigures[];
}

export interface Figures {
  readonly interactions: number;
  readonly reportedTwice: number;
  readonly invited: number;
  /** By reason. */
  readonly notInvited: Readonly<Record<string, number>>;
  readonly mails: number;
  readonly bounced: number;
  readonly responses: number;
  /** Percent of the mails that did not bounce; null without any. */
  readonly responseRate: number | null;
  readonly edited: number;
  readonly cameTooLate: number;
  readonly unsubscribed: number;
  readonly surveys: readonly SurveyFigures[];
  readonly latestComments: readonly { score: number; agent: string; comment: string }[];
}

const shownComments = 3;

export async function readFigures(plan: Plan, played: Played, hearback: Hearback): Promise<Figures> {
  const { outcomes, repeats, mails, done } = played;
  const surveys: SurveyFigures[] = [];
  const responses: Response[] = [];
  for (const [{ name }, id] of played.surveys) {
    surveys.push({ name, ...(await readKpis(id, Math.ceil(plan.days / 2), hearback)) });
    const from = played.startedAt.slice(0, 10);
    for await (const response of hearback.api.responses.list({ survey: id, from })) responses.push(response);
  }
  const delivered = mails - done.bounce;
  return {
    interactions: outcomes.length,
    reportedTwice: repeats,
    invited: outcomes.filter(({ outcome }) => outcome === "invited").length,
    notInvited: countReasons(outcomes),
    mails,
    bounced: done.bounce,
    responses: responses.length,
    responseRate: delivered === 0 ? null : Math.round((1000 * responses.length) / delivered) / 10,
    edited: done.edit,
    cameTooLate: done.comeTooLate,
    unsubscribed: done.unsubscribe,
    surveys,
    latestComments: latestComments(responses),
  };
}

/** What customers answered, in the second half of the weeks against the first. */
async function readKpis(survey: string, windowDays: number, hearback: Hearback): Promise<Omit<SurveyFigures, "name">> {
  const query = { survey, window: windowDays };
  const { kpis } = await hearback.api.kpis.list(query);
  const read = async (figure: ListKpisResult["kpis"][number]): Promise<KpiFigures> => {
    const { kpi, value, n, interval, previous, change } = figure;
    const by = async (dimension: (typeof shownDimensions)[number]) =>
      (await hearback.api.kpis.get(kpi, { ...query, by: dimension })).segments ?? [];
    const segments = { agent: await by("agent"), channel: await by("channel") };
    return { kpi, value, n, interval, previous, change, by: segments };
  };
  const ofScale = kpis.filter(({ kpi }) => isKpi(kpi) && kpiRows[kpi].isOfScale);
  return { windowDays, kpis: await Promise.all(ofScale.map(read)) };
}

function countReasons(outcomes: Played["outcomes"]): Record<string, number> {
  const reasons = outcomes.flatMap((outcome) => (outcome.outcome === "not_invited" ? [outcome.reason] : [])).sort();
  return Object.fromEntries([...new Set(reasons)].map((it) => [it, reasons.filter((reason) => reason === it).length]));
}

const latestComments = (responses: readonly Response[]): Figures["latestComments"] =>
  responses
    .flatMap(({ score, comment, segments }) =>
      comment === undefined ? [] : [{ score, agent: segments.agent?.label ?? "", comment }],
    )
    .slice(0, shownComments);
