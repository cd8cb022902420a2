/** The figures for a person at a terminal, within 100 columns. */
import { styleText } from "node:util";
import { aligned, plural } from "../bin/commands/print.ts";
import { type Figures, type KpiFigures, type SurveyFigures, shownDimensions } from "./figures.ts";
import type { DemoOptions } from "./options.ts";

export interface Look {
  readonly isBold: boolean;
}

type Heading = (text: string) => string;

export const intro = ({ seed, interactions, customers, weeks, running }: DemoOptions): string => `
${plural(interactions, "interaction")} with ${plural(customers, "customer")} over ${plural(weeks, "week")}, seed ${seed}, on ${
  running ? `the Hearback at ${running.url}` : "a Hearback of its own"
}.
The business reports each one; Hearback mails; the customers answer, think again, ignore or leave.${
  running ? "\nIts clock moves on with them, and cannot be turned back." : ""
}

`;

export function summary(figures: Figures, { isBold }: Look): string {
  const heading: Heading = (text) => (isBold ? styleText("bold", text) : text);
  return [
    `\n${heading("What happened")}\n${indented(aligned(happened(figures)))}`,
    ...figures.surveys.flatMap((survey) => sectionsOf(survey, heading)),
    ...(figures.latestComments.length > 0 ? [`${heading("Said lately")}\n${comments(figures)}`] : []),
  ].join("\n");
}

export const whereNext = ({ running }: DemoOptions): string =>
  running
    ? `\nEvery mail is at ${running.url}/_local/mailbox, every KPI with its curve at ${running.url}/_local/kpis.\n`
    : "\nTo look into the mails and ask further, run npm start, and then the demo with --url and --key.\n";

function happened(figures: Figures): string[][] {
  const { interactions, reportedTwice, invited, notInvited, mails, bounced, responses, responseRate } = figures;
  const count = (value: number): string => String(value).padStart(5);
  return [
    ["interactions", count(interactions), `${reportedTwice} of them reported twice, and taken once`],
    ["invited", count(invited), ""],
    ...Object.entries(notInvited).map(([reason, n]) => ["not invited", count(n), reason.replaceAll("_", " ")]),
    ["mails", count(mails), `${bounced} bounced; ${plural(invited - mails, "invitation")} skipped at the last moment`],
    [
      "responses",
      count(responses),
      `${responseRate === null ? "no mail arrived" : `${responseRate.toFixed(1)} % of the mails that arrived`}; ${figures.edited} changed, ${figures.cameTooLate} came too late`,
    ],
    ["unsubscribed", count(figures.unsubscribed), ""],
  ];
}

const sectionsOf = ({ name, windowDays, kpis }: SurveyFigures, heading: Heading): string[] => [
  `${heading(`${name}: the last ${plural(windowDays, "day")} against those before`)}\n${indented(aligned(overall(kpis)))}`,
  ...kpis.flatMap((kpi) =>
    shownDimensions
      .filter((by) => kpi.by[by].length > 0)
      .map((by) => `${heading(`${kpi.kpi.toUpperCase()} by ${by}`)}\n${indented(aligned(segmentsOf(kpi.by[by], by)))}`),
  ),
];

const overall = (kpis: readonly KpiFigures[]): string[][] => [
  ["KPI", "  value", "    n", "95 % interval", "  before", "    n", "  change", "95 % interval", "verdict"],
  ...kpis.map(({ kpi, value, n, interval, previous, change }) => [
    kpi.toUpperCase(),
    figure(value),
    String(n).padStart(5),
    range(interval),
    figure(previous.value, 8),
    String(previous.n).padStart(5),
    signed(change?.difference),
    range(change),
    change === null ? "nothing to compare" : change.significant ? "significant" : "may be chance",
  ]),
];

const segmentsOf = (segments: KpiFigures["by"]["agent"], by: string): string[][] => [
  [by, "  value", "    n", "95 % interval"],
  ...segments.map(({ label, value, n, interval }) => [label, figure(value), String(n).padStart(5), range(interval)]),
];

const comments = ({ latestComments }: Figures): string =>
  indented(aligned(latestComments.map(({ score, agent, comment }) => [String(score).padStart(2), agent, comment])));

const figure = (value: number | null, width = 7): string => (value === null ? "–" : value.toFixed(1)).padStart(width);

const signed = (value: number | undefined): string =>
  (value === undefined ? "–" : `${value > 0 ? "+" : ""}${value.toFixed(1)}`).padStart(8);

const range = (of: { readonly low: number | null; readonly high: number | null } | null): string =>
  of && of.low !== null && of.high !== null ? `${of.low.toFixed(1)} … ${of.high.toFixed(1)}` : "–";

const indented = (lines: string): string => lines.replace(/^(?=.)/gm, "  ");
