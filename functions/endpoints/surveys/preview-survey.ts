import * as z from "zod/mini";
import { invalid } from "../../domain/errors.ts";
import { isScore } from "../../domain/scale.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { invitationMail } from "../../templates/emails/invitation-mail.ts";
import { readingLocale } from "../../templates/locales/reading-locale.ts";
import { surveyPage } from "../../templates/pages/survey-page.ts";
import { shownSurvey } from "../../templates/shown-survey.ts";
import { line, locale } from "../fields.ts";
import { InteractionReport } from "../interactions/interaction-report.ts";

/** Nobody signed it, so that a link of a preview leads to the page of links that are not known. */
const exampleToken = "preview";

const Example = z._default(
  z.strictObject({
    locale: z.exactOptional(locale).check(z.describe("The customer's; answered is the one that the survey is read in")),
    score: z.exactOptional(z.int()).check(z.describe("The score that the page shows as chosen")),
    customerName: z.exactOptional(line(200)),
    agentName: z.exactOptional(line(200)),
    product: z.exactOptional(line(200)),
    attributes: InteractionReport.shape.attributes,
  }),
  {},
);

const Preview = z.object({
  locale: z.string(),
  mail: z.object({
    subject: z.string(),
    from: z.object({ name: z.string(), address: z.string() }),
    replyTo: z.optional(z.string()),
    html: z.string(),
    text: z.string(),
  }),
  page: z.string(),
});

export const previewSurvey = endpoint(
  {
    route: routes.previewSurvey,
    summary: "Shows a survey's mail and page for an example of a customer. Writes and sends nothing.",
    body: Example,
    returns: { 200: Preview.check(z.describe("The mail in both parts, and the page, as HTML")) },
  },
  async ({ caller: { workspace, workspaceId }, params: { id }, body }, { surveys, settings }) => {
    const { locale: customerLocale, score, ...about } = body;
    const survey = await surveys.get(workspaceId, id);
    if (score !== undefined && !isScore(survey, score))
      throw invalid("score", "is not on the survey's scale: see scale of the survey, or leave it out");
    const locale = readingLocale(survey, { customer: customerLocale, workspace: workspace.locale });
    const shown = await shownSurvey(survey, { workspace, locale, about });
    const { unsubscribeUrl: _, ...mail } = invitationMail({
      workspace,
      survey,
      shown,
      surveyUrl: `${settings.publicUrl}/s/${exampleToken}`,
      unsubscribeUrl: `${settings.publicUrl}/u/${exampleToken}`,
      fromAddress: settings.fromAddress,
    });
    const page = surveyPage({
      ...shown,
      action: `/s/${exampleToken}`,
      nonce: exampleToken,
      cspNonce: exampleToken,
      chosen: score,
      answered: false,
    });
    return { status: 200, body: { locale, mail, page } };
  },
);
