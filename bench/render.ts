/**
 * What rendering costs: the bytes of each kind's mail and page, and the processor time as a ratio to writing the finished bytes
 * out as JSON, which is one pass of native code over them and so about the least that any way of making them could take.
 */
import { type SurveyKind, surveyKinds } from "../functions/domain/scale.ts";
import { type SurveyDefinition, surveyDefaults } from "../functions/domain/survey.ts";
import { type Workspace, workspaceDefaults } from "../functions/domain/workspace.ts";
import { invitationMail } from "../functions/templates/emails/invitation-mail.ts";
import { surveyPage } from "../functions/templates/pages/survey-page.ts";
import { type ShownSurvey, shownSurvey } from "../functions/templates/shown-survey.ts";
import { median } from "./median.ts";
import type { Figure, Section } from "./report.ts";

const rendersPerRound = 200;
const rounds = 15;
const warmUpRounds = 5;

/** Gmail cuts a mail off beyond it. */
const mailBudget = 100_000;
/** Above it, something is rendered in a roundabout way. */
const workBudget = 5;
/** What the page may weigh. */
const pageBudget = 20 * 1024;

const workspace: Workspace = {
  ...workspaceDefaults,
  id: "ws_00000000000",
  name: "Juniper Home",
  footerAddress: "Juniper Home, 12 Garden Row, Bristol BS1 4ND",
  brand: { logoUrl: "https://juniper.example/logo.png", accentColour: "#5b21b6" },
  salt: "",
  createdAt: "2026-11-22T00:00:00.000Z",
};
const about = { customerName: "Robin Hale", agentName: "Sam Reed", product: "Router X" };
/** As long as the signed tokens are. */
const token = "t".repeat(86);

const surveyOf = (kind: SurveyKind): SurveyDefinition => ({
  ...surveyDefaults,
  name: "After support",
  kind,
  question: { en: "How was {{product}} with {{agent.name}}, {{customer.firstName}}?" },
});

type Render = (survey: SurveyDefinition, shown: ShownSurvey) => string;

const mailHtml: Render = (survey, shown) =>
  invitationMail({
    workspace,
    survey,
    shown,
    surveyUrl: `https://ask.juniper.example/s/${token}`,
    unsubscribeUrl: `https://ask.juniper.example/u/${token}`,
    fromAddress: "feedback@juniper.example",
  }).html;

const pageHtml: Render = (_, shown) =>
  surveyPage({ ...shown, action: `/s/${token}`, nonce: token, cspNonce: token, answered: false });

export async function measureRendering(): Promise<Section[]> {
  const [bytes, work]: [Figure[], Figure[]] = [[], []];
  for (const kind of Object.keys(surveyKinds) as SurveyKind[]) {
    const survey = surveyOf(kind);
    const shown = await shownSurvey(survey, { workspace, locale: "en", about });
    for (const [what, render, budget] of [
      [`${kind}, mail`, mailHtml, mailBudget],
      [`${kind}, page`, pageHtml, pageBudget],
    ] as const) {
      bytes.push({ what, value: Buffer.byteLength(render(survey, shown)), budget });
      work.push({ what, value: ratioOf(() => render(survey, shown)), budget: workBudget });
    }
  }
  return [
    {
      title: "Render size",
      about: "The HTML of each kind's mail and survey page, in English.",
      unit: "bytes",
      figures: bytes,
    },
    {
      title: "Render work",
      about: `Processor time of rendering, as a ratio to writing the result as JSON; median of ${rounds} rounds of ${rendersPerRound} each.`,
      unit: "ratio",
      figures: work,
    },
  ];
}

function ratioOf(render: () => string): number {
  const html = render();
  const ratios: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const rendering = processorTime(render);
    const writing = processorTime(() => JSON.stringify(html));
    if (round >= warmUpRounds) ratios.push(rendering / writing);
  }
  return median(ratios);
}

/** User and system time of this process, in microseconds. */
function processorTime(act: () => string): number {
  const begun = process.cpuUsage();
  // Summed, so that no engine may leave the work out.
  let length = 0;
  for (let n = 0; n < rendersPerRound; n++) length += act().length;
  const { user, system } = process.cpuUsage(begun);
  if (length === 0) throw new Error("Nothing was rendered.");
  return user + system;
}
