import { html } from "hono/html";
import type { SurveyKind } from "../../domain/survey.ts";
import { type LocalTexts, textsFor } from "../locales/texts.ts";
import type { Markup } from "../markup.ts";
import { mailLayout } from "./mail-layout.ts";
import { styles } from "./mail-style.ts";
import { scoreLinks } from "./score-links.ts";
import { oneLine, withBreaks, withoutOuterSpace } from "./written-text.ts";

export interface SurveyMailContent {
  readonly locale: string;
  readonly workspaceName: string;
  readonly question: string;
  readonly intro?: string | undefined;
  /** Decides the words at the ends of the scale. */
  readonly kind: SurveyKind;
  readonly scores: readonly { readonly score: number; readonly url: string }[];
  readonly surveyUrl: string;
  readonly unsubscribeUrl: string;
  readonly footerAddress?: string | undefined;
}

/** Both parts of the mail that asks. They hold the same words and the same links. */
export function surveyInvitation(content: SurveyMailContent): { html: string; text: string } {
  const texts = textsFor(content.locale);
  const { question, workspaceName } = content;
  return {
    html: mailLayout({
      texts,
      title: question,
      workspaceName,
      body: body(content, texts),
      footer: footer(content, texts),
    }),
    text: textPart(content, texts),
  };
}

function body(content: SurveyMailContent, texts: LocalTexts): Markup {
  return html`${content.intro ? html`<p class="ink" dir="auto" style="${styles.paragraph}">${withBreaks(content.intro)}</p>` : ""}
<h1 class="ink" dir="auto" style="${styles.question}">${content.question}</h1>
${scoreLinks(content.scores, texts, content.kind)}
<p class="muted" style="${styles.hint}">${texts.mail.next}</p>
<p style="${styles.hint}"><a class="link" href="${content.surveyUrl}" style="${styles.link}">${texts.mail.openSurvey}</a></p>`;
}

function footer({ workspaceName, unsubscribeUrl, footerAddress }: SurveyMailContent, texts: LocalTexts): Markup {
  return html`<p class="muted" style="${styles.footer}">${texts.mail.why(workspaceName)}</p>
<p style="${styles.footer}"><a class="link" href="${unsubscribeUrl}" style="${styles.link}">${texts.mail.unsubscribe}</a></p>
${footerAddress ? html`<p class="muted" dir="auto" style="${styles.footer}">${withBreaks(footerAddress)}</p>` : ""}`;
}

/** What people wrote stays on its own lines, so that a name cannot pose as one of our links. */
function textPart(content: SurveyMailContent, texts: LocalTexts): string {
  const { lowest, highest } = texts.kinds[content.kind];
  const lines = content.scores.map(({ score, url }) => `${score}: ${url}`);
  const why = [
    texts.mail.why(oneLine(content.workspaceName)),
    `${texts.mail.unsubscribe}: ${content.unsubscribeUrl}`,
    content.footerAddress && withoutOuterSpace(content.footerAddress),
  ];
  const blocks = [
    oneLine(content.workspaceName),
    content.intro && withoutOuterSpace(content.intro),
    oneLine(content.question),
    [`(${content.scores[0]?.score} = ${lowest}, ${content.scores.at(-1)?.score} = ${highest})`, ...lines].join("\n"),
    texts.mail.next,
    `${texts.mail.openSurvey}: ${content.surveyUrl}`,
    ["-".repeat(40), ...why.filter(Boolean)].join("\n"),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}
