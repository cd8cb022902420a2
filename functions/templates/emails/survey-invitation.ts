import { html } from "hono/html";
import type { ShownBrand } from "../brand.ts";
import { say } from "../locales/say.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import type { Markup } from "../markup.ts";
import { said } from "../pages/said.ts";
import { isReadInWords, type ScoreCopy, type SurveyCopy } from "../survey-copy.ts";
import { mailLayout } from "./mail-layout.ts";
import { stylesOf } from "./mail-style.ts";
import type { ScoreLink } from "./score-link.ts";
import { scoreLinks } from "./score-links.ts";
import { oneLine, withBreaks, withoutOuterSpace } from "./written-text.ts";

export interface SurveyMailContent {
  readonly texts: LocalTexts;
  readonly brand: ShownBrand;
  readonly copy: SurveyCopy;
  readonly surveyUrl: string;
  readonly unsubscribeUrl: string;
  readonly footerAddress?: string | undefined;
}

/** Both parts of the mail that asks. They hold the same words and the same links. */
export function surveyInvitation(content: SurveyMailContent): { html: string; text: string } {
  const { texts, brand, copy } = content;
  const page = mailLayout({
    texts,
    title: copy.question,
    brand,
    body: body(content),
    footer: footer(content),
  });
  // Half characters cannot be sent as UTF-8.
  return { html: page.toWellFormed(), text: textPart(content).toWellFormed() };
}

/** The link of a score chooses it, and sends nothing. */
const linksOf = ({ copy, surveyUrl }: SurveyMailContent): ScoreLink[] =>
  copy.scores.map((score) => ({ ...score, url: `${surveyUrl}?score=${score.score}` }));

function body(content: SurveyMailContent): Markup {
  const { copy, texts, brand } = content;
  const styles = stylesOf(brand.light);
  return html`<p class="ink" dir="auto" style="${styles.paragraph}">${withBreaks(copy.mail.intro)}</p>
<h1 class="ink" dir="auto" style="${styles.question}">${copy.question}</h1>
${scoreLinks({ links: linksOf(content), copy, texts, styles })}
<p class="muted" style="${styles.hint}">${texts.mail.next}</p>
<p style="${styles.hint}"><a class="link" href="${content.surveyUrl}" style="${styles.link}">${texts.mail.openSurvey}</a></p>`;
}

function footer({ texts, brand, unsubscribeUrl, footerAddress }: SurveyMailContent): Markup {
  const styles = stylesOf(brand.light);
  return html`<p class="muted" style="${styles.footer}">${said(texts.mail.why, { workspace: brand.name })}</p>
<p style="${styles.footer}"><a class="link" href="${unsubscribeUrl}" style="${styles.link}">${texts.mail.unsubscribe}</a></p>
${footerAddress ? html`<p class="muted" dir="auto" style="${styles.footer}">${withBreaks(footerAddress)}</p>` : ""}`;
}

/** What people wrote stays on its own lines, so that a name cannot pose as one of our links. */
function textPart(content: SurveyMailContent): string {
  const { texts, copy, brand } = content;
  const why = [
    say(texts.mail.why, { workspace: oneLine(brand.name) }),
    `${texts.mail.unsubscribe}: ${content.unsubscribeUrl}`,
    content.footerAddress && withoutOuterSpace(content.footerAddress),
  ];
  const blocks = [
    oneLine(brand.name),
    withoutOuterSpace(copy.mail.intro),
    oneLine(copy.question),
    textScores(content),
    texts.mail.next,
    `${texts.mail.openSurvey}: ${content.surveyUrl}`,
    ["-".repeat(40), ...why.filter(Boolean)].join("\n"),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function textScores(content: SurveyMailContent): string {
  const { copy } = content;
  const isInWords = isReadInWords(copy);
  const called = ({ shown, name }: ScoreCopy): string => oneLine(isInWords ? name : shown);
  const [lowest, highest] = [copy.scores[0], copy.scores.at(-1)];
  const ends = `(${lowest?.shown} = ${oneLine(copy.lowest)}, ${highest?.shown} = ${oneLine(copy.highest)})`;
  return [...(isInWords ? [] : [ends]), ...linksOf(content).map((link) => `${called(link)}: ${link.url}`)].join("\n");
}
