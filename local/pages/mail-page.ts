import { html, raw } from "hono/html";
import { linkInText, type StoredMail } from "../mailbox.ts";
import { type Markup, mailSandbox } from "./answers.ts";
import { layout, momentOf, postForm, type Surroundings } from "./layout.ts";

export const mailViews = ["html", "text", "source"] as const;
export type MailView = (typeof mailViews)[number];

const tabNames: Readonly<Record<MailView, string>> = { html: "Mail", text: "Plain text", source: "Source" };

/** What a mail server or a customer may do to the mail; each button makes the event that SES would publish. */
const fates = [
  { label: "Delivery", type: "Delivery" },
  { label: "Delay", type: "DeliveryDelay" },
  { label: "Bounce", type: "Bounce", bounceType: "Permanent" },
  { label: "Soft bounce", type: "Bounce", bounceType: "Transient" },
  { label: "Complaint", type: "Complaint" },
  { label: "Unsubscribe", type: "Subscription" },
  { label: "Rejection", type: "Reject" },
];

export function mailPage(around: Surroundings, mail: StoredMail, view: MailView): Markup {
  return layout(around, {
    title: mail.subject || "(no subject)",
    content: html`<p class="back"><a href="/_local/mailbox"><span aria-hidden="true">←</span> All mails</a></p>
<article class="card mail">
<h1>${mail.subject || "(no subject)"}</h1>
<dl class="head">
<div><dt>From</dt><dd>${mail.from}</dd></div>
<div><dt>To</dt><dd>${mail.to.join(", ")}</dd></div>
<div><dt>Sent</dt><dd>${momentOf(mail.sentAt)}</dd></div>
</dl>
${fateButtons(mail, around.here)}
${tabs(mail, view)}
${content(mail, view)}
</article>`,
  });
}

/** The view to show when none, or one that the mail lacks, was asked for. */
export function viewOf(mail: StoredMail, asked: string | null): MailView {
  const available = viewsOf(mail);
  return available.find((view) => view === asked) ?? available[0] ?? "source";
}

/** The mail's HTML as its frame shows it. The link target has to be in the document: a frame cannot set it from outside. */
export function framedDocument(mailHtml: string): string {
  const base = '<base target="_blank">';
  const opening = /<head(?:\s[^>]*)?>/i.exec(mailHtml) ?? /^\s*<!doctype[^>]*>/i.exec(mailHtml);
  if (opening === null) return base + mailHtml;
  const end = opening.index + opening[0].length;
  return mailHtml.slice(0, end) + base + mailHtml.slice(end);
}

function viewsOf(mail: StoredMail): MailView[] {
  return mailViews.filter((view) => view === "source" || mail[view] !== "");
}

function fateButtons(mail: StoredMail, here: string): Markup {
  const button = ({ label, type, bounceType }: (typeof fates)[number]) =>
    postForm(
      "/_local/mail-events",
      here,
      html`<input type="hidden" name="messageId" value="${mail.id}"><input type="hidden" name="type" value="${type}">${
        bounceType === undefined ? "" : html`<input type="hidden" name="bounceType" value="${bounceType}">`
      }<button>${label}</button>`,
    );
  return html`<section class="fates" aria-label="Events of this mail">
<p class="label">Pretend that SES reports</p>
<div class="buttons">${fates.map(button)}</div>
</section>`;
}

function tabs(mail: StoredMail, current: MailView): Markup {
  const tab = (view: MailView) =>
    html`<a href="/_local/mailbox/${mail.id}?view=${view}"${view === current ? raw(' aria-current="page"') : ""}>${tabNames[view]}</a>`;
  return html`<nav class="tabs" aria-label="Views of this mail">${viewsOf(mail).map(tab)}</nav>`;
}

function content(mail: StoredMail, view: MailView): Markup {
  if (view === "html")
    return html`<iframe class="body" title="The mail" src="/_local/inbox/${mail.id}/html" sandbox="${mailSandbox}"></iframe>`;
  if (view === "text") return html`<pre class="body">${withLinks(mail.text)}</pre>`;
  return html`<pre class="body source" tabindex="0">${mail.raw}</pre>
<p class="muted"><a href="/_local/inbox/${mail.id}/raw">Source as a file</a></p>`;
}

function withLinks(text: string): Markup[] {
  const pieces: Markup[] = [];
  let done = 0;
  for (const match of text.matchAll(linkInText)) {
    pieces.push(
      html`${text.slice(done, match.index)}<a href="${match[0]}" target="_blank" rel="noopener noreferrer">${match[0]}</a>`,
    );
    done = match.index + match[0].length;
  }
  return [...pieces, html`${text.slice(done)}`];
}
